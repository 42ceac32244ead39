import type { CalendarDate } from '../../domain/calendar.ts'
import type { Document } from '../../domain/document.ts'
import { type DocumentSeal, sealOf } from '../../domain/document-seal.ts'
import { CHAIN_START, eventHash } from '../../domain/event-chain.ts'
import type { SignedDocument } from '../../jurisdictions/jurisdiction.ts'
import type { Acceptance } from '../../ports/documents.ts'
import type { Run } from './database.ts'
import { alertTime } from './deadline-alerts.ts'
import { twoDecimals } from './document-rows.ts'
import { placeText } from './place-text.ts'

/** A signed document about to be stored. */
export interface NewDocument {
  readonly id: string
  readonly acceptance: Acceptance
  readonly number: string
  readonly sequence: bigint
  readonly signed: SignedDocument
}

const COLUMNS = [
  'tenant_id', 'id', 'environment', 'issuer_id', 'issuer_tax_id', 'jurisdiction', 'type', 'number', 'series', 'sequence',
  'door', 'idempotency_key', 'external_id', 'request_hash', 'state', 'revision', 'issue_date', 'currency', 'total',
  'buyer_tax_id', 'buyer_name', 'totals', 'facts', 'stamp', 'warnings', 'refers_to', 'follows', 'draft', 'xml',
  'submission', 'signed_at',
  'due_at', 'alert_at', 'events', 'head', 'created_at', 'updated_at',
] as const // prettier-ignore

/**
 * Stores documents of one series with their first event and their first step of work, and counts them on a day, in one
 * statement. Its row of counts is one that only batches of the same series touch.
 */
export async function insertAccepted(run: Run, documents: readonly NewDocument[], day: CalendarDate): Promise<void> {
  const [first] = documents
  if (!first) return
  const seals = documents.map(sealOfNew)
  await run({
    name: `accept-${documents.length}`,
    text: statementFor(documents.length),
    values: [
      ...documents.flatMap((each, at) => valuesOf(each, seals[at])),
      first.acceptance.actor,
      first.acceptance.lane,
      day,
      JSON.stringify(Object.fromEntries(documents.map(({ id }, at) => [id, seals[at]]))),
    ],
  })
}

/** The document as it reads once it is stored: nothing of it needs to be asked back. */
export function acceptedDocument({ id, acceptance, number, signed }: NewDocument): Document {
  const { identity, prepared } = acceptance
  const now = acceptance.now.toISOString()
  return {
    id,
    tenantId: identity.tenantId,
    environment: identity.environment,
    issuerId: acceptance.issuerId,
    issuerTaxId: acceptance.issuerTaxId,
    jurisdiction: acceptance.jurisdiction,
    type: prepared.type,
    number,
    externalId: identity.externalId,
    state: 'signed',
    condition: undefined,
    revision: 1,
    issueDate: prepared.issueDate,
    currency: prepared.currency,
    total: twoDecimals(prepared.total),
    buyerTaxId: prepared.buyerTaxId,
    buyerName: prepared.buyerName,
    totals: prepared.totals,
    facts: prepared.facts,
    stamp: signed.stamp,
    receipt: undefined,
    verdict: undefined,
    warnings: prepared.warnings,
    reason: undefined,
    dueAt: signed.dueAt.toISOString(),
    createdAt: now,
    updatedAt: now,
  }
}

const statements = new Map<number, string>()

function statementFor(count: number): string {
  let text = statements.get(count)
  if (text === undefined) {
    const width = COLUMNS.length
    const rows = Array.from(
      { length: count },
      (_, row) => `(${COLUMNS.map((_, at) => `$${row * width + at + 1}`).join(',')})`,
    )
    const actor = `$${count * width + 1}::text`
    const lane = `$${count * width + 2}::text`
    const day = `$${count * width + 3}::date`
    const seals = `$${count * width + 4}::jsonb`
    // What the first document says of all of them.
    const common = (column: (typeof COLUMNS)[number]) => `$${COLUMNS.indexOf(column) + 1}`
    text = `with d as (insert into documents (${COLUMNS.join(',')}) values ${rows.join(',')}
        returning tenant_id, id, number, sequence, created_at, head),
      e as (insert into events (tenant_id, document_id, sequence, at, actor, kind, to_state, detail, hash)
        select tenant_id, id, 1, created_at, ${actor}, 'signed', 'signed', ${seals} -> id::text, head from d),
      c as (insert into usage_counts as u (tenant_id, environment, day, issuer_id, series, type, documents)
        values (${common('tenant_id')}, ${common('environment')}, ${day}, ${common('issuer_id')}, ${common('series')},
          ${common('type')}, ${count})
        on conflict (tenant_id, environment, day, issuer_id, series) do update set documents = u.documents + excluded.documents)
      insert into work (tenant_id, document_id, step, lane, sequence, run_at)
        select tenant_id, id, 'submit', ${lane}, sequence, created_at from d`
    statements.set(count, text)
  }
  return text
}

/** What its first event says. */
function sealOfNew({ acceptance: { identity, prepared }, number, signed }: NewDocument): DocumentSeal {
  const { type, issueDate, total } = prepared
  return sealOf({ environment: identity.environment, type, number, issueDate, total: twoDecimals(total) }, signed)
}

function valuesOf(
  { id, acceptance, number, sequence, signed }: NewDocument,
  seal: DocumentSeal | undefined,
): readonly unknown[] {
  const { identity, prepared, now } = acceptance
  const head = eventHash(CHAIN_START, {
    tenantId: identity.tenantId,
    documentId: id,
    sequence: 1,
    at: now,
    actor: acceptance.actor,
    kind: 'signed',
    from: undefined,
    to: 'signed',
    detail: { ...seal },
  })
  const row: Record<(typeof COLUMNS)[number], unknown> = {
    tenant_id: identity.tenantId,
    id,
    environment: identity.environment,
    issuer_id: acceptance.issuerId,
    issuer_tax_id: acceptance.issuerTaxId,
    jurisdiction: acceptance.jurisdiction,
    type: prepared.type,
    number,
    series: prepared.series,
    sequence,
    door: identity.door,
    idempotency_key: identity.idempotencyKey,
    external_id: identity.externalId,
    request_hash: acceptance.requestHash,
    state: 'signed',
    revision: 1,
    issue_date: prepared.issueDate,
    currency: prepared.currency,
    total: prepared.total,
    buyer_tax_id: prepared.buyerTaxId,
    buyer_name: prepared.buyerName,
    totals: JSON.stringify(prepared.totals),
    facts: JSON.stringify(prepared.facts),
    stamp: JSON.stringify(signed.stamp),
    warnings: JSON.stringify(prepared.warnings),
    refers_to: placeText(prepared.refersTo),
    follows: placeText(prepared.follows),
    draft: JSON.stringify(acceptance.draft),
    xml: Buffer.from(signed.xml),
    submission: signed.submission === undefined ? undefined : Buffer.from(signed.submission),
    signed_at: now,
    due_at: signed.dueAt,
    alert_at: alertTime(0, now, signed.dueAt),
    events: 1,
    head,
    created_at: now,
    updated_at: now,
  }
  return COLUMNS.map((column) => row[column])
}
