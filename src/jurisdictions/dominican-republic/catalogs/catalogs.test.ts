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

describe.skipIf(!needs('shared'))('the official tables', () => {
  const official = (name: string): any => JSON.parse(readFileSync(shared(`dgii/catalogs/${name}.json`), 'utf8'))

  test('of units, currencies and places are all here, word for word', () => {
    const named = (name: string) => official(name).items.map(({ codigo, nombre }: any) => [String(codigo), nombre])
    expect(pairsOf('units')).toEqual(named('units'))
    expect(pairsOf('currencies')).toEqual(named('currencies'))
    expect(pairsOf('territories')).toEqual(named('provinces-municipalities'))
  })

  test('of additional taxes are all here, with their rates', () => {
    const kinds: Record<string, string> = { otros: 'other', especifico: 'specific', advalorem: 'ad-valorem' }
    expect(
      entriesOf('additional-taxes').map(({ code, name, family, kind, rate, inItbisBase, pair }) => {
        return { code, name, family, kind, rate: Number(rate), inItbisBase: inItbisBase === 'yes', pair }
      }),
    ).toEqual(
      official('additional-taxes').items.map((item: any) => ({
        code: item.codigo,
        name: item.descripcion,
        family: item.familia,
        kind: kinds[item.clase],
        rate: item.tasa,
        inItbisBase: item.baseITBIS,
        pair: item.parAdValorem ?? item.parEspecifico,
      })),
    )
  })

  test('of short codes are all here, each in one catalog', () => {
    const ours = CATALOGS.map(({ entries }) => JSON.stringify(entries.map(({ code, name }) => [code, name]).sort()))
    const lists: [string, any][] = Object.entries(official('code-lists'))
    for (const [list, { items }] of lists) {
      if (list === 'ITBIS') continue
      const pairs = items.map(({ codigo, nombre }: any) => [String(codigo), nombre]).sort()
      expect(
        ours.filter((catalog) => catalog === JSON.stringify(pairs)),
        list,
      ).toHaveLength(1)
    }
    const rates = official('code-lists').ITBIS.items.map(({ campo, tasa }: any) => [campo, String(tasa)])
    expect(entriesOf('itbis-rates').map(({ code, rate }) => [code, rate])).toEqual(rates)
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
