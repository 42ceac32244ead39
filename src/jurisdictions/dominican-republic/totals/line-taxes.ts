import { amountText, ZERO, type Decimal } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { itbisOfIndicator } from '../itbis.ts'
import { selectiveOf } from './additional-taxes.ts'
import { basesOf } from './bases.ts'
import { taxCodesOf, type LineFigures } from './lines.ts'
import { norma1007Divisor } from './norma-1007.ts'
import { additionalTaxOf } from './tax-rates.ts'

/** The taxes of a line, which paper must show and no field holds. Before global discounts and charges, rounded to cents. */
export interface LineTaxes {
  /** Undefined on lines that bear no ITBIS. */
  readonly itbis: string | undefined
  /** Selective taxes of the line by code, in its order; those that come to nothing left out. */
  readonly selective: readonly { readonly code: string; readonly amount: string }[]
}

/**
 * Reckons the taxes of single lines by the rates that the document states. Where a line's figures cannot be read there are none:
 * a document that was signed is printed, whatever it holds.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17: ITBIS of each line; Representación impresa (April 2025), model 1.4
 */
export function lineTaxesOf(document: Tree): (item: Tree) => LineTaxes {
  const header = groupAt(document, 'Encabezado')
  const totals = groupAt(header, 'Totales')
  const pricesHoldItbis = textAt(groupAt(header, 'IdDoc'), 'IndicadorMontoGravado') === '1'
  const special = norma1007Divisor(document, pricesHoldItbis)
  const rates = ratesOf(totals)
  const bearsItbis = textAt(totals, 'TotalITBIS') !== undefined

  return (item) => {
    const line = lineOf(item)
    if (!line) return NO_TAXES
    const taxes = selectiveTaxes(line, rates)
    const selective = taxes.map(({ code, amount }) => ({ code, amount: amountText(amount) }))
    const itbis = itbisOfIndicator(line.indicator)
    if (!bearsItbis || !itbis) return { itbis: undefined, selective }
    const net = basesOf([line], pricesHoldItbis, special).get(itbis.indicator)?.net ?? ZERO
    const base = taxes.reduce((sum, { amount }) => sum.plus(amount), net)
    return { itbis: amountText(base.times(itbis.factor)), selective }
  }
}

const NO_TAXES: LineTaxes = { itbis: undefined, selective: [] }

function lineOf(item: Tree): LineFigures | undefined {
  const quantity = figureOf(textAt(item, 'CantidadItem'))
  const unitPrice = figureOf(textAt(item, 'PrecioUnitarioItem'))
  const amount = figureOf(textAt(item, 'MontoItem'))
  if (!quantity || !unitPrice || !amount) return undefined
  return {
    item,
    indicator: textAt(item, 'IndicadorFacturacion'),
    quantity,
    unitPrice,
    amount,
    taxCodes: taxCodesOf(item),
  }
}

type Rates = ReadonlyMap<string, Decimal | undefined>

function ratesOf(totals: Tree | undefined): Rates {
  const entries = groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional')
  return new Map(
    entries.map((entry) => [textAt(entry, 'TipoImpuesto') ?? '', figureOf(textAt(entry, 'TasaImpuestoAdicional'))]),
  )
}

function selectiveTaxes(line: LineFigures, rates: Rates): readonly { code: string; amount: Decimal }[] {
  return line.taxCodes.flatMap((code) => {
    const tax = additionalTaxOf(code)
    const rate = rates.get(code)
    const amount = tax && rate ? selectiveOf(tax, line, rate, rates) : ZERO
    return amount.gt(0) ? [{ code, amount }] : []
  })
}
