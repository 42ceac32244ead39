import { decimal, isWithinCent, rounded, type Decimal } from '../../../domain/decimal.ts'
import type { KnownWithholding } from './withheld-taxes.ts'

/** What is stated of a withholding whose percentage is not. */
export interface Stated {
  readonly base: Decimal
  readonly amount: Decimal
}

/**
 * The percentage that an amount withheld of a base leaves no doubt about, when the code alone does not tell it: the only one of
 * those the code is known to have or have had that gives the amount, else the one that gives it exactly and is a whole percent, or
 * the only one that can be written and gives it. Undefined where several would, and of a code that nobody knows: a mistaken code
 * would come to a percentage nobody meant.
 */
export function impliedPercent({ base, amount }: Stated, known: KnownWithholding | undefined): string | undefined {
  if (!known || known.isPerBox) return undefined
  const inForce = known.rates
  const [only, ...others] = (inForce.length > 0 ? inForce : known.everRates).filter((rate) =>
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

/**
 * The only other percentage a code is known to have or have had, where it gives every amount to the cent and that of the day
 * does not come near one of them: a resolution changed it, and what was withheld is the former.
 */
export function otherDaysPercent(stated: readonly Stated[], known: KnownWithholding | undefined): string | undefined {
  const today = onlyPercent(known)
  if (!known || today === undefined || stated.every((each) => fits(each, today))) return undefined
  const [only, ...others] = known.everRates.filter((rate) =>
    stated.every(({ base, amount }) => gives(base, decimal(rate), amount)),
  )
  return others.length === 0 ? only : undefined
}

/** True where SRI takes the amount for that percentage of the base: it lets a cent pass. */
export function fits({ base, amount }: Stated, percent: string): boolean {
  return isWithinCent(amount, rounded(base.times(percent).div(100)))
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
