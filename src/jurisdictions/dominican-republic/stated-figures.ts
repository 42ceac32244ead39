import { amountText, type Decimal, isWithinCent, rounded, sum, ZERO } from '../../domain/decimal.ts'
import type { Figures } from '../../domain/fault.ts'
import { exactText, figureOf } from '../content/figures.ts'

/** A figure as a client states it. What is no plain decimal is left to the rules, which tell about it. */
type Stated = string | number

/** A line whose amount the client computed himself. */
export interface StatedLine {
  readonly quantity: Stated
  readonly unitPrice: Stated
  readonly discount?: Stated | undefined
  readonly amount: Stated
}

/** How a stated amount stands to quantity times price less discount. */
export interface StatedAmount {
  /** The client's own MontoItem where it is not what we compute, so that the document bears it. */
  readonly own?: string
  /** Where it is more than a cent off. */
  readonly contradiction?: Figures
}

/** Holds a line's stated amount against what we compute. */
export function statedAmountOf({ quantity, unitPrice, discount = '0', amount }: StatedLine): StatedAmount {
  const [stated, count, price, less] = [amount, quantity, unitPrice, discount].map(figure)
  if (!stated || !count || !price || !less) return {}
  const computed = rounded(count.times(price).minus(less))
  if (stated.eq(computed)) return {}
  const own = amountText(stated)
  if (isWithinCent(stated, computed)) return { own }
  return { own, contradiction: { stated: stated.toFixed(), computed: amountText(computed) } }
}

/** The amount of a line, and the rate of its ITBIS in percent. */
export interface TaxedAmount {
  readonly amount: Stated
  readonly rate: Stated
}

/** What an invoice's total tells of the ITBIS in its prices. */
export interface TaxInPrices {
  /** Undefined when nothing is taxed, or when the figures do not tell. */
  readonly pricesIncludeTax: boolean | undefined
  /** Where the total is neither of the two that it can be. */
  readonly contradiction?: { readonly stated: string; readonly included: string; readonly excluded: string }
}

/**
 * Whether prices hold the ITBIS already: they do when the amounts add up to the total, they do not when they add up to it with the
 * tax on top. Without a total they do.
 */
export function taxInPrices(lines: readonly TaxedAmount[], total: Stated | undefined): TaxInPrices {
  const figures = lines.map(({ amount, rate }) => ({ amount: figure(amount), rate: figure(rate) }))
  const whereIncluded = figures.some(({ rate }) => rate?.gt(ZERO)) ? true : undefined
  if (total === undefined) return { pricesIncludeTax: whereIncluded }

  const stated = figure(total)
  const known = figures.filter(isKnown)
  if (!stated || known.length < figures.length) return { pricesIncludeTax: undefined }
  // Each line is written with two decimals, and the totals are made of what is written.
  const included = sum(known.map(({ amount }) => rounded(amount)))
  const excluded = rounded(sum(known.map(({ amount, rate }) => rounded(amount).times(rate.div(100).plus(1)))))
  const cents = rounded(stated)
  if (cents.eq(included)) return { pricesIncludeTax: whereIncluded }
  if (cents.eq(excluded)) return { pricesIncludeTax: false }
  const sums = { included: amountText(included), excluded: amountText(excluded) }
  return { pricesIncludeTax: undefined, contradiction: { stated: stated.toFixed(), ...sums } }
}

function figure(stated: Stated): Decimal | undefined {
  return figureOf(exactText(stated))
}

interface Known {
  readonly amount: Decimal
  readonly rate: Decimal
}

function isKnown(line: { readonly [Name in keyof Known]: Decimal | undefined }): line is Known {
  return line.amount !== undefined && line.rate !== undefined
}
