import { amountText, sum, ZERO, type Decimal } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import { textAt, type Tree } from '../../../content/tree.ts'
import { runningShares } from './running-shares.ts'
import { TOLERANCE } from './tolerance.ts'

/**
 * Makes payments that are stated to be compared come to the total exactly, in cents: parts of a cent go on into the payments that
 * follow, and what is still missing or too much is the largest one's, which it cannot make negative. Payments that come to something
 * else than the total, as they were stated, are left for the rule that tells so.
 */
export function settlePaidInCents(payments: readonly Tree[], total: Decimal): void {
  const stated = payments.flatMap((payment) => figureOf(textAt(payment, 'total')) ?? [])
  if (stated.length < payments.length || sum(stated).minus(total).abs().gt(TOLERANCE)) return
  const shares = runningShares(stated)
  const rest = total.minus(sum(shares))
  const largest = shares.findLastIndex((share) => shares.every((other) => share.gte(other)))
  for (const [i, payment] of payments.entries()) {
    payment.total = amountText((shares[i] ?? ZERO).plus(i === largest ? rest : ZERO))
  }
}
