import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import type { ElementFormat, SimpleType } from '../../format/format.ts'
import { schemaPattern } from '../../format/schema-pattern.ts'
import { E_CF_FORMATS } from './formats.ts'

/** A field as the official matrix has it, in one type of e-CF. */
interface Field {
  readonly path: string
  readonly group: boolean
  readonly required: boolean
  readonly obligation: string
  readonly print: string
  readonly most: number
  readonly type: string | undefined
}

describe.skipIf(!needs('shared')).each(E_CF_FORMATS.map((format) => [format.code, format] as const))(
  'type %s',
  (type, format) => {
    test('has every field of the official matrix, in its order, and none beside them', () => {
      expect(ours(format.root)).toEqual(official(type))
    })

    test('has the facets of the official schema in every simple type', () => {
      for (const { type: simple } of leavesOf(format.root)) {
        const facets = officialFacets(type, simple.name)
        const {
          name,
          base,
          minLength,
          maxLength,
          totalDigits,
          fractionDigits,
          minInclusive,
          minExclusive,
          maxInclusive,
        } = simple
        if (simple.values) {
          const { enum: listed, minInclusive: from, maxInclusive: to } = facets
          const values = listed ?? (name === 'IndicadorNotaCreditoType' ? [from, to] : [])
          if (name === 'ProvinciaMunicipioType') expect([...simple.values]).toEqual(territories())
          else expect(new Set(simple.values), name).toEqual(new Set(values))
          continue
        }
        expect({ name, base: `xs:${base === 'text' ? 'string' : base}` }).toEqual({ name, base: facets.base })
        expect({ minLength, maxLength, totalDigits, fractionDigits }, name).toEqual(
          numbersOf(facets, ['minLength', 'maxLength', 'totalDigits', 'fractionDigits']),
        )
        expect({ minInclusive, minExclusive, maxInclusive }, name).toEqual({
          minInclusive: facets.minInclusive,
          minExclusive: facets.minExclusive,
          maxInclusive: facets.maxInclusive,
        })
        const pattern = facets.pattern === undefined ? undefined : schemaPattern(facets.pattern).source
        expect(simple.pattern?.source, name).toBe(pattern)
      }
    })
  },
)

function ours(element: ElementFormat, path = ''): readonly Field[] {
  return (element.children ?? []).flatMap((child) => {
    const childPath = path === '' ? child.name : `${path}/${child.name}`
    const { required, obligation, print, most, children, type } = child
    const field = {
      path: childPath,
      group: children !== undefined,
      required,
      obligation,
      print,
      most,
      type: type?.name,
    }
    return [field, ...ours(child, childPath)]
  })
}

function leavesOf(element: ElementFormat): readonly { readonly type: SimpleType }[] {
  return (element.children ?? []).flatMap((child) => (child.type ? [{ type: child.type }] : leavesOf(child)))
}

interface MatrixRow {
  readonly path: string
  readonly grupo: boolean
  readonly xsd: Readonly<Record<string, 'R' | 'O' | '-'>>
  readonly formato?: Readonly<Record<string, number>>
  readonly tipoXsd?: string | Readonly<Record<string, string>>
  readonly impresion?: 'I' | 'P' | 'N'
  readonly maxOccurs?: number | Readonly<Record<string, string>>
}

function official(type: string): readonly Field[] {
  const { campos } = catalog('field-matrix') as { readonly campos: readonly MatrixRow[] }
  return campos
    .filter((row) => row.xsd[type] !== '-')
    .map(({ path, grupo, xsd, formato, tipoXsd, impresion, maxOccurs = 1 }) => ({
      path,
      group: grupo,
      required: xsd[type] === 'R',
      obligation: formato ? ['not-applicable', 'required', 'conditional', 'optional'][formato[type]!]! : 'unstated',
      print: impresion ? { I: 'as-is', P: 'in-words', N: 'free' }[impresion] : 'unstated',
      most: Number(typeof maxOccurs === 'object' ? maxOccurs[type] : maxOccurs),
      type: typeof tipoXsd === 'object' ? tipoXsd[type] : tipoXsd,
    }))
}

/** The facets of one variant of a type, as text, and the schemas that have that variant. */
interface Facets {
  readonly esquemas: readonly string[]
  readonly base: string
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minLength?: string
  readonly maxLength?: string
  readonly totalDigits?: string
  readonly fractionDigits?: string
  readonly minInclusive?: string
  readonly minExclusive?: string
  readonly maxInclusive?: string
}

function officialFacets(type: string, name: string): Facets {
  const { tipos } = catalog('schema-types') as {
    readonly tipos: Readonly<Record<string, Facets | { readonly variantes: readonly Facets[] }>>
  }
  const entry = tipos[name]!
  const variants = 'variantes' in entry ? entry.variantes : [entry]
  const found = variants.find((variant) => variant.esquemas.includes(`e-CF-${type}`))
  if (!found) throw new Error(`no type ${name} in the schema of ${type}`)
  return found
}

type NumberFacet = 'minLength' | 'maxLength' | 'totalDigits' | 'fractionDigits'

function numbersOf(facets: Facets, names: readonly NumberFacet[]): Record<string, number | undefined> {
  return Object.fromEntries(names.map((name) => [name, facets[name] === undefined ? undefined : Number(facets[name])]))
}

function territories(): readonly string[] {
  const { items } = catalog('provinces-municipalities') as { readonly items: readonly { readonly codigo: string }[] }
  return items.map(({ codigo }) => codigo)
}

function catalog(name: string): unknown {
  return JSON.parse(readFileSync(shared(`dgii/catalogs/${name}.json`), 'utf8'))
}
