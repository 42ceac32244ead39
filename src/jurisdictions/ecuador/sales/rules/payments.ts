import { calendarDateOf } from '../../../../domain/calendar.ts'
import { amountText, decimal, sum, ZERO } from '../../../../domain/decimal.ts'
import { dressed, figureOf } from '../../../content/figures.ts'
import { groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import { paymentMethodOf } from '../../catalogs/payment-methods.ts'
import { TOLERANCE } from '../totals/tolerance.ts'
import type { Checked, SaleRule } from './rule.ts'

const TIP_PART = decimal('0.1')

export const PAYMENT_RULES: readonly SaleRule[] = [
  {
    code: 'payments-sum',
    severity: 'error',
    source: `${FICHA}, annex 3, pagos; ch. 11, code 52`,
    types: ['01', '03', '05'],
    check(document, breach) {
      const places = paymentsOf(document)
      const paid = sum(places.map(({ payment }) => figureOf(textAt(payment, 'total')) ?? ZERO))
      if (!document.total || places.length === 0 || paid.minus(document.total).abs().lte(TOLERANCE)) return
      const [stated, computed] = [dressed(paid.toFixed(), 2), amountText(document.total)]
      breach(
        `${document.infoName}.pagos`,
        `Los pagos suman ${stated} y el total es ${computed}.`,
        `The payments come to ${stated} and the total is ${computed}.`,
        { stated, computed },
      )
    },
  },
  {
    code: 'payment-method-unknown',
    severity: 'error',
    source: `${FICHA}, table 24`,
    types: ['01', '03', '05'],
    check(document, breach) {
      for (const { payment, path } of paymentsOf(document)) {
        const method = textAt(payment, 'formaPago')
        if (method === undefined || !/^\d{2}$/.test(method) || paymentMethodOf(method)) continue
        breach(
          `${path}.formaPago`,
          `No existe la forma de pago ${method}: vea el catálogo payment-methods.`,
          `There is no payment method ${method}: see the catalog payment-methods.`,
        )
      }
    },
  },
  {
    code: 'due-date',
    severity: 'error',
    source: `${FICHA}, annex 3, plazo`,
    types: ['01', '03', '05'],
    check({ sources: { draft }, infoName, type }, breach) {
      const due = draft.payment?.dueDate
      if (due === undefined || calendarDateOf(due)) return
      breach(
        `${infoName}.pagos${type === '05' ? '[0]' : ''}.pago[0].plazo`,
        'Ese día no existe en el calendario.',
        'There is no such day in the calendar.',
      )
    },
  },
  {
    code: 'due-date-before-issue',
    severity: 'error',
    source: `${FICHA}, annex 3, plazo`,
    types: ['01', '03', '05'],
    check({ sources: { draft }, infoName, issueDate, type }, breach) {
      const due = calendarDateOf(draft.payment?.dueDate ?? '')
      if (!due || !issueDate || due >= issueDate) return
      breach(
        `${infoName}.pagos${type === '05' ? '[0]' : ''}.pago[0].plazo`,
        `La fecha límite de pago (${due}) es anterior a la de emisión (${issueDate}).`,
        `The due date (${due}) is before the issue date (${issueDate}).`,
      )
    },
  },
  {
    code: 'tip-exceeds',
    severity: 'error',
    source: `${FICHA}, annex 3, propina: up to 10 % of the subtotal`,
    types: ['01'],
    check({ info }, breach) {
      const tip = figureOf(textAt(info, 'propina'))
      const before = figureOf(textAt(info, 'totalSinImpuestos'))
      if (!tip || !before || tip.lte(before.times(TIP_PART))) return
      breach(
        'infoFactura.propina',
        'La propina no pasa del 10 % del subtotal sin impuestos; lo demás va en una línea (SRI 52).',
        'The tip is at most 10 % of the subtotal before taxes; the rest goes in a line (SRI 52).',
      )
    },
  },
]

interface PaymentPlace {
  readonly payment: Tree
  readonly path: string
}

function paymentsOf({ info, infoName, type }: Checked): readonly PaymentPlace[] {
  return groupsAt(info, 'pagos').flatMap((group, i) => {
    const at = type === '05' ? `${infoName}.pagos[${i}]` : `${infoName}.pagos`
    return groupsAt(group, 'pago').map((payment, j) => ({ payment, path: `${at}.pago[${j}]` }))
  })
}
