import { allAt, elementAt, textAt } from '../../reading.ts'
import { sumOf } from '../../money.ts'
import type { XmlElement } from '../../../src/xml/tree.ts'
import type { Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'
import { at, type Compare } from './difference.ts'

/**
 * Expenses paid for another: what the documents listed come to, in total, in bases and in taxes.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 10 and 17 "Reembolso de gastos"
 */
export function* reimbursementFindings({ root, type }: Comprobante, compare: Compare): Generator<Finding> {
  yield* sumsOf(elementAt(root, type.info), allAt(root, 'reembolsos.reembolsoDetalle'), compare)
  for (const document of allAt(root, 'docsSustento.docSustento')) {
    yield* sumsOf(document, allAt(document, 'reembolsos.reembolsoDetalle'), compare)
  }
}

function* sumsOf(head: XmlElement | undefined, details: readonly XmlElement[], compare: Compare): Generator<Finding> {
  if (details.length === 0 || textAt(head, 'totalComprobantesReembolso') === undefined) return
  const taxes = details.flatMap((detail) => allAt(detail, 'detalleImpuestos.detalleImpuesto'))
  const bases = sumOf(taxes.map((tax) => at(tax, 'baseImponibleReembolso')))
  const values = sumOf(taxes.map((tax) => at(tax, 'impuestoReembolso')))
  yield* compare('totalBaseImponibleReembolso', at(head, 'totalBaseImponibleReembolso'), bases)
  yield* compare('totalImpuestoReembolso', at(head, 'totalImpuestoReembolso'), values)
  yield* compare('totalComprobantesReembolso', at(head, 'totalComprobantesReembolso'), bases.plus(values))
}
