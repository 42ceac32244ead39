import { dateFromOfficial } from '../dates.ts'
import { groupAt, groupsAt, textAt } from '../../content/tree.ts'
import { FORMAT, ID_DOC, type Rule } from './rule.ts'

export const PAYMENT_RULES: readonly Rule[] = [
  {
    code: 'free-in-31',
    severity: 'error',
    source: `${FORMAT}, TipoPago`,
    types: ['31'],
    check({ idDoc }, breach) {
      if (textAt(idDoc, 'TipoPago') !== '3') return
      breach(
        `${ID_DOC}.TipoPago`,
        'Una factura de crédito fiscal no puede ser gratuita: use contado (1) o crédito (2).',
        'A tax credit invoice cannot be free of charge: use cash (1) or credit (2).',
      )
    },
  },
  {
    code: 'due-date-without-credit',
    severity: 'error',
    source: `${FORMAT}, FechaLimitePago`,
    check({ idDoc }, breach) {
      if (idDoc.FechaLimitePago === undefined || textAt(idDoc, 'TipoPago') === '2') return
      breach(
        `${ID_DOC}.FechaLimitePago`,
        'La fecha límite de pago solo va cuando el pago es a crédito (TipoPago 2).',
        'A due date only goes with payment on credit (TipoPago 2).',
      )
    },
  },
  {
    code: 'due-date-missing',
    severity: 'warning',
    source: `${FORMAT}, FechaLimitePago`,
    check({ idDoc, type }, breach) {
      if (textAt(idDoc, 'TipoPago') !== '2' || idDoc.FechaLimitePago !== undefined || type === '43') return
      breach(
        `${ID_DOC}.FechaLimitePago`,
        'Una venta a crédito debería decir hasta cuándo se paga.',
        'A sale on credit should say until when it is to be paid.',
      )
    },
  },
  {
    code: 'due-date-before-issue',
    severity: 'error',
    source: `${FORMAT}, FechaLimitePago`,
    check({ idDoc, issueDate }, breach) {
      const due = dateFromOfficial(textAt(idDoc, 'FechaLimitePago'))
      if (!due || !issueDate || due >= issueDate) return
      breach(
        `${ID_DOC}.FechaLimitePago`,
        `La fecha límite de pago (${due}) es anterior a la de emisión (${issueDate}).`,
        `The due date (${due}) is before the issue date (${issueDate}).`,
      )
    },
  },
  {
    code: 'gift-payment-outside-32',
    severity: 'error',
    source: `${FORMAT}, FormaPago`,
    check({ idDoc, type }, breach) {
      if (type === '32') return
      for (const [i, payment] of groupsAt(groupAt(idDoc, 'TablaFormasPago'), 'FormaDePago').entries()) {
        if (textAt(payment, 'FormaPago') !== '5') continue
        breach(
          `${ID_DOC}.TablaFormasPago.FormaDePago[${i}].FormaPago`,
          'Los bonos o certificados de regalo (5) solo pagan una factura de consumo (32).',
          'Gift certificates (5) only pay for a consumer invoice (32).',
        )
      }
    },
  },
  {
    code: 'payment-incomplete',
    severity: 'error',
    source: `${FORMAT}, TablaFormasPago`,
    check({ idDoc }, breach) {
      for (const [i, payment] of groupsAt(groupAt(idDoc, 'TablaFormasPago'), 'FormaDePago').entries()) {
        if ((payment.FormaPago === undefined) === (payment.MontoPago === undefined)) continue
        breach(
          `${ID_DOC}.TablaFormasPago.FormaDePago[${i}]`,
          'Cada forma de pago lleva su código y su monto.',
          'Each means of payment has its code and its amount.',
        )
      }
    },
  },
  {
    code: 'period-dates',
    severity: 'error',
    source: `${FORMAT}, FechaDesde and FechaHasta`,
    check({ idDoc }, breach) {
      const from = dateFromOfficial(textAt(idDoc, 'FechaDesde'))
      const to = dateFromOfficial(textAt(idDoc, 'FechaHasta'))
      if (!from || !to || from <= to) return
      breach(
        `${ID_DOC}.FechaHasta`,
        `El período facturado termina (${to}) antes de empezar (${from}).`,
        `The billed period ends (${to}) before it begins (${from}).`,
      )
    },
  },
]
