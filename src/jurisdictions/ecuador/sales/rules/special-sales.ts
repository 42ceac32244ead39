import { groupAt, groupsAt, textAt } from '../../../content/tree.ts'
import { checkCarrier, SUBSTITUTE } from '../../content/carrier.ts'
import { FICHA } from '../../content/rule.ts'
import { dateFromOfficial } from '../../dates.ts'
import type { SaleRule } from './rule.ts'

/** Invoices that do more than invoice: negotiable ones, and those that stand in for a guía de remisión. */
export const SPECIAL_RULES: readonly SaleRule[] = [
  {
    code: 'negotiable-incomplete',
    severity: 'error',
    source: `${FICHA}, annex "Factura comercial negociable"`,
    types: ['01'],
    check({ content, info }, breach) {
      if (content.tipoNegociable === undefined) return
      if (info.direccionComprador === undefined) {
        breach(
          'infoFactura.direccionComprador',
          'Una factura negociable lleva la dirección del comprador.',
          'A negotiable invoice has the address of the buyer.',
        )
      }
      if (!groupsAt(groupAt(info, 'pagos'), 'pago').some((payment) => payment.plazo !== undefined)) {
        breach(
          'infoFactura.pagos.pago[0].plazo',
          'Una factura negociable dice en qué plazo se paga.',
          'A negotiable invoice says when it is to be paid.',
        )
      }
    },
  },
  {
    code: 'transport-dates',
    severity: 'error',
    source: `${FICHA}, annex 9; ch. 11, code 82`,
    types: ['01'],
    check({ content, issueDate }, breach) {
      const transport = groupAt(content, SUBSTITUTE)
      const from = dateFromOfficial(textAt(transport, 'fechaIniTransporte'))
      const to = dateFromOfficial(textAt(transport, 'fechaFinTransporte'))
      if (from && issueDate && from < issueDate) {
        breach(
          `${SUBSTITUTE}.fechaIniTransporte`,
          `El transporte empieza (${from}) antes de la emisión (${issueDate}).`,
          `The transport begins (${from}) before the document is issued (${issueDate}).`,
        )
      }
      if (from && to && to < from) {
        breach(
          `${SUBSTITUTE}.fechaFinTransporte`,
          `El transporte termina (${to}) antes de empezar (${from}).`,
          `The transport ends (${to}) before it begins (${from}).`,
        )
      }
    },
  },
  {
    code: 'carrier-identification',
    severity: 'warning',
    source: `${FICHA}, table 6`,
    types: ['01'],
    check: ({ content }, breach) => checkCarrier(groupAt(content, SUBSTITUTE), SUBSTITUTE, breach),
  },
]
