import { decimal, rounded, type Decimal } from '../../../domain/decimal.ts'
import type { KnownWithholding } from './withheld-taxes.ts'

/**
 * The percentage that an amount withheld of a base leaves no doubt about, when the code alone does not tell it: the only one of
 * those the code is known to have or have had that gives the amount, else the one that gives it exactly and is a whole percent, or
 * the only one that can be written and gives it. Undefined where several would.
 */
export function impliedPercent(
  base: Decimal,
  amount: Decimal,
  known: KnownWithholding | undefined,
): string | undefined {
  if (known?.isPerBox) return undefined
  const inForce = known?.rates ?? []
  const [only, ...others] = (inForce.length > 0 ? inForce : (known?.everRates ?? [])).filter((rate) =>
    gives(base, decimal(rate), amount),
  )
  if (only !== undefined) return others.length === 0 ? only : undefined
  return inForce.length > 0 ? undefined : exactPercent(base, amount)
}

/** The percentage a code has on a day, when it has one only. */
export function onlyPercent(known: KnownWithholding | undefined): string | undefined {
  const [rate, ...others] = known?.rates ?? []
  return others.length === 0 ? rate : undefined
}

function exactPercent(base: Decimal, amount: Decimal): string | undefined {
  if (base.lte(0) || amount.lt(0) || amount.gt(base)) return undefined
  const percent = amount.times(100).div(base)
  if (!percent.eq(percent.round(decimalsOf(percent)))) return undefined
  const isWhole = percent.eq(percent.round(0))
  const others = [percent.minus(STEP), percent.plus(STEP)]
  return isWhole || !others.some((other) => gives(base, other, amount)) ? percent.toFixed() : undefined
}

function gives(base: Decimal, percent: Decimal, amount: Decimal): boolean {
  return rounded(base.times(percent).div(100)).eq(amount)
}

/** How far apart two percentages may be at their nearest. */
const STEP = decimal('0.01')

/** A percentage has three digits, two of them decimals at most: 1.75 and 10.5. */
function decimalsOf(percent: Decimal): number {
  return percent.lt(10) ? 2 : percent.lt(100) ? 1 : 0
}
