import type { CalendarDate } from '../../domain/calendar.ts'
import type { Environment } from '../../domain/caller.ts'
import type { Condition, Document, DocumentState, Receipt, Stamp, Verdict } from '../../domain/document.ts'

/** A row of `documents` without its large columns. */
export interface DocumentRow {
  tenant_id: string
  id: string
  environment: Environment
  issuer_id: string
  issuer_tax_id: string
  jurisdiction: string
  type: string
  number: string
  series: string
  sequence: bigint
  external_id: string | null
  state: DocumentState
  condition: Condition | null
  revision: number
  issue_date: string
  currency: string
  total: string
  buyer_tax_id: string | null
  buyer_name: string | null
  totals: Record<string, string>
  facts: Record<string, string>
  stamp: Stamp
  warnings: Document['warnings']
  receipt: Receipt | null
  verdict: Verdict | null
  reason: string | null
  due_at: Date
  created_at: Date
  updated_at: Date
}

/** The columns of {@link DocumentRow}, for `select`. */
export const DOCUMENT_COLUMNS = `tenant_id, id, environment, issuer_id, issuer_tax_id, jurisdiction, type, number, series,
  sequence, external_id, state, condition, revision, issue_date, currency, total, buyer_tax_id, buyer_name, totals, facts,
  stamp, warnings, receipt, verdict, reason, due_at, created_at, updated_at`

export function documentOf(row: DocumentRow): Document {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environment: row.environment,
    issuerId: row.issuer_id,
    issuerTaxId: row.issuer_tax_id,
    jurisdiction: row.jurisdiction,
    type: row.type,
    number: row.number,
    externalId: row.external_id ?? undefined,
    state: row.state,
    condition: row.condition ?? undefined,
    revision: row.revision,
    issueDate: row.issue_date as CalendarDate,
    currency: row.currency,
    total: twoDecimals(row.total),
    buyerTaxId: row.buyer_tax_id ?? undefined,
    buyerName: row.buyer_name ?? undefined,
    totals: row.totals,
    facts: row.facts,
    stamp: row.stamp,
    receipt: row.receipt ?? undefined,
    verdict: row.verdict ?? undefined,
    warnings: row.warnings,
    reason: row.reason ?? undefined,
    dueAt: row.due_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** A total as documents show it: `numeric(30,8)` comes back with eight decimals; documents carry two, and more only where they mean something. */
export function twoDecimals(total: string): string {
  const [whole = '0', decimals = ''] = total.split('.')
  return `${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`
}
