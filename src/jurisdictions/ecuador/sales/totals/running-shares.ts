import { rounded, ZERO, type Decimal } from '../../../../domain/decimal.ts'

/**
 * Cuts exact amounts to cents so that together they are their exact sum, cut to cents: each share is what the rounded running sum
 * grows by. No share is further than a cent from its exact amount, and none of amounts that are zero or more is negative.
 */
export function runningShares(exact: readonly Decimal[]): readonly Decimal[] {
  let sum = ZERO
  let given = ZERO
  return exact.map((amount) => {
    sum = sum.plus(amount)
    const share = rounded(sum).minus(given)
    given = given.plus(share)
    return share
  })
}

/** Shares out an amount in proportion to weights, to the cent; nothing where the weights come to nothing. */
export function proportionalShares(amount: Decimal, weights: readonly Decimal[]): readonly Decimal[] {
  const whole = weights.reduce((sum, weight) => sum.plus(weight), ZERO)
  if (whole.lte(0)) return weights.map(() => ZERO)
  // Multiplied first: a quotient would be cut at its twentieth decimal, and the last share would miss the amount.
  let part = ZERO
  let given = ZERO
  return weights.map((weight) => {
    part = part.plus(weight)
    const share = rounded(amount.times(part).div(whole)).minus(given)
    given = given.plus(share)
    return share
  })
}
