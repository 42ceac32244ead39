import { amountText, decimal, type Decimal, isWithinCent, rounded, sum, ZERO } from '../../domain/decimal.ts'
import type { Figures } from '../../domain/fault.ts'
import { OFFICIAL_RATES } from './drafting.ts'

/** An invoice before tax, line by line, with the sums its issuer made himself. All of them plain decimals. */
export interface StatedTotals {
  readonly lines: readonly StatedLine[]
  /** Of the lines, before tax. */
  readonly amount: string
  /** ITBIS of the whole invoice. */
  readonly tax: string
  readonly total: string
}

interface StatedLine {
  readonly quantity: string
  readonly unitPrice: string
  /** Before tax. */
  readonly amount: string
  /** Of its ITBIS, in percent. */
  readonly rate: string | undefined
}

/** What stated totals tell. */
export interface TotalsReading {
  /** The official rate, in percent, that lines which say none must bear for their invoice to come to its tax. */
  readonly rate: string
  /** Where figures contradict each other, by the names they have in {@link StatedTotals}: `lines[0].amount`, `tax`. */
  readonly contradictions: readonly Contradiction[]
}

export interface Contradiction {
  readonly place: string
  readonly figures: Figures
}

/**
 * Holds stated figures against each other, and their total against the one that would be signed. A cent more or less is taken where
 * something was multiplied or many were added; what is before tax and the tax make the total exactly.
 */
export function readTotals({ lines, amount, tax, total }: StatedTotals): TotalsReading {
  const { rate, computed } = rateBehind(tax, lines)
  const whole = decimal(amount).plus(decimal(tax))
  const contradictions = [
    ...lines.flatMap((line, i) => beyondCent(`lines[${i}].amount`, line.amount, productOf(line))),
    ...beyondCent('amount', amount, sum(lines.map((line) => decimal(line.amount)))),
    ...beyondCent('tax', tax, computed),
    ...(decimal(total).eq(whole) ? [] : [contradiction('total', total, whole)]),
  ]
  return { rate, contradictions: contradictions.length > 0 ? contradictions : farFromSigned(total, lines, rate) }
}

/**
 * The official rate that comes closest to the tax, both in whole cents, and the tax by it; of rates that come equally close, and where
 * none comes within a cent, the general one. No tax at all is said by 0 %, though a small amount at another rate only rounds to it.
 */
function rateBehind(tax: string, lines: readonly StatedLine[]): { readonly rate: string; readonly computed: Decimal } {
  const stated = decimal(tax)
  const offers = OFFICIAL_RATES.map((rate) => {
    const exact = taxOf(lines, rate)
    const computed = rounded(exact)
    return { rate, computed, distance: (stated.eq(ZERO) ? exact : computed).minus(stated).abs() }
  })
  const fitting = offers.filter(({ computed }) => isWithinCent(computed, stated))
  const among = fitting.length > 0 ? fitting : offers.slice(0, 1)
  return among.reduce((best, each) => (each.distance.lt(best.distance) ? each : best))
}

function taxOf(lines: readonly StatedLine[], rateOfOthers: string): Decimal {
  return sum(lines.map(({ amount, rate = rateOfOthers }) => decimal(amount).times(decimal(rate).div(100))))
}

function productOf({ quantity, unitPrice }: StatedLine): Decimal {
  return decimal(quantity).times(decimal(unitPrice))
}

function beyondCent(place: string, stated: string, computed: Decimal): readonly Contradiction[] {
  return isWithinCent(decimal(stated), computed) ? [] : [contradiction(place, stated, computed)]
}

const CENT = decimal('0.01')
/** One for the sum of the lines, one for the tax. */
const CENTS_OF_SUMS = 2

/**
 * What is signed is computed from lines of whole cents. A total may be as far from it as the cents that its figures are granted: one
 * and its tax for each line that differs, and those of the sums.
 */
function farFromSigned(total: string, lines: readonly StatedLine[], rateOfOthers: string): readonly Contradiction[] {
  const signed = lines.map((line) => {
    const withTax = decimal(line.rate ?? rateOfOthers)
      .div(100)
      .plus(1)
    return { stated: rounded(decimal(line.amount)), amount: rounded(productOf(line)), withTax }
  })
  const differing = signed.filter(({ stated, amount }) => !stated.eq(amount))
  const computed = rounded(sum(signed.map(({ amount, withTax }) => amount.times(withTax))))
  const granted = CENT.times(sum(differing.map(({ withTax }) => withTax)).plus(CENTS_OF_SUMS))
  return decimal(total).minus(computed).abs().lte(granted) ? [] : [contradiction('total', total, computed)]
}

/** With all decimals of the computation: rounded, it could look like the stated figure. */
function contradiction(place: string, stated: string, computed: Decimal): Contradiction {
  const isOfCents = computed.eq(rounded(computed))
  return { place, figures: { stated, computed: isOfCents ? amountText(computed) : computed.toFixed() } }
}
