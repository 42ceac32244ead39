import BigJs from 'big.js'

/**
 * Exact decimals, rounded half up, with a constructor of their own: the simulator's arithmetic must not share a setting with
 * the arithmetic it checks.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Redondeo"; SRI, Ficha técnica offline v2.32 (oct-2025), annex 1
 */
const Money = BigJs()
Money.RM = 1
Money.DP = 16

/** An exact decimal. */
export type Money = BigJs

/** The exact value of a figure or a plain decimal text; zero for text that is none (the format table has said so by then). */
export function money(value: string | number | undefined): Money {
  return typeof value === 'number' || /^[+-]?\d{1,20}(\.\d{1,10})?$/.test(value ?? '')
    ? new Money(value ?? 0)
    : new Money(0)
}

export function sumOf(values: Iterable<Money>): Money {
  let total = money(0)
  for (const value of values) total = total.plus(value)
  return total
}

/** Rounded to cents. */
export function cents(value: Money): Money {
  return value.round(2, 1)
}

/** True when two figures lie further apart than the tolerance. */
export function differ(stated: Money, computed: Money, tolerance: Money | number): boolean {
  return stated.minus(computed).abs().gt(tolerance)
}
