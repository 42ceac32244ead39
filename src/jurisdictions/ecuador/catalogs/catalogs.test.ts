import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import type { ElementFormat } from '../../format/format.ts'
import { FORMATS } from '../formats/formats.ts'
import { TYPE_FACTS } from '../type-facts.ts'
import { CATALOGS } from './catalogs.ts'
import { RIMPE_LEGENDS } from './rimpe-legends.ts'

describe('the catalogs', () => {
  test('have names and codes of their own', () => {
    expect(new Set(CATALOGS.map(({ name }) => name)).size).toBe(CATALOGS.length)
    for (const { name, entries } of CATALOGS) {
      expect(entries.length, name).toBeGreaterThan(0)
      expect(new Set(entries.map(({ code }) => code)).size, name).toBe(entries.length)
    }
  })

  test('are there for every catalog that a format names, with every code that it lists', () => {
    const used = FORMATS.flatMap(({ root }) => typesIn(root)).filter(({ catalog }) => catalog !== undefined)
    expect(used.length).toBeGreaterThan(100)
    for (const { catalog, values, name } of used) {
      const codes = entriesOf(catalog!).map(({ code }) => code)
      expect(
        [...(values ?? [])].filter((value) => !codes.includes(value)),
        name,
      ).toEqual([])
    }
  })

  test('name the document types as the facts of the types do', () => {
    expect(pairsOf('document-types')).toEqual(TYPE_FACTS.map(({ code, name }) => [code, name.es]))
  })
})

interface Item {
  readonly code: string
  readonly name: string
}

describe.skipIf(!needs('shared'))('the official tables', () => {
  test.each([
    ['ambientes', 'environments'],
    ['codigos-sustento', 'tax-supports'],
    ['dig-devolucion-iva-codigos', 'refund-answers'],
    ['formas-pago', 'payment-methods'],
    ['ice', 'ice-rates'],
    ['impuestos', 'taxes'],
    ['pago-loc-ext', 'payment-residences'],
    ['paises', 'countries'],
    ['retencion-renta', 'income-withholdings'],
    ['tarifas-iva', 'iva-rates'],
    ['tipo-emision', 'emission-types'],
    ['tipo-proveedor-reembolso', 'reimbursement-supplier-types'],
    ['tipo-regimen-fiscal', 'tax-regimes'],
    ['tipo-sujeto-retenido', 'withheld-subject-types'],
    ['tipos-comprobante', 'document-types'],
    ['tipos-documento-sustento', 'support-document-types'],
    ['tipos-identificacion', 'identification-types'],
  ])('%s is here code by code and word for word, as %s', (file, name) => {
    expect(pairsOf(name)).toEqual((official(file) as readonly Item[]).map((item) => [item.code, item.name]))
  })

  test('of ambientes carry the words of the wire', () => {
    expect(entriesOf('environments').map(({ wire }) => wire)).toEqual(
      (official('ambientes') as readonly { wire: string }[]).map(({ wire }) => wire),
    )
  })

  test('of formas de pago carry the day since which they are in use', () => {
    expect(entriesOf('payment-methods').map(({ from }) => from)).toEqual(
      (official('formas-pago') as readonly { from: string }[]).map(({ from }) => from),
    )
  })

  test('of ICE carry both kinds of rate', () => {
    interface OfficialIce extends Item {
      readonly ad_valorem_percent_2023?: number | null
      readonly specific_usd_feb_dec_2023?: number
      readonly specific_usd_2026?: number
      readonly specific_unit?: string
    }
    const text = (rate: number | null | undefined) => (rate === null || rate === undefined ? undefined : String(rate))
    expect(
      entriesOf('ice-rates').map(({ code, adValorem, specific2023, specific2026, unit }) => {
        return { code, adValorem, specific2023, specific2026, unit }
      }),
    ).toEqual(
      (official('ice') as readonly OfficialIce[]).map((item) => ({
        code: item.code,
        adValorem: text(item.ad_valorem_percent_2023),
        specific2023: text(item.specific_usd_feb_dec_2023),
        specific2026: text(item.specific_usd_2026),
        unit: item.specific_unit?.replace('100 g', '100 grams').replaceAll(' ', '-'),
      })),
    )
  })

  test('of IRBPNR, of the withholdings in a factura and of their taxes carry codes and rates', () => {
    const [bottle] = official('irbpnr') as readonly { codigoPorcentaje: string; name: string; tarifa: number }[]
    expect(entriesOf('irbpnr-rates')).toMatchObject([
      { code: bottle?.codigoPorcentaje, name: bottle?.name, rate: String(bottle?.tarifa) },
    ])

    type Presumptive = Readonly<Record<'iva' | 'renta', readonly { code: string; xml_tarifa: number }[]>>
    const { iva, renta } = file('retencion-presuntiva-factura') as Presumptive
    expect(entriesOf('presumptive-withholdings').map(({ code, tax, rate }) => [code, tax, rate])).toEqual([
      ...iva.map(({ code, xml_tarifa }) => [code, 'iva', String(xml_tarifa)]),
      ...renta.map(({ code, xml_tarifa }) => [code, 'renta', String(xml_tarifa)]),
    ])
    expect(entriesOf('withholding-taxes').map(({ code }) => code)).toEqual(
      (official('retencion-impuestos') as readonly Item[]).map(({ code }) => code),
    )
  })

  test('of states and kinds of message are here, each in one catalog', () => {
    const states = file('estados') as Readonly<Record<string, string | readonly string[]>>
    const codesOf = (name: string) => entriesOf(name).map(({ code }) => code)
    expect(codesOf('reception-states')).toEqual(states.recepcion)
    expect(codesOf('authorization-states')).toEqual(states.autorizacion_wire)
    expect(codesOf('validity-states')).toEqual([states.consulta, states.consulta_fallida].flat())
    expect(codesOf('message-kinds')).toEqual(states.mensaje_tipo)
  })

  test('of codes that a line must carry are all here', () => {
    const codes = file('codigos-auxiliares-obligatorios') as {
      readonly fundas_plasticas: readonly { codigoPrincipal: string }[]
      readonly combustibles_codigoPrincipal: readonly Item[]
      readonly materiales_construccion_codigoAuxiliar: readonly string[]
      readonly transporte_comercial_codigoAuxiliar: readonly Item[]
      readonly transporte_obligatorio_desde: string
    }
    const ours = (name: string) => entriesOf(name).map(({ code }) => code)
    expect(ours('plastic-bags')).toEqual(codes.fundas_plasticas.map(({ codigoPrincipal }) => codigoPrincipal))
    expect(pairsOf('fuels')).toEqual(codes.combustibles_codigoPrincipal.map(({ code, name }) => [code, name]))
    expect(entriesOf('construction-materials').map(({ code, name }) => `${code} ${name}`.toLowerCase())).toEqual(
      codes.materiales_construccion_codigoAuxiliar.map((line) => line.toLowerCase()),
    )
    expect(ours('commercial-transport')).toEqual(codes.transporte_comercial_codigoAuxiliar.map(({ code }) => code))
    expect(new Set(entriesOf('commercial-transport').map(({ from }) => from))).toEqual(
      new Set([codes.transporte_obligatorio_desde]),
    )
  })

  test('of legends, plates and units of time are here as far as they are in use', () => {
    interface Legend {
      readonly tag: string
      readonly content?: string
      readonly status?: string
    }
    const legends = (official('contribuyente-leyendas') as readonly Legend[]).filter(({ status }) => !status)
    const tags = new Set(legends.map(({ tag }) => /nombre="(.*)"/.exec(tag)?.[1] ?? tag))
    expect(new Set(entriesOf('taxpayer-legends').map(({ code }) => code))).toEqual(tags)
    expect(RIMPE_LEGENDS.entries.map(({ code }) => code)).toEqual(
      legends.filter(({ tag }) => tag === 'contribuyenteRimpe').map(({ content }) => content),
    )

    const plates = (official('placa-formatos') as readonly string[]).flatMap((line) =>
      line.replace(/ \(.*/, '').split(' / '),
    )
    expect(entriesOf('plate-formats').map(({ code }) => code)).toEqual(plates)
    expect(entriesOf('time-units').map(({ code }) => code)).toEqual(official('unidad-tiempo'))
  })
})

function entriesOf(name: string) {
  return CATALOGS.find((catalog) => catalog.name === name)!.entries
}

function pairsOf(name: string): string[][] {
  return entriesOf(name).map(({ code, name }) => [code, name])
}

function typesIn({ type, attributes = [], children = [] }: ElementFormat): NonNullable<ElementFormat['type']>[] {
  return [...(type ? [type] : []), ...[...attributes, ...children].flatMap(typesIn)]
}

function file(name: string): unknown {
  return JSON.parse(readFileSync(shared(`sri/catalogs/${name}.json`), 'utf8'))
}

function official(name: string): readonly unknown[] {
  return (file(name) as { readonly items: readonly unknown[] }).items
}
