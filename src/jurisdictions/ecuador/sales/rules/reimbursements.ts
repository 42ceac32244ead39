import { groupAt, groupsAt, textAt } from '../../../content/tree.ts'
import { FICHA } from '../../content/rule.ts'
import { identificationMistake } from '../../identity.ts'
import { REIMBURSEMENT } from '../totals/reimbursements.ts'
import type { SaleRule } from './rule.ts'

const ANNEX = `${FICHA}, annexes 5 and 17 "Reembolso de gastos"`
const TYPES = ['01', '03']

export const REIMBURSEMENT_RULES: readonly SaleRule[] = [
  {
    code: 'reimbursement-documents-missing',
    severity: 'error',
    source: ANNEX,
    types: TYPES,
    check({ content, info, infoName }, breach) {
      if (textAt(info, 'codDocReembolso') === undefined || content.reembolsos !== undefined) return
      breach(
        `${infoName}.codDocReembolso`,
        'Un reembolso lleva en reembolsos los comprobantes que se reembolsan.',
        'A reimbursement has in reembolsos the documents that are reimbursed.',
      )
    },
  },
  {
    code: 'reimbursement-code',
    severity: 'error',
    source: ANNEX,
    types: TYPES,
    check({ info, infoName }, breach) {
      const code = textAt(info, 'codDocReembolso')
      if (code === undefined || code === REIMBURSEMENT) return
      breach(
        `${infoName}.codDocReembolso`,
        `El código de un reembolso es ${REIMBURSEMENT}.`,
        `The code of a reimbursement is ${REIMBURSEMENT}.`,
      )
    },
  },
  {
    code: 'reimbursement-supplier',
    severity: 'error',
    source: `${FICHA}, table 6`,
    types: TYPES,
    check({ content }, breach) {
      for (const [i, document] of groupsAt(groupAt(content, 'reembolsos'), 'reembolsoDetalle').entries()) {
        const type = textAt(document, 'tipoIdentificacionProveedorReembolso')
        const number = textAt(document, 'identificacionProveedorReembolso')
        if (type === undefined || number === undefined) continue
        if (type !== '07' && identificationMistake(type, number) !== 'structure') continue
        breach(
          `reembolsos.reembolsoDetalle[${i}].identificacionProveedorReembolso`,
          'El proveedor de un reembolso se identifica, con un número de la forma de su tipo.',
          'The supplier of a reimbursement is identified, by a number that looks like its type.',
        )
      }
    },
  },
]
