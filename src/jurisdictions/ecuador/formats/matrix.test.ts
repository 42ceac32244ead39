import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { schemaFileOf } from '../../../../test/support/sri-schemas.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { TYPE_FACTS } from '../type-facts.ts'
import { formatOf } from './formats.ts'
import { NO_LIMIT } from './repetition.ts'

const NEWEST = TYPE_FACTS.map(({ code, root }) => [root, formatOf(code)!] as const)

describe.skipIf(!needs('shared')).each(NEWEST)('the newest %s', (root, format) => {
  const rows = official(schemaFileOf(format).replace('.xsd', ''))

  test('has every field of the official list, in its order, as often and as required, and none beside them', () => {
    expect(rows.length).toBeGreaterThan(50)
    expect(ours(format.root, `/${root}`).map(({ path, min, max }) => ({ path, min, max }))).toEqual(
      rows.map(({ path, min, max }) => ({ path, min, max })),
    )
  })

  test('has the facets of the official list in every simple value', () => {
    for (const [i, { path, element }] of ours(format.root, `/${root}`).entries()) {
      const { own, attributes } = facetsIn(rows[i]!.facets)
      expect(element.type !== undefined, path).toBe(own !== undefined)
      if (element.type && own !== undefined) expectFacets(element.type, own, path)

      const ourAttributes = element.attributes ?? []
      expect(
        ourAttributes.map(({ name, required }) => ({ name, required })),
        path,
      ).toEqual(attributes.map(({ name, required }) => ({ name, required })))
      for (const [j, { facets }] of attributes.entries()) {
        const type = ourAttributes[j]?.type
        // What the schema leaves open, the version, is here that of the format.
        if (type && !type.name.startsWith('version ')) expectFacets(type, facets, path)
      }
    }
  })
})

interface Row {
  readonly path: string
  readonly min: number
  readonly max: number
  readonly facets: string
}

/** The official list without the signature; what a sequence around an element says of it counts for the element. */
function official(schema: string): readonly Row[] {
  const lists = JSON.parse(readFileSync(shared('sri/catalogs/fields.json'), 'utf8')) as Readonly<
    Record<string, readonly (Omit<Row, 'max'> & { readonly name: string; readonly max: number | null })[]>
  >
  const rows: Row[] = []
  let around: number | null = 1
  for (const { name, path, min, max, facets } of lists[schema]!) {
    if (name === '(sequence)') {
      around = max
      continue
    }
    if (!name.endsWith(':Signature')) {
      const most = max === null || around === null ? NO_LIMIT.most : Math.max(max, around)
      rows.push({ path, min, max: most, facets })
    }
    around = 1
  }
  return rows
}

interface Field {
  readonly path: string
  readonly min: number
  readonly max: number
  readonly element: ElementFormat
}

function ours(element: ElementFormat, path: string): readonly Field[] {
  const children = (element.children ?? []).flatMap((child) => ours(child, `${path}/${child.name}`))
  return [{ path, min: element.required ? 1 : 0, max: element.most, element }, ...children]
}

interface Attribute {
  readonly name: string
  readonly required: boolean
  readonly facets: string
}

/** `text: string minLength=1 ; @nombre required (string minLength=1)`, taken apart. */
function facetsIn(text: string): { readonly own: string | undefined; readonly attributes: readonly Attribute[] } {
  const [own = '', ...rest] = text.split('; ')
  const attributes = rest.map((attribute) => {
    const [, name = '', use, facets = ''] = /^@(\w+) (required|optional) \((.*)\)$/.exec(attribute)!
    return { name, required: use === 'required', facets }
  })
  const facets = own.replace(/^text: /, '').trim()
  return { own: facets === '' || facets === ';' ? undefined : facets, attributes }
}

function expectFacets(type: SimpleType, facets: string, path: string): void {
  const base = facets.startsWith('decimal') ? 'decimal' : 'text'
  expect(type.base, path).toBe(base)
  const patterns = [...facets.matchAll(/pattern=(.*?)(?= (?:pattern|minLength|maxLength)=|$)/g)].map(
    ([, each = '']) => each,
  )
  const numbers: Readonly<Record<string, number>> = Object.fromEntries(
    [...facets.matchAll(/(minLength|maxLength|totalDigits|fractionDigits)=(\d+)/g)].map(([, name, value]) => {
      return [name ?? '', Number(value)] as const
    }),
  )
  const listed = / enum (\S+)/.exec(facets)?.[1]?.split('|')
  if (type.values) {
    const official = listed ?? CODES.filter((code) => patterns.some((pattern) => schemaPattern(pattern).test(code)))
    const known = [...type.values].filter((value) => value !== 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE')
    expect(known, path).toEqual(official)
    return
  }
  const { minLength, maxLength, totalDigits, fractionDigits, minInclusive, pattern } = type
  expect({ minLength, maxLength, totalDigits, fractionDigits }, path).toEqual({
    minLength: undefined,
    maxLength: undefined,
    totalDigits: undefined,
    fractionDigits: undefined,
    ...numbers,
  })
  expect(minInclusive, path).toBe(/minInclusive=(\S+)/.exec(facets)?.[1])
  expect(pattern?.source, path).toBe(patterns.length === 0 ? undefined : schemaPattern(patterns.join('|')).source)
}

/** Every text that a short official pattern may be meant to take. */
const CODES = [
  ...Array.from({ length: 10 }, (_, i) => String(i)),
  ...Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')),
  ...['SI', 'NO', 'EXPORTADOR', 'CONTRIBUYENTE RÉGIMEN RIMPE'],
]
