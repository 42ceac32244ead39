import { amountText, decimal, type Decimal, rounded, sum, ZERO } from '../../domain/decimal.ts'
import type { FieldError } from './errors.ts'
import type { Invoice } from './invoice-schema.ts'

const CENT = decimal('0.01')

/** What the figures of an invoice say. */
export interface Arithmetic {
  /** Figures that contradict each other, each with what it should be. */
  readonly discrepancies: readonly FieldError[]
  /** The rate of lines that give none, in percent. */
  readonly rate: string
}

/**
 * Holds the client's own figures against each other, as the contract documents it, and finds the rate of lines that give none: the
 * official one that makes the tax.
 *
 * @param rates the official rates in percent, the general one first
 */
export function arithmeticOf({ lines, totals }: Invoice, rates: readonly string[]): Arithmetic {
  const products = lines.flatMap(({ quantity, unit_price: price, subtotal }, i) => {
    const product = decimal(quantity).times(decimal(price))
    return within(decimal(subtotal), product) ? [] : [discrepancy(`lines[${i}].subtotal`, subtotal, product)]
  })
  const [subtotal, tax, grandTotal] = [decimal(totals.subtotal), decimal(totals.tax), decimal(totals.grand_total)]
  const lineSum = sum(lines.map((line) => decimal(line.subtotal)))
  const sums = within(subtotal, lineSum) ? [] : [discrepancy('totals.subtotal', totals.subtotal, lineSum)]
  const total = subtotal.plus(tax)
  const totalIsRight = grandTotal.eq(total) ? [] : [discrepancy('totals.grand_total', totals.grand_total, total)]

  const open = sum(lines.filter((line) => line.tax_rate === undefined).map((line) => decimal(line.subtotal)))
  const told = sum(lines.map((line) => taxOf(decimal(line.subtotal), line.tax_rate ?? '0')))
  const { rate, computed } = nearest(rates, open, told, tax)
  const taxIsRight = within(tax, computed) ? [] : [discrepancy('totals.tax', totals.tax, computed)]
  return { discrepancies: [...products, ...sums, ...taxIsRight, ...totalIsRight], rate }
}

/** The rate that comes closest to the tax; of rates that come equally close, the general one. */
function nearest(rates: readonly string[], open: Decimal, told: Decimal, tax: Decimal) {
  const offers = rates.map((rate) => ({ rate, computed: told.plus(taxOf(open, rate)) }))
  const distance = ({ computed }: { readonly computed: Decimal }) => computed.minus(tax).abs()
  const [first = { rate: '0', computed: told }, ...others] = offers
  return others.reduce((best, each) => (distance(each).lt(distance(best)) ? each : best), first)
}

function taxOf(base: Decimal, ratePercent: string): Decimal {
  return ratePercent === '0' ? ZERO : base.times(decimal(ratePercent)).div(100)
}

/** A cent more or less than the computation, as it stands or as it would be written. */
function within(stated: Decimal, computed: Decimal): boolean {
  return [computed, rounded(computed)].some((each) => stated.minus(each).abs().lte(CENT))
}

function discrepancy(field: string, stated: string, value: Decimal): FieldError {
  const computed = amountText(value)
  const message = `It says ${stated} and the computation gives ${computed}.`
  return { field, code: 'mathematical-discrepancy', message, stated, computed }
}
