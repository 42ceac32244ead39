import type { Statements } from '../../content/statements.ts'
import { groupAt, groupsAt, type Tree } from '../../content/tree.ts'
import { TOLERANCE } from '../sales/totals/tolerance.ts'
import { amounts } from './amounts.ts'

/**
 * The sums of the reimbursed documents, where there are any: base, tax, and both.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 5 and 20
 */
export function computeReimbursements(support: Tree, at: string, statements: Statements): void {
  const documents = groupsAt(groupAt(support, 'reembolsos'), 'reembolsoDetalle')
  if (documents.length === 0) return
  const taxes = documents.flatMap((each) => groupsAt(groupAt(each, 'detalleImpuestos'), 'detalleImpuesto'))
  const base = amounts(taxes, 'baseImponibleReembolso')
  const tax = amounts(taxes, 'impuestoReembolso')
  const totals = [
    ['totalComprobantesReembolso', base.plus(tax)],
    ['totalBaseImponibleReembolso', base],
    ['totalImpuestoReembolso', tax],
  ] as const
  for (const [name, amount] of totals) statements.settle(support, at, name, amount, TOLERANCE)
}
