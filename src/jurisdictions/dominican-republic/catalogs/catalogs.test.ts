import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { formatOf, RFCE } from '../formats/formats.ts'
import type { ElementFormat } from '../../format/format.ts'
import { CATALOGS } from './catalogs.ts'

describe('the catalogs', () => {
  test('have names and codes of their own', () => {
    expect(new Set(CATALOGS.map(({ name }) => name)).size).toBe(CATALOGS.length)
    for (const { name, entries } of CATALOGS) {
      expect(new Set(entries.map(({ code }) => code)).size, name).toBe(entries.length)
    }
  })

  test('are there for every catalog that a format names', () => {
    const names = new Set(CATALOGS.map(({ name }) => name))
    const formats = ['31', '33', '34', '46', '47'].map((type) => formatOf(type)!)
    const used = [...formats, RFCE].flatMap((format) => catalogsIn(format.root))
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((name) => !names.has(name))).toEqual([])
  })

  test('say where a place belongs', () => {
    const territories = entriesOf('territories')
    const count = (level: string) => territories.filter((entry) => entry.level === level).length
    expect([count('province'), count('municipality'), count('district')]).toEqual([32, 156, 394])
    expect(territories.find(({ code }) => code === '020102')).toMatchObject({
      province: '020000',
      municipality: '020100',
    })
  })

  test('pair every specific tax with its ad valorem twin, both ways', () => {
    const taxes = new Map(entriesOf('additional-taxes').map((entry) => [entry.code, entry]))
    for (const [code, { kind, pair }] of taxes) {
      if (kind === 'other') expect(pair).toBeUndefined()
      else expect(taxes.get(pair!)?.pair).toBe(code)
    }
  })
})

interface OfficialItem {
  readonly codigo: string | number
  readonly nombre: string
}

interface OfficialTax {
  readonly codigo: string
  readonly descripcion: string
  readonly familia: string
  readonly clase: 'otros' | 'especifico' | 'advalorem'
  readonly tasa: number
  readonly baseITBIS: boolean
  readonly parAdValorem?: string
  readonly parEspecifico?: string
}

describe.skipIf(!needs('shared'))('the official tables', () => {
  const official = (name: string): unknown => JSON.parse(readFileSync(shared(`dgii/catalogs/${name}.json`), 'utf8'))
  const pairsIn = ({ items }: { readonly items: readonly OfficialItem[] }) => {
    return items.map(({ codigo, nombre }) => [String(codigo), nombre])
  }

  test('of units, currencies and places are all here, word for word', () => {
    const named = (name: string) => pairsIn(official(name) as { readonly items: readonly OfficialItem[] })
    expect(pairsOf('units')).toEqual(named('units'))
    expect(pairsOf('currencies')).toEqual(named('currencies'))
    expect(pairsOf('territories')).toEqual(named('provinces-municipalities'))
  })

  test('of additional taxes are all here, with their rates', () => {
    const kinds = { otros: 'other', especifico: 'specific', advalorem: 'ad-valorem' }
    const { items } = official('additional-taxes') as { readonly items: readonly OfficialTax[] }
    expect(
      entriesOf('additional-taxes').map(({ code, name, family, kind, rate, inItbisBase, pair }) => {
        return { code, name, family, kind, rate: Number(rate), inItbisBase: inItbisBase === 'yes', pair }
      }),
    ).toEqual(
      items.map(({ codigo, descripcion, familia, clase, tasa, baseITBIS, parAdValorem, parEspecifico }) => ({
        code: codigo,
        name: descripcion,
        family: familia,
        kind: kinds[clase],
        rate: tasa,
        inItbisBase: baseITBIS,
        pair: parAdValorem ?? parEspecifico,
      })),
    )
  })

  test('of short codes are all here, each in one catalog', () => {
    const ours = CATALOGS.map(({ entries }) => JSON.stringify(entries.map(({ code, name }) => [code, name]).sort()))
    const { ITBIS: rates, ...lists } = official('code-lists') as {
      readonly [list: string]: { readonly items: readonly OfficialItem[] }
      readonly ITBIS: { readonly items: readonly (OfficialItem & { readonly campo: string; readonly tasa: number })[] }
    }
    for (const [name, list] of Object.entries(lists)) {
      const pairs = JSON.stringify(pairsIn(list).sort())
      expect(
        ours.filter((catalog) => catalog === pairs),
        name,
      ).toHaveLength(1)
    }
    expect(entriesOf('itbis-rates').map(({ code, rate }) => [code, rate])).toEqual(
      rates.items.map(({ campo, tasa }) => [campo, String(tasa)]),
    )
  })
})

function entriesOf(name: string) {
  return CATALOGS.find((catalog) => catalog.name === name)!.entries
}

function pairsOf(name: string): string[][] {
  return entriesOf(name).map(({ code, name }) => [code, name])
}

function catalogsIn(element: ElementFormat): string[] {
  const own = element.type?.catalog
  return [...(own ? [own] : []), ...(element.children ?? []).flatMap(catalogsIn)]
}
