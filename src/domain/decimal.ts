import Big from 'big.js'

Big.RM = Big.roundHalfUp
// Division keeps 20 decimals: far past the 4 that any official field carries, so that rounding happens once, at the end.
Big.DP = 20
Big.NE = -30
Big.PE = 60

/** An exact decimal inside the engine. Outside (drafts, XML, database, JSON) an amount is a decimal string. */
export type Decimal = Big

/** The plain decimal notation every amount has outside the engine: digits, an optional point, no exponent, no separators. */
export const DECIMAL_PATTERN = /^-?\d{1,30}(\.\d{1,10})?$/

export const ZERO: Decimal = new Big(0)

/** Reads a decimal string; throws on anything that {@link DECIMAL_PATTERN} refuses, because callers have checked the shape. */
export function decimal(text: string): Decimal {
  if (!DECIMAL_PATTERN.test(text)) throw new RangeError('not a plain decimal')
  return new Big(text)
}

/** Rounded half up on the first dropped decimal, the rule of both tax authorities. */
export function rounded(value: Decimal, decimals = 2): Decimal {
  return exactHalf(value).round(decimals, Big.roundHalfUp)
}

// Decimals that are beyond doubt in a figure that was divided: what lies behind them is the error of the division.
const CERTAIN = 12

/** Shares that were cut at 20 decimals may add up to a hair below a half that they make exactly: it is a half again. */
function exactHalf(value: Decimal): Decimal {
  return value.c.length - value.e - 1 > CERTAIN ? value.round(CERTAIN, Big.roundHalfUp) : value
}

/** An amount as the authorities want it written: always two decimals, a point, no thousands separator. */
export function amountText(value: Decimal, decimals = 2): string {
  return exactHalf(value).toFixed(decimals, Big.roundHalfUp)
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}

const CENT = new Big('0.01')

/** Whether two amounts are a cent apart at most: as far as who rounds line by line may be from who rounds once. */
export function isWithinCent(one: Decimal, other: Decimal): boolean {
  return one.minus(other).abs().lte(CENT)
}
