import { amountText, decimal, type Decimal, DECIMAL_PATTERN, rounded, sum, ZERO } from '../../domain/decimal.ts'
import type { FieldError } from './errors.ts'
import type { Invoice, Item } from './invoice-schema.ts'

/** The rate of an item that says none. @source Ley 253-12, general rate of ITBIS */
export const GENERAL_RATE = '18'

/** What the contract's figures say, where no field says it. */
export interface Pricing {
  /** Undefined when nothing is taxed, or when the figures do not tell. */
  readonly pricesIncludeTax: boolean | undefined
  readonly errors: readonly FieldError[]
}

/**
 * Whether prices hold the ITBIS already: they do when the amounts add up to `total`, they do not when they add up to it with the
 * tax on top. Without `total` they do, as in what the contract shows.
 *
 * @param isTaxed false for types of e-CF that bear no ITBIS
 */
export function pricingOf({ items, total }: Invoice, isTaxed: boolean): Pricing {
  const errors = items.flatMap((item, index) => amountErrors(item, index))
  const rates: readonly (Decimal | undefined)[] = items.map((item) => rateOf(item, isTaxed))
  const isAnyTaxed = rates.some((rate) => rate?.gt(ZERO))
  if (total === undefined) return { pricesIncludeTax: isAnyTaxed ? true : undefined, errors }

  const stated = figureOf(total)
  const amounts: readonly (Decimal | undefined)[] = items.map(({ amount }) => figureOf(amount))
  if (!stated || !areKnown(amounts) || !areKnown(rates)) return { pricesIncludeTax: undefined, errors }
  const included = rounded(sum(amounts))
  const excluded = rounded(sum(amounts.map((amount, i) => amount.times((rates[i] ?? ZERO).div(100).plus(1)))))
  if (stated.eq(included)) return { pricesIncludeTax: isAnyTaxed ? true : undefined, errors }
  if (stated.eq(excluded)) return { pricesIncludeTax: false, errors }
  return { pricesIncludeTax: undefined, errors: [...errors, totalError(stated, included, excluded)] }
}

/** The amount where it is a cent off what we compute, so that the invoice bears the client's own figure; else undefined. */
export function ownAmountOf(item: Item): string | undefined {
  const [stated, computed] = [figureOf(item.amount), computedOf(item)]
  return stated && computed && !stated.eq(computed) ? amountText(stated) : undefined
}

function amountErrors(item: Item, index: number): readonly FieldError[] {
  const [stated, computed] = [figureOf(item.amount), computedOf(item)]
  if (!stated || !computed || stated.minus(computed).abs().lte(CENT)) return []
  const message = `It says ${stated.toFixed()}, and qty times price less discount makes ${amountText(computed)}.`
  return [{ field: `items[${index}].amount`, message }]
}

const CENT = decimal('0.01')

function computedOf({ qty, price, discount = '0' }: Item): Decimal | undefined {
  const [quantity, unitPrice, less] = [figureOf(qty), figureOf(price), figureOf(discount)]
  return quantity && unitPrice && less && rounded(quantity.times(unitPrice).minus(less))
}

function rateOf({ tax_rate: rate = GENERAL_RATE }: Item, isTaxed: boolean): Decimal | undefined {
  return isTaxed && rate !== 'exempt' ? figureOf(rate) : ZERO
}

function totalError(stated: Decimal, included: Decimal, excluded: Decimal): FieldError {
  const [says, sums, taxed] = [stated.toFixed(), amountText(included), amountText(excluded)]
  const message = included.eq(excluded)
    ? `It says ${says}, and the amounts add up to ${sums}.`
    : `It says ${says}. It must be ${sums} where the prices include ITBIS, or ${taxed} where they do not.`
  return { field: 'total', message }
}

/** Undefined for what is no plain decimal: the engine tells about that. */
function figureOf(amount: string | number): Decimal | undefined {
  const text = String(amount)
  return DECIMAL_PATTERN.test(text) ? decimal(text) : undefined
}

function areKnown(figures: readonly (Decimal | undefined)[]): figures is readonly Decimal[] {
  return figures.every((figure) => figure !== undefined)
}
