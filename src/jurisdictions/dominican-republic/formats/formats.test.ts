import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeReference } from '../../../../scripts/write-reference.ts'
import { needs, shared } from '../../../../test/support/needs.ts'
import { withStandInSignature } from '../../../../test/support/official-schema.ts'
import { contentOf } from '../../../../test/support/random-content.ts'
import { readXml } from '../../../xml/reader.ts'
import { checkContent } from '../../format/check.ts'
import { schemaOf } from '../../format/describe.ts'
import type { ElementFormat, Format } from '../../format/format.ts'
import { readContent } from '../../format/read.ts'
import { writeXml } from '../../format/write.ts'
import { ACECF, ANECF, ARECF, E_CF_FORMATS, E_CF_TYPES, formatOf, RFCE, SEED } from './formats.ts'

const SINGLE = [RFCE, ACECF, ARECF, ANECF, SEED]
const ALL = [...E_CF_FORMATS, ...SINGLE]

describe('formatOf', () => {
  test('knows the ten types and no other', () => {
    expect(E_CF_TYPES.map((type) => formatOf(type)?.code)).toEqual([...E_CF_TYPES])
    expect(formatOf('42')).toBeUndefined()
    expect(formatOf('RFCE')).toBeUndefined()
  })
})

describe('a document', () => {
  test.each(ALL.map((format) => [format.code, format] as const))('of %s reads back as it was written', (_, format) => {
    fc.assert(
      fc.property(contentOf(format), (content) => {
        const { content: back, faults } = readContent(format, readXml(writeXml(format, content)))
        expect(faults).toEqual([])
        expect(back).toEqual(content)
      }),
      { numRuns: 50 },
    )
  })

  test('with an anonymous buyer has an empty Comprador, in 32 and RFCE only', () => {
    const full = formatOf('32')!
    expect(writeXml(full, { Encabezado: { Comprador: {} } })).toBe(
      '<ECF><Encabezado><Comprador></Comprador></Encabezado></ECF>',
    )
    for (const format of [...E_CF_FORMATS, RFCE]) {
      const faults = checkContent(format, { Encabezado: { Comprador: {} } })
      const codes = faults.filter(({ path }) => path.startsWith('Encabezado.Comprador')).map(({ code }) => code)
      expect(codes.length === 0, format.code).toBe(['32', 'RFCE'].includes(format.code))
    }
  })

  test.skipIf(!needs('shared'))(
    'of the official certification set reads, checks and writes back to the same bytes',
    () => {
      const folder = shared('dgii/samples/set-pruebas-a/unsigned')
      const files = readdirSync(folder)
      expect(files.length).toBeGreaterThan(30)
      for (const file of files) {
        const text = readFileSync(join(folder, file), 'utf8')
        const { format, content } = opened(text)
        expect(checkContent(format, content), file).toEqual([])
        expect(writeXml(format, content), file).toBe(text.replace(/^<\?xml[^>]*\?>\s*/, '').trim())
      }
    },
  )

  test.skipIf(!needs('shared')).each([
    ['ecf-31-empty-tag.xml', 'field-empty'],
    ['ecf-31-wrong-element-order.xml', 'field-order'],
  ])('of the official form is told from %s', (file, code) => {
    const { format, content, faults } = opened(readFileSync(shared(`dgii/samples/negative/${file}`), 'utf8'))
    expect([...faults, ...checkContent(format, content)].map((fault) => fault.code)).toEqual([code])
  })
})

describe('random documents', () => {
  const both = needs('shared') && needs('xmllint')
  test.skipIf(!both).each(ALL.map((format) => [format.code, format] as const))(
    'of %s satisfy xmllint too',
    (_, format) => {
      const folder = mkdtempSync(join(tmpdir(), 'emite-formats-'))
      try {
        const contents = fc.sample(contentOf(format), 40)
        const files = contents.map((content, i) => {
          const file = join(folder, `${i}.xml`)
          writeFileSync(file, withStandInSignature(writeXml(format, content)))
          return file
        })
        const schema = shared(`dgii/xsd/${SCHEMAS[format.code] ?? `e-CF-${format.code}`}.xsd`)
        expect(() =>
          execFileSync('xmllint', ['--noout', '--schema', schema, ...files], { stdio: 'pipe' }),
        ).not.toThrow()
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

describe('the reference pages', () => {
  test('are those that the tables make (else run scripts/write-reference.ts)', () => {
    expect(writeReference(true)).toEqual([])
  })
})

describe('the JSON Schema of the ten types', () => {
  test('has every field of every type, once', () => {
    const schema = schemaOf(E_CF_FORMATS, { partial: true }) as Described
    for (const format of E_CF_FORMATS) {
      for (const path of pathsOf(format.root)) {
        const property = path.reduce<Described | undefined>(
          (at, step) => at?.properties?.[step] ?? at?.items?.properties?.[step],
          schema,
        )
        expect(property, `${format.code} ${path.join('.')}`).toBeDefined()
      }
    }
    const item = schemaOf(E_CF_FORMATS, { at: 'DetallesItems.Item' }) as Described
    expect(item.required).toContain('NombreItem')
    expect(item.properties?.Mineria?.description).toContain('Only in 32, 33, 34, 46.')
  })
})

/** The few words of JSON Schema that a description uses. */
interface Described {
  readonly description?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Described>>
  readonly items?: Described
}

const SCHEMAS: Readonly<Record<string, string>> = {
  RFCE: 'RFCE-32',
  ACECF: 'ACECF',
  ARECF: 'ARECF',
  ANECF: 'ANECF',
  SemillaModel: 'Semilla',
}

function opened(xml: string) {
  const element = readXml(xml)
  const type = /<TipoeCF>(\d\d)</.exec(xml)?.[1] ?? ''
  const format: Format | undefined = SINGLE.find(({ root }) => root.name === element.name) ?? formatOf(type)
  return { format: format!, ...readContent(format!, element) }
}

function pathsOf(element: ElementFormat, parent: readonly string[] = []): readonly (readonly string[])[] {
  return (element.children ?? []).flatMap((child) => {
    const path = [...parent, child.name]
    return [path, ...pathsOf(child, path)]
  })
}
