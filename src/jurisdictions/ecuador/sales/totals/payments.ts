import { calendarDateOf, daysBetween } from '../../../../domain/calendar.ts'
import { amountText, type Decimal } from '../../../../domain/decimal.ts'
import { groupsAt, isTree, type Tree } from '../../../content/tree.ts'
import { issueDateOf } from '../../content/issuer.ts'
import type { Sources } from '../../content/sources.ts'
import { paymentMethodOf } from '../../settings.ts'
import { settlePaidInCents } from './paid-in-cents.ts'

/**
 * Completes how a document is paid. Without payments the whole total is paid by the issuer's default method; the only payment is
 * of the whole total unless it says otherwise. Payments that are only to be checked come to the total in any case. A payment that
 * is due later says in how many days (plazo). A nota de crédito has no payments, and a nota de débito has them in a list.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 24 and annex 3
 */
export function settlePayments(info: Tree, total: Decimal, sources: Sources): void {
  const { type, settings } = sources
  if (type.code === '04') return
  info.pagos ??= { pago: [{ formaPago: paymentMethodOf(settings) }] }
  const payments = groupsAt(info, 'pagos').flatMap((group) => groupsAt(group, 'pago'))
  const [only, ...others] = payments
  if (only && others.length === 0) only.total ??= amountText(total)
  if (sources.draft.statedFigures === 'checked') settlePaidInCents(payments, total)
  const days = daysToPay(sources)
  for (const payment of payments) {
    if (days === undefined || payment.plazo !== undefined) continue
    payment.plazo = String(days)
    payment.unidadTiempo ??= 'dias'
  }
  if (type.code === '05' && isTree(info.pagos)) info.pagos = [info.pagos]
}

/** Undefined when there is no due date, or it is no later than the document: a rule says what is wrong with that. */
function daysToPay(sources: Sources): number | undefined {
  const due = calendarDateOf(sources.draft.payment?.dueDate ?? '')
  const days = due && daysBetween(issueDateOf(sources), due)
  return days !== undefined && days > 0 ? days : undefined
}
