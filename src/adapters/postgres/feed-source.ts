import type { CalendarDate } from '../../domain/calendar.ts'
import type { Environment } from '../../domain/caller.ts'
import type { DocumentState, Verdict } from '../../domain/document.ts'
import type { CommittedEvent } from '../../ports/feed.ts'
import type { Run } from './database.ts'
import { twoDecimals } from './document-rows.ts'

/** How far a feed has gone through the events of its tenant's documents. */
export interface Cursor {
  readonly transaction: string
  readonly position: bigint
  readonly highest: bigint
  readonly floor: bigint
  readonly before: string
}

/** Events to be told, and where the cursor stands after them. */
export interface Found {
  readonly events: readonly CommittedEvent[]
  /** How many events were passed, those that are not told included. */
  readonly looked: number
  readonly cursor: Cursor
}

// One transaction, and so one pause for others who tell something of the tenant, goes over no more.
const MOST_AT_ONCE = 500

/** The next complete events behind the cursor. */
export async function committedEvents(run: Run, tenantId: string, cursor: Cursor): Promise<Found> {
  const { rows } = await run<EventRow>({
    name: 'feed-committed',
    text: eventsAsOf(
      `${BEHIND_CURSOR} and e.transaction < (select pg_snapshot_xmin(pg_current_snapshot())) and e.position > $4
        order by e.transaction, e.position limit ${MOST_AT_ONCE}`,
      'e.transaction, e.position',
    ),
    values: [tenantId, cursor.transaction, cursor.position, cursor.floor],
  })
  const last = rows.at(-1)
  if (!last) return { events: [], looked: 0, cursor }
  const isAll = rows.length < MOST_AT_ONCE
  const { transaction, position } = last
  const before = isAll ? last.complete : transaction
  return {
    events: told(tenantId, rows),
    looked: rows.length,
    cursor: { ...cursor, transaction, position, highest: highestOf(rows, cursor), before },
  }
}

/** Whether this server is the one that counted the cursor's transactions, and what of them is complete now. */
export interface Counting {
  readonly complete: string
  readonly isAnother: boolean
}

/**
 * A server that a backup was restored to counts its transactions anew: it has yet to come to those of the cursor, or to that of the
 * newest event that was not told. (The newest alone is looked at: told ones of the old server stay there for ever.)
 */
export async function countingNow(run: Run, tenantId: string, { before, floor }: Cursor): Promise<Counting> {
  const { rows } = await run<{ complete: string; is_another: boolean }>({
    name: 'feed-counting',
    text: `select complete::text, $2::xid8 > complete or coalesce((select position from events where tenant_id = $1
        and transaction >= next order by transaction desc, position desc limit 1) > $3, false) as is_another
      from (select pg_snapshot_xmin(pg_current_snapshot()) as complete, pg_snapshot_xmax(pg_current_snapshot()) as next) now`,
    values: [tenantId, before, floor],
  })
  const [now] = rows
  return { complete: now?.complete ?? '0', isAnother: now?.is_another ?? false }
}

/**
 * On such a server, first what the old one had not told: everything there is up to the last position known of it. From then on
 * positions tell the old server's events, all told, from those written here.
 */
export async function leftBehind(run: Run, tenantId: string, cursor: Cursor, complete: string): Promise<Found> {
  const { rows: known } = await run<{ last: bigint }>({
    text: `select greatest($2, max(position)) as last from events
      where tenant_id = $1 and transaction >= (select pg_snapshot_xmax(pg_current_snapshot()))`,
    values: [tenantId, cursor.highest],
  })
  const floor = known[0]?.last ?? cursor.highest
  const { rows } = await run<EventRow>({
    text: eventsAsOf(`${BEHIND_CURSOR} and e.position > $4 and e.position <= $5`, 'e.position'),
    values: [tenantId, cursor.transaction, cursor.position, cursor.floor, floor],
  })
  return {
    events: told(tenantId, rows),
    looked: rows.length,
    cursor: { transaction: '0', position: 0n, highest: floor, floor, before: complete },
  }
}

function highestOf(rows: readonly EventRow[], { highest }: Cursor): bigint {
  return rows.reduce((most, { position }) => (position > most ? position : most), highest)
}

/**
 * The events that `chosen` names, each with what its document was then: its present row, or the revision that a later correction
 * archived. All are read in one statement, so that a correction made meanwhile is in all of it or in none. First the events, then
 * one look for each: left to itself, the planner joins all events of a tenant with all of its documents.
 */
function eventsAsOf(chosen: string, order: string): string {
  return `with e as materialized (select e.* from events e where e.tenant_id = $1 and ${chosen})
    select e.document_id, e.sequence, e.at, e.kind, e.from_state, e.to_state, e.detail, encode(e.hash, 'hex') as hash,
      e.transaction::text, e.position, pg_snapshot_xmin(pg_current_snapshot())::text as complete,
      d.environment, d.jurisdiction, d.type, d.number, d.external_id, d.issuer_id, d.issuer_tax_id, r.revision,
      coalesce(s.issue_date, d.issue_date) as issue_date, coalesce(s.currency, d.currency) as currency,
      coalesce(s.total, d.total) as total,
      case when s.currency is null then d.buyer_tax_id else s.buyer_tax_id end as buyer_tax_id,
      case when s.currency is null then d.buyer_name else s.buyer_name end as buyer_name,
      case when s.document_id is null then d.verdict else s.verdict end as verdict,
      coalesce((select f.order_number from feed_events f where f.tenant_id = e.tenant_id
        and f.document_id = e.document_id order by f.order_number desc limit 1), 0) as told,
      d.restored_at is not null and e.at < d.restored_at as is_history
    from e
      cross join lateral (select * from documents d where d.tenant_id = e.tenant_id and d.id = e.document_id limit 1) d
      cross join lateral (select 1 + count(*)::int as revision from events c where c.tenant_id = e.tenant_id
        and c.document_id = e.document_id and c.sequence <= e.sequence and c.kind = 'corrected') r
      left join lateral (select * from superseded_revisions s where s.tenant_id = e.tenant_id
        and s.document_id = e.document_id and s.revision = r.revision limit 1) s on true
    order by ${order}`
}

// Row-level security lets an index serve only comparisons that it trusts to tell nothing: `(transaction, position) > (…)` is not
// one of them, and went through all events of the tenant.
const BEHIND_CURSOR = '(e.transaction >= $2::xid8 and (e.transaction > $2::xid8 or e.position > $3::bigint))'

interface EventRow {
  document_id: string
  sequence: number
  at: Date
  kind: string
  from_state: DocumentState | null
  to_state: DocumentState
  detail: Record<string, unknown>
  hash: string
  transaction: string
  position: bigint
  complete: string
  environment: Environment
  jurisdiction: string
  type: string
  number: string
  external_id: string | null
  issuer_id: string
  issuer_tax_id: string
  revision: number
  issue_date: CalendarDate
  currency: string
  total: string
  buyer_tax_id: string | null
  buyer_name: string | null
  verdict: Verdict | null
  told: number
  is_history: boolean
}

/** What came back out of an archive was told when it happened. */
function told(tenantId: string, rows: readonly EventRow[]): readonly CommittedEvent[] {
  return rows.filter(({ is_history: isHistory }) => !isHistory).map((row) => committedEvent(tenantId, row))
}

function committedEvent(tenantId: string, row: EventRow): CommittedEvent {
  return {
    tenantId,
    documentId: row.document_id,
    hash: row.hash,
    sequence: row.sequence,
    at: row.at.toISOString(),
    kind: row.kind,
    from: row.from_state ?? undefined,
    to: row.to_state,
    detail: row.detail,
    told: row.told,
    document: {
      environment: row.environment,
      jurisdiction: row.jurisdiction,
      type: row.type,
      number: row.number,
      externalId: row.external_id ?? undefined,
      issuerId: row.issuer_id,
      issuerTaxId: row.issuer_tax_id,
      revision: row.revision,
      issueDate: row.issue_date,
      currency: row.currency,
      total: twoDecimals(row.total),
      buyerTaxId: row.buyer_tax_id ?? undefined,
      buyerName: row.buyer_name ?? undefined,
      verdict: row.verdict ?? undefined,
    },
  }
}
