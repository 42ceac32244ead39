import type { PrintedColumn, PrintedFact, PrintedRow, PrintedTable } from '../../../domain/printed-page.ts'
import { LINE_TAX_INDICATORS } from '../catalogs/line-tax-indicators.ts'
import { EXEMPT } from '../itbis.ts'
import { labelOf } from './labels.ts'
import type { LineTaxes } from '../totals/line-taxes.ts'
import { pageSums } from './pages.ts'
import { taxName } from './tax-names.ts'
import type { Values } from './values.ts'
import { grouped } from './wording.ts'

/**
 * The table of lines, its value in pesos last, which is what the sums add up. A column that no line has a value for is left out.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17, "Representación impresa"
 */
export function linesTable(document: Values, taxes: readonly LineTaxes[]): PrintedTable {
  const items = document.group('DetallesItems').groups('Item')
  const currency = document.group('Encabezado').group('OtraMoneda').raw('TipoMoneda') ?? ''
  const subtotals = pageSums(document, items)
  const rows = items.map((item, index) => rowOf(item, taxes[index], currency))
  const columns = columnsIn(currency).filter(({ key }) => rows.some(({ cells }) => cells[key] !== undefined))
  return { title: undefined, columns, rows, ...(subtotals.length > 0 ? { subtotals } : {}) }
}

function columnsIn(currency: string): readonly PrintedColumn[] {
  return [
    column('quantity', 'CantidadItem', 'right', 1),
    column('name', 'NombreItem', 'left', 4),
    column('unit', 'UnidadMedida', 'left', 1.2),
    column('price', 'PrecioUnitarioItem', 'right', 1.4),
    column('foreignPrice', 'PrecioOtraMoneda', 'right', 1.3, currency),
    column('discount', 'DescuentoMonto', 'right', 1.2),
    column('charge', 'RecargoMonto', 'right', 1.1),
    column('rate', 'IndicadorFacturacion', 'center', 0.9),
    { key: 'itbis', label: 'ITBIS', align: 'right', weight: 1.3, onReceipt: true },
    column('foreignAmount', 'MontoItemOtraMoneda', 'right', 1.4, currency),
    column('amount', 'MontoItem', 'right', 1.5),
  ]
}

function column(
  key: string,
  field: string,
  align: PrintedColumn['align'],
  weight: number,
  currency = '',
): PrintedColumn {
  return { key, label: `${labelOf(field)} ${currency}`.trim(), align, weight, onReceipt: true }
}

function rowOf(item: Values, taxes: LineTaxes | undefined, currency: string): PrintedRow {
  const indicator = item.raw('IndicadorFacturacion')
  item.text('IndicadorFacturacion')
  const name = item.text('NombreItem')
  const foreign = item.group('OtraMonedaDetalle')
  const cells = {
    quantity: item.text('CantidadItem'),
    // "E" to the left of what is exempt, as the Informe técnico asks.
    name: indicator === EXEMPT ? `E  ${name ?? ''}` : name,
    unit: item.text('UnidadMedida'),
    price: item.text('PrecioUnitarioItem'),
    discount: item.text('DescuentoMonto'),
    charge: item.text('RecargoMonto'),
    rate: indicator && (RATE_WORDS.get(indicator) ?? indicator),
    itbis: taxes?.itbis && grouped(taxes.itbis),
    amount: item.text('MontoItem'),
    foreignPrice: foreign.text('PrecioOtraMoneda'),
    foreignAmount: foreign.text('MontoItemOtraMoneda'),
  }
  const details = detailsOf(item, taxes, currency)
  return { cells: filled(cells), ...(details.length > 0 ? { details } : {}) }
}

/** The rate in words as a narrow column can hold it: what the catalog has in brackets, such as `18%`, else its name. */
const RATE_WORDS: ReadonlyMap<string, string> = new Map(
  LINE_TAX_INDICATORS.entries.map(({ code, name }) => [code, /\((.+)\)/.exec(name)?.[1] ?? name]),
)

/** What else a line says, beneath it. */
function detailsOf(item: Values, taxes: LineTaxes | undefined, currency: string): readonly PrintedFact[] {
  const foreign = item.group('OtraMonedaDetalle')
  return [
    ...item.fact('DescripcionItem', ''),
    ...item.group('TablaCodigosItem').groups('CodigosItem').flatMap(codeFacts),
    ...adjustmentFacts(item.group('TablaSubDescuento').groups('SubDescuento'), 'Descuento'),
    ...adjustmentFacts(item.group('TablaSubRecargo').groups('SubRecargo'), 'Recargo'),
    ...item.measure('CantidadReferencia', 'UnidadReferencia'),
    ...item
      .group('TablaSubcantidad')
      .groups('SubcantidadItem')
      .flatMap((each) => each.measure('Subcantidad', 'CodigoSubcantidad')),
    ...item.facts('GradosAlcohol', 'PrecioUnitarioReferencia'),
    ...additionalTaxFacts(item, taxes),
    ...item.group('Retencion').facts('MontoITBISRetenido', 'MontoISRRetenido'),
    ...foreign.fact('DescuentoOtraMoneda', `${labelOf('DescuentoOtraMoneda')} ${currency}`.trim()),
    ...foreign.fact('RecargoOtraMoneda', `${labelOf('RecargoOtraMoneda')} ${currency}`.trim()),
    ...item.rest(),
  ]
}

function codeFacts(code: Values): readonly PrintedFact[] {
  const type = code.text('TipoCodigo')
  return code.fact('CodigoItem', type === undefined ? labelOf('CodigoItem') : `${labelOf('CodigoItem')} ${type}`)
}

/** The parts of a discount or charge; a single one in money would only repeat the column. */
function adjustmentFacts(parts: readonly Values[], name: 'Descuento' | 'Recargo'): readonly PrintedFact[] {
  return parts.flatMap((part) => {
    const percent = part.text(`Sub${name}Porcentaje`)
    const amount = part.fact(`MontoSub${name}`, percent === undefined ? name : `${name} ${percent}%`)
    if (amount.length === 0 && percent !== undefined) return [{ label: name, value: `${percent}%` }]
    return percent === undefined && parts.length === 1 ? [] : amount
  })
}

function additionalTaxFacts(item: Values, taxes: LineTaxes | undefined): readonly PrintedFact[] {
  const amounts = new Map(taxes?.selective.map(({ code, amount }) => [code, grouped(amount)]))
  const entries = item.group('TablaImpuestoAdicional').groups('ImpuestoAdicional')
  const named = entries.flatMap((entry) => {
    const code = entry.raw('TipoImpuesto')
    entry.text('TipoImpuesto')
    if (code === undefined) return []
    const amount = amounts.get(code)
    return [amount === undefined ? taxName(code) : `${taxName(code)} ${amount}`]
  })
  return named.length === 0 ? [] : [{ label: 'Impuestos adicionales', value: named.join(', ') }]
}

function filled(cells: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
