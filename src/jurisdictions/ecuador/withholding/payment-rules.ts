import { sum, ZERO } from '../../../domain/decimal.ts'
import { figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { paymentMethodOf } from '../catalogs/payment-methods.ts'
import { FICHA, type Rule } from '../content/rule.ts'
import { TOLERANCE } from '../sales/totals/tolerance.ts'
import type { WithholdingReceipt } from './rules.ts'

/** How the supporting documents are paid. */
export const PAYMENT_RULES: readonly Rule<WithholdingReceipt>[] = [
  {
    code: 'support-payments-sum',
    severity: 'warning',
    source: `${FICHA}, annex 20, pagos`,
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        const payments = paymentsOf(support)
        const total = figureOf(textAt(support, 'importeTotal'))
        const paid = sum(payments.map((payment) => figureOf(textAt(payment, 'total')) ?? ZERO))
        if (!total || payments.length === 0 || paid.minus(total).abs().lte(TOLERANCE)) continue
        const [stated, computed] = [paid.toFixed(2), total.toFixed(2)]
        breach(
          paymentsAt(i),
          `Los pagos suman ${stated} y el documento es de ${computed}: van por su importe total, sin descontar lo retenido.`,
          `The payments come to ${stated} and the document to ${computed}: they are of its whole total, with what is withheld.`,
          { stated, computed },
        )
      }
    },
  },
  {
    code: 'payment-method-unknown',
    severity: 'error',
    source: `${FICHA}, table 24`,
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        for (const [j, payment] of paymentsOf(support).entries()) {
          const method = textAt(payment, 'formaPago')
          if (method === undefined || !/^\d{2}$/.test(method) || paymentMethodOf(method)) continue
          breach(
            `${paymentsAt(i)}.pago[${j}].formaPago`,
            `No existe la forma de pago ${method}: vea el catálogo payment-methods.`,
            `There is no payment method ${method}: see the catalog payment-methods.`,
          )
        }
      }
    },
  },
]

function paymentsOf(support: Tree): readonly Tree[] {
  return groupsAt(groupAt(support, 'pagos'), 'pago')
}

function paymentsAt(support: number): string {
  return `docsSustento.docSustento[${support}].pagos`
}
