import { describe, expect, test } from 'vitest'
import { changed } from '../../../test/support/content-places.ts'
import { example } from '../../../test/support/dominican-examples.ts'
import {
  fullDocumentOf,
  officialSamples,
  pageOf,
  printableOf,
  valueIn,
} from '../../../test/support/dominican-printables.ts'
import { needs } from '../../../test/support/needs.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { PrintedPage } from '../../domain/printed-page.ts'
import { readXml } from '../../xml/reader.ts'
import type { Content } from '../format/format.ts'
import { readContent } from '../format/read.ts'
import { EXAMPLE_CONTEXT } from './examples/context.ts'
import { E_CF_FORMATS, E_CF_TYPES, formatOf } from './formats/formats.ts'
import { prepare } from './prepare.ts'
import { printed } from './printed.ts'
import { documentXml } from './xml.ts'

const samples = needs('shared') ? officialSamples() : []
const FULL = new Map(E_CF_FORMATS.map((format) => [format.code, fullDocumentOf(format)]))

describe('a printed document', () => {
  test('says top right what it is, and until when its range holds, which 32 and 34 do not', () => {
    const seen = E_CF_TYPES.map((type) => {
      const { identity, title } = pageOf(FULL.get(type)!, type)
      expect(title).toBe(`${identity.type} ${identity.number.value}`)
      expect(identity.number.label).toBe('e-NCF')
      return [type, identity.type, identity.facts.some(({ label }) => label === 'Fecha de vencimiento')]
    })
    expect(seen).toEqual([
      ['31', 'Factura de Crédito Fiscal Electrónica', true],
      ['32', 'Factura de Consumo Electrónica', false],
      ['33', 'Nota de Débito Electrónica', true],
      ['34', 'Nota de Crédito Electrónica', false],
      ['41', 'Compras Electrónico', true],
      ['43', 'Gastos Menores Electrónico', true],
      ['44', 'Regímenes Especiales Electrónico', true],
      ['45', 'Gubernamental Electrónico', true],
      ['46', 'Comprobante para Exportaciones Electrónico', true],
      ['47', 'Comprobante para Pagos al Exterior Electrónico', true],
    ])
  })

  test('of a note names what it modifies and why, in words', () => {
    const { identity } = pageOfExample('34-credit-note')
    expect(identity.facts).toEqual([
      { label: 'NCF modificado', value: 'E310000000001', strong: true },
      { label: 'Fecha del NCF', value: '01-11-2026' },
      { label: 'Motivo', value: 'Corrige montos del NCF modificado', strong: true },
      { label: 'Razón', value: valueIn(xmlOfExample('34-credit-note'), 'RazonModificacion') },
    ])
  })

  test('names places in words and writes amounts with their thousands apart', () => {
    const page = pageOfExample('31-tax-credit-invoice')
    expect(page.issuer.name).toBe('Quisqueya')
    expect(page.issuer.legalName).toBe('Suplidora Quisqueya, SRL')
    expect(page.issuer.facts).toContainEqual({
      label: 'Dirección',
      value: 'Calle El Conde 150, Zona Colonial, SANTO DOMINGO DE GUZMÁN, DISTRITO NACIONAL',
    })
    expect(page.totals.at(-1)?.strong).toBe(true)
    expect(page.totals.at(-1)?.value).toMatch(/^\d{1,3}(,\d{3})*\.\d\d$/)
  })

  test('carries the QR of its channel with the captions DGII asks for', () => {
    const small = pageOfExample('32-consumer-invoice-small').qr!
    const large = pageOfExample('32-consumer-invoice-large').qr!
    expect(small.text).toContain('https://fc.dgii.gov.do/ecf/consultatimbrefc?')
    expect(large.text).toContain('https://ecf.dgii.gov.do/ecf/consultatimbre?')
    for (const qr of [small, large]) {
      expect(qr).toMatchObject({ leastVersion: 8, leastSizeMm: 22 })
      expect(qr.captions).toEqual(['Código de Seguridad: G8r/fK', 'Fecha de Firma Digital: 15-11-2026 10:30:00'])
    }
  })

  test('marks exempt lines with an E and shows no ITBIS of them', () => {
    const [table] = pageOfExample('43-minor-expenses').tables
    for (const { cells } of table!.rows) {
      expect(cells.rate).toBe('Exento')
      expect(cells.name).toMatch(/^E {2}\S/)
    }
    expect(table!.columns.map(({ key }) => key)).not.toContain('itbis')
  })

  test('ends its sums with what is to be paid', () => {
    for (const [type, full] of FULL) {
      expect(pageOf(full, type).totals.at(-1)?.label).toBe('Valor a pagar RD$')
      const without = ['ValorPagar', 'MontoPeriodo'].reduce(
        (content, name) => changed(content, ['Encabezado', 'Totales', name], undefined),
        full,
      )
      expect(pageOf(without, type).totals.at(-1)?.label).toBe('Total RD$')
    }
  })

  test('divided into pages has the sums of each after its last line', () => {
    const table = pageOf(paged(), '43').tables[0]!
    expect(table.subtotals).toEqual([
      {
        afterRow: 1,
        facts: [
          { label: 'Página', value: '1 de 2' },
          { label: 'Subtotal exento de la página', value: '2,000.00' },
          { label: 'Monto total de la página', value: '2,000.00', strong: true },
        ],
      },
      {
        afterRow: 2,
        facts: [
          { label: 'Página', value: '2 de 2' },
          { label: 'Subtotal exento de la página', value: '1,000.00' },
          { label: 'Monto total de la página', value: '1,000.00', strong: true },
        ],
      },
    ])
  })

  test('gives a field that no part of the page asks for a place at its foot', () => {
    const titles = (content: Content) => pageOf(content, '43').foot.map(({ title }) => title)
    expect(titles(paged())).not.toContain('Otros datos')
    const unpaged = changed(paged(), ['Paginacion'], undefined)
    expect(pageOf(unpaged, '43').foot.at(-1)).toEqual({
      title: 'Otros datos',
      facts: [{ label: 'Total de páginas', value: '2' }],
      width: 'half',
    })
  })

  test('says at its foot how it was issued, where that is not the usual way', () => {
    const xml = xmlOfExample('31-tax-credit-invoice').replace(/<IndicadorMontoGravado>.<.IndicadorMontoGravado>/, '')
    const marked = (name: string) => xml.replace('<TipoIngresos>', `<${name}>1</${name}><TipoIngresos>`)
    const legends = (of: string, changes = {}) => printed(printableOf(of, changes)).legends
    expect(legends(xml)).toEqual([])
    expect(legends(marked('IndicadorMontoGravado'))).toEqual(['Los precios y valores de las líneas incluyen el ITBIS.'])
    expect(legends(marked('IndicadorEnvioDiferido'))).toEqual([expect.stringContaining('(24) horas')])
    const waiting = { state: 'signed', condition: 'authority-down' }
    expect(legends(xml, waiting)).toEqual([expect.stringContaining('(72) horas')])
    expect(legends(marked('IndicadorEnvioDiferido'), waiting)).toHaveLength(1)
  })

  test('keeps what is under the QR where there is no QR', () => {
    const page = printed(
      printableOf(xmlOfExample('43-minor-expenses'), { stamp: { signedAt: '', securityCode: 'a+/b12' } }),
    )
    expect(page.qr).toBeUndefined()
    expect(page.legends).toEqual(['Código de Seguridad: a+/b12', 'Fecha de Firma Digital: 15-11-2026 10:30:00'])
  })

  test('of another release is printed as far as this one knows it', () => {
    const xml = xmlOfExample('31-tax-credit-invoice')
      .replace('<Emisor>', '<Nuevo>x</Nuevo><Emisor>')
      .replace(/<UnidadMedida>[^<]*</, '<UnidadMedida>999<')
      .replace(/<CantidadItem>[^<]*</, '<CantidadItem>muchas<')
    const page = printed(printableOf(xml))
    expect(page.tables[0]!.rows[0]!.cells).toMatchObject({ unit: '999', quantity: 'muchas' })
  })
})

describe('the ITBIS of the lines', () => {
  test.skipIf(!needs('shared'))('adds up to the total, to a cent a line, where nothing global changes it', () => {
    let compared = 0
    for (const { name, xml } of samples) {
      const total = valueIn(xml, 'TotalITBIS')
      if (total === '' || xml.includes('<DescuentosORecargos>')) continue
      const { rows } = printed(printableOf(xml)).tables[0]!
      const sum = rows.reduce((cents, { cells }) => cents + Number((cells.itbis ?? '0').replace(/[.,]/g, '')), 0)
      expect(Math.abs(sum - Number(total) * 100), name).toBeLessThanOrEqual(rows.length + 0.001)
      compared++
    }
    expect(compared).toBeGreaterThan(10)
  })
})

/** Three exempt lines of 1,000 on two pages. */
function paged(): Content {
  const { content } = readContent(formatOf('43')!, readXml(xmlOfExample('43-minor-expenses')))
  const header = content.Encabezado as Content
  const [item] = (content.DetallesItems as { Item: Content[] }).Item
  const page = (no: string, from: string, to: string, amount: string): Content => ({
    PaginaNo: no,
    NoLineaDesde: from,
    NoLineaHasta: to,
    SubtotalExentoPagina: amount,
    MontoSubtotalPagina: amount,
  })
  return {
    ...content,
    Encabezado: { ...header, IdDoc: { ...(header.IdDoc as Content), TotalPaginas: '2' } },
    DetallesItems: { Item: ['1', '2', '3'].map((no) => ({ ...item, NumeroLinea: no })) },
    Paginacion: { Pagina: [page('1', '1', '2', '2000.00'), page('2', '3', '3', '1000.00')] },
  }
}

function pageOfExample(name: string): PrintedPage {
  return printed(printableOf(xmlOfExample(name)))
}

function xmlOfExample(name: string): string {
  const draft = example(name)
  const { document } = prepare(draft, EXAMPLE_CONTEXT)
  const numbered = { number: `E${draft.type}0000000007`, expiresOn: '2028-12-31' as CalendarDate }
  return documentXml(document!, numbered, EXAMPLE_CONTEXT.now)
}
