import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fullDocumentOf,
  officialSamples,
  pageOf,
  printableOf,
  valueIn,
} from '../../../../test/support/dominican-printables.ts'
import { needs } from '../../../../test/support/needs.ts'
import { type Leaf, leavesOf, paperForm } from '../../../../test/support/paper-values.ts'
import { textsOf } from '../../../../test/support/printed-texts.ts'
import { contentOf } from '../../../../test/support/random-content.ts'
import type { PrintedPage } from '../../../domain/printed-page.ts'
import { readXml } from '../../../xml/reader.ts'
import type { Content, ElementFormat } from '../../format/format.ts'
import { readContent } from '../../format/read.ts'
import { E_CF_FORMATS, formatOf } from '../formats/formats.ts'
import { printed } from '../printed.ts'
import { labelOf, LEFT_OFF } from './labels.ts'

const formats = E_CF_FORMATS.map((format) => [format.code, format] as const)

describe('every value that the format document wants on paper', () => {
  test.skipIf(!needs('shared'))('is there, of each document of the official certification set', () => {
    const samples = officialSamples()
    expect(samples).toHaveLength(25)
    for (const { name, xml } of samples) {
      const format = formatOf(valueIn(xml, 'TipoeCF'))!
      const { content } = readContent(format, readXml(xml))
      expect(missing(leavesOf(format.root, content), printed(printableOf(xml))), name).toEqual([])
    }
  })

  test.each(formats)('is there, of random documents of type %s', (_, format) => {
    fc.assert(
      fc.property(contentOf(format), (content) => {
        const page = pageOf(content, format.code)
        expect(missing(leavesOf(format.root, content), page)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  // Each value differs from all others, so that none can be taken for its neighbour.
  test.each(formats)('is there, with all that the issuer added, of a full document of type %s', (_, format) => {
    const content = distinct(format.root, fullDocumentOf(format))
    const leaves = leavesOf(format.root, content, () => true).filter(({ field }) => !NOT_BY_ITSELF.test(field.name))
    expect(leaves.length).toBeGreaterThan(50)
    expect(missing(leaves, pageOf(content, format.code))).toEqual([])
  })
})

describe('the tables', () => {
  test('have a label for every field that is printed, and leave off none that must be', () => {
    for (const { root } of E_CF_FORMATS) {
      for (const field of fieldsOf(root)) {
        if (LEFT_OFF.has(field.name)) expect(['free', 'unstated'], field.name).toContain(field.print)
        else expect(labelOf(field.name), field.name).not.toBe('')
      }
    }
  })
})

/** Paper has them in other words, or only where they say something that no other value says. */
const NOT_BY_ITSELF = new RegExp(
  [
    ...LEFT_OFF,
    'ITBIS[123]',
    'TasaImpuestoAdicional(OtraMoneda)?',
    'TipoImpuesto(OtraMoneda)?',
    'NoLinea(Desde|Hasta)',
    'MontoSub(Descuento|Recargo)',
    'IndicadorFacturacion',
  ]
    .map((name) => `^${name}$`)
    .join('|'),
)

/** The fields whose value no text of the page has. */
function missing(leaves: readonly Leaf[], page: PrintedPage): readonly string[] {
  const texts = textsOf(page)
  return leaves
    .filter((leaf) => !texts.some((text) => text.includes(paperForm(leaf))))
    .map(({ path, value }) => `${path} ${value}`)
}

function fieldsOf({ children = [], ...element }: ElementFormat): readonly ElementFormat[] {
  return element.type ? [element] : children.flatMap(fieldsOf)
}

/** The same content with another value in each field that holds no code. */
function distinct(group: ElementFormat, content: Content, counter = { next: 0 }): Content {
  return Object.fromEntries(
    (group.children ?? []).flatMap((field) => {
      const value = content[field.name]
      if (value === undefined) return []
      const change = (each: string | Content): string | Content =>
        typeof each === 'string' ? valueFor(field, each, counter) : distinct(field, each, counter)
      return [[field.name, Array.isArray(value) ? value.map(change) : change(value as string | Content)] as const]
    }),
  )
}

const KEPT = new Set(['TipoeCF', 'TipoMoneda'])

function valueFor({ name, type }: ElementFormat, value: string, counter: { next: number }): string {
  if (type?.values || KEPT.has(name)) return value
  counter.next++
  const count = String(counter.next).padStart(3, '0')
  if (type?.date) return value.length > 10 ? value : `01-02-2${count}`
  return type?.base === 'text'
    ? `«${name} ${count}»`
    : type?.base === 'decimal'
      ? `${count}7.${count.slice(1)}`
      : `98${count}`
}
