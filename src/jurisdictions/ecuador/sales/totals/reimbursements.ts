import { rounded, sum, ZERO } from '../../../../domain/decimal.ts'
import { figureOf } from '../../../content/figures.ts'
import type { Statements } from '../../../content/statements.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../../content/tree.ts'
import { IVA } from '../line-taxes.ts'
import { ivaPercentOf } from './iva.ts'
import { TOLERANCE } from './tolerance.ts'

/** codDocReembolso of a sale that bills expenses on. */
export const REIMBURSEMENT = '41'

/**
 * Settles what a sale says of the expenses it bills on: the tax of each, and the sums of bases, of taxes and of both.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 5 and 17 "Reembolso de gastos"
 */
export function settleReimbursements(content: Tree, info: Tree, infoName: string, statements: Statements): void {
  const documents = groupsAt(groupAt(content, 'reembolsos'), 'reembolsoDetalle')
  if (documents.length === 0) return
  const taxes = documents.flatMap((document, i) =>
    groupsAt(groupAt(document, 'detalleImpuestos'), 'detalleImpuesto').map((tax, j) => ({
      tax,
      path: `reembolsos.reembolsoDetalle[${i}].detalleImpuestos.detalleImpuesto[${j}]`,
    })),
  )
  for (const { tax, path } of taxes) settleTax(tax, path, statements)
  const total = (name: string) => sum(taxes.map(({ tax }) => figureOf(textAt(tax, name)) ?? ZERO))
  const bases = total('baseImponibleReembolso')
  const values = total('impuestoReembolso')
  info.codDocReembolso ??= REIMBURSEMENT
  statements.settle(info, infoName, 'totalComprobantesReembolso', bases.plus(values), TOLERANCE)
  statements.settle(info, infoName, 'totalBaseImponibleReembolso', bases, TOLERANCE)
  statements.settle(info, infoName, 'totalImpuestoReembolso', values, TOLERANCE)
}

function settleTax(tax: Tree, path: string, statements: Statements): void {
  const own = textAt(tax, 'codigo') === IVA ? ivaPercentOf(textAt(tax, 'codigoPorcentaje') ?? '') : undefined
  if (own) tax.tarifa ??= own.toFixed(2)
  const base = figureOf(textAt(tax, 'baseImponibleReembolso'))
  const rate = figureOf(textAt(tax, 'tarifa'))
  // The tax of another's document is what that one says: a cent of its own rounding is not ours to mend.
  if (!base || !rate || textAt(tax, 'codigo') !== IVA) return
  statements.settle(tax, path, 'impuestoReembolso', rounded(base.times(rate).div(100)), TOLERANCE)
}
