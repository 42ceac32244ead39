import type { Finding } from '../finding.ts'
import type { Comprobante } from './comprobante.ts'
import { debitNoteFindings } from './debit-note.ts'
import { comparing, type Compare } from './difference.ts'
import { reimbursementFindings } from './reimbursements.ts'
import { saleFindings } from './sale.ts'
import { withholdingFindings } from './withholding.ts'

/**
 * Everything that does not add up, worked out anew. At most ten are told: one slip can break every line.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, code 52; annex 1
 */
export function arithmeticFindings(comprobante: Comprobante): readonly Finding[] {
  const compare = comparing(comprobante.desk.rules.tolerance)
  const rules = RULES[comprobante.type.code] ?? []
  return rules.flatMap((rule) => [...rule(comprobante, compare)]).slice(0, 10)
}

type Rule = (comprobante: Comprobante, compare: Compare) => Iterable<Finding>

/** By type. A guía has no amounts. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  '01': [saleFindings, reimbursementFindings],
  '03': [saleFindings, reimbursementFindings],
  '04': [saleFindings],
  '05': [debitNoteFindings],
  '07': [withholdingFindings, reimbursementFindings],
}
