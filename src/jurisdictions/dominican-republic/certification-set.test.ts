import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../test/support/needs.ts'
import { readXml } from '../../xml/reader.ts'
import { readContent } from '../format/read.ts'
import type { Content } from '../format/format.ts'
import type { PrepareContext } from '../jurisdiction.ts'
import { readCertificationSet, summaryDifferences, type CertificationSheets } from './certification-set.ts'
import { differencesOf } from './certification/differences.ts'
import { factsOnly } from './certification/facts-only.ts'
import { formatOf, RFCE } from './formats/formats.ts'
import { prepare } from './prepare.ts'
import { summaryOf } from './summary.ts'
import { documentXml, numberedContent } from './xml.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Draft } from '../../domain/draft.ts'

const SET = 'dgii/samples/set-pruebas-a'
const there = needs('shared')

/** The set's own signing time, 15-11-2026 10:30:00 in the country. */
const AT = new Date('2026-11-15T14:30:00Z')

const CONTEXT: PrepareContext = {
  issuer: { taxId: '999999992', name: 'DOCUMENTOS ELECTRONICOS DE 02', settings: {} },
  today: '2026-11-15' as CalendarDate,
  now: AT,
  environment: 'sandbox',
  authorityEnvironment: 'certecf',
  related: [],
}

/** Figures of the set that its own lines do not give: they were added up before the lines were rounded. */
const GAPS = [
  { number: 'E410000000007', name: 'TotalITBISRetenido', stated: '2846.53', ours: '2846.54' },
  { number: 'E410000000007', name: 'TotalISRRetencion', stated: '1606.41', ours: '1606.42' },
]

const sheets = (
  there ? JSON.parse(readFileSync(shared(`${SET}/cases.json`), 'utf8')) : { ECF: [], RFCE: [] }
) as CertificationSheets
const { cases, faults } = readCertificationSet(sheets)

function prepared(draft: Draft) {
  const { document, faults } = prepare(draft, CONTEXT)
  if (!document) throw new Error(JSON.stringify(faults, null, 1))
  return { document, faults }
}

function sample(name: string, format = formatOf(/E(\d\d)/.exec(name)?.[1] ?? '')!): Content {
  const { content, faults } = readContent(format, readXml(readFileSync(shared(`${SET}/unsigned/${name}.xml`))))
  expect(faults).toEqual([])
  return content
}

describe.skipIf(!there)('the official certification set', () => {
  test('has a place for every cell of its 25 + 4 rows', () => {
    expect(faults).toEqual([])
    expect(cases).toHaveLength(25)
    expect(cases.filter(({ summary }) => summary)).toHaveLength(4)
  })

  test('is sent invoices first, then summaries, then the notes whose originals come before them', () => {
    const stages = cases.map(({ stage }) => stage)
    expect(stages).toEqual([...stages].sort((a, b) => 'isn'.indexOf(a[0]!) - 'isn'.indexOf(b[0]!)))
    for (const [i, { follows }] of cases.entries()) {
      if (follows) expect(cases.findIndex(({ number }) => number === follows)).toBeLessThan(i)
    }
  })

  test.each(cases)('$name becomes its official XML, element by element and text by text', ({ draft, number, name }) => {
    const { document } = prepared(draft)
    const xml = documentXml(document, { number, expiresOn: undefined }, AT)
    const official = readFileSync(shared(`${SET}/unsigned/${name}.xml`), 'utf8').replace(/^<\?xml[^>]*\?>/, '')
    expect(xml).toBe(official)
  })

  test('states no figure but two that is not ours, each by one cent', () => {
    const disagreeing = cases.flatMap(({ draft, number }) =>
      prepared(draft)
        .faults.filter(({ code }) => code.startsWith('total-'))
        .map(({ code, path }) => `${number} ${code} ${path}`),
    )
    expect(disagreeing).toEqual(
      GAPS.map(({ number, name }) => `${number} total-within-tolerance do.Encabezado.Totales.${name}`),
    )
  })

  test.each(cases)('$name comes out the same from its bare facts', ({ draft, number, name }) => {
    const { document } = prepared(factsOnly(draft))
    const content = numberedContent(document, { number, expiresOn: undefined }, AT)
    const differing = differencesOf(content, sample(name))
    const gaps = GAPS.filter((gap) => gap.number === number)
    expect(differing.toSorted()).toEqual(gaps.map((gap) => `Encabezado.Totales.${gap.name}`).toSorted())
    for (const { name, stated, ours } of gaps) {
      expect([document.totals[name], prepared(draft).document.totals[name]]).toEqual([ours, stated])
    }
  })

  test('E310000000002 comes to 4,674.35 although its written parts add up to 4,674.36', () => {
    const { draft } = cases.find(({ number }) => number === 'E310000000002')!
    expect(prepared(factsOnly(draft)).document.total).toBe('4674.35')
  })

  test.each(cases.filter(({ summary }) => summary))(
    'the summary of $name is the official one',
    ({ draft, number, name, summary }) => {
      for (const each of [draft, factsOnly(draft)]) {
        const { document } = prepared(each)
        expect(document.facts.channel).toBe('RFCE')
        const full = numberedContent(document, { number, expiresOn: undefined }, AT)
        expect(summaryDifferences(summaryOf(full, 'aB3/+x'), summary!)).toEqual([])
      }
      expect(summaryDifferences(sample(`RFCE-${name}`, RFCE), summary!)).toEqual([])
    },
  )
})

describe('readCertificationSet', () => {
  const row = {
    CasoPrueba: 'x',
    TipoeCF: '31',
    ENCF: 'E310000000001',
    'NombreItem[1]': 'A',
    'CantidadItem[1]': '10',
    'PrecioUnitarioItem[1]': '1.5',
  }
  const read = (extra: Record<string, string>) => readCertificationSet({ ECF: [{ ...row, ...extra }], RFCE: [] })

  test.each([
    ['an unknown column', { Inventado: '1' }, 'ECF[0].Inventado'],
    ['a column of another type', { IndicadorNotaCredito: '0' }, 'ECF[0].IndicadorNotaCredito'],
    ['too few indices', { 'TipoCodigo[1]': 'x' }, 'ECF[0].TipoCodigo[1]'],
    ['an index that points nowhere', { 'NombreItem[0]': 'x' }, 'ECF[0].NombreItem[0]'],
  ])('reports %s', (_, extra, path) => {
    expect(read(extra).faults.map((fault) => fault.path)).toEqual([path])
  })

  test('reports a line left out in the middle', () => {
    expect(read({ 'NombreItem[3]': 'C' }).faults.map(({ code }) => code)).toEqual(['certification-gap'])
  })

  test('leaves out what the sheet marks #e, and keeps a zero', () => {
    const { cases } = read({ MontoExento: '0.00', ValorPagar: '#e', 'NumeroContenedor ': 'C1' })
    expect(cases[0]?.draft).toMatchObject({
      do: { Encabezado: { Totales: { MontoExento: '0.00' }, InformacionesAdicionales: { NumeroContenedor: 'C1' } } },
    })
    expect(JSON.stringify(cases)).not.toContain('ValorPagar')
  })

  test('reports a summary without its invoice', () => {
    const { faults } = readCertificationSet({ ECF: [], RFCE: [{ ENCF: 'E320000000009', TipoeCF: '32' }] })
    expect(faults.map(({ code }) => code)).toEqual(['certification-summary'])
  })

  test('knows the odd names of columns', () => {
    const { cases, faults } = read({
      'MontosubRecargo[1][1]': '1.00',
      'NumeroLineaDoR[1]': '1',
      'TipoImpuesto[1]': '002',
      'TipoImpuesto[1][1]': '004',
      'SubtotalOtrosImpuesto[1][1]': '3.00',
    })
    expect(faults).toEqual([])
    expect(cases[0]?.draft).toMatchObject({
      do: {
        DescuentosORecargos: { DescuentoORecargo: [{ NumeroLinea: '1' }] },
        Encabezado: { Totales: { ImpuestosAdicionales: { ImpuestoAdicional: [{ TipoImpuesto: '002' }] } } },
        Paginacion: { Pagina: [{ SubtotalImpuestoAdicional: { SubtotalOtrosImpuesto: '3.00' } }] },
      },
      lines: [
        {
          do: {
            TablaSubRecargo: { SubRecargo: [{ MontoSubRecargo: '1.00' }] },
            TablaImpuestoAdicional: { ImpuestoAdicional: [{ TipoImpuesto: '004' }] },
          },
        },
      ],
    })
  })
})
