import { appendAudit, takeAuditTurn } from './audit-entries.ts'
import type { Run } from './database.ts'

/**
 * What a seal says: all events of transactions from `after` up to but without `before`, at positions above `floor` and up to
 * `last`, and one hash over all of theirs. Transactions tell which events were complete. Positions tell the events of this
 * server from those of the one a backup was made on, because a restored database counts its transactions anew.
 */
export interface Seal extends SealedRange {
  readonly last: string
  readonly events: number
  readonly digest: string
}

interface SealedRange {
  readonly after: string
  readonly before: string
  readonly floor: string
}

const LAST_TRANSACTION = '18446744073709551615'
const LAST_POSITION = '9223372036854775807'

/**
 * Seals the events committed since the last seal. Events of transactions that still run wait for the next one: only what lies
 * below the oldest running transaction is complete.
 */
export async function seal(run: Run, tenantId: string, now: Date): Promise<number> {
  // First the turn, then the look: two processes never seal the same events.
  await takeAuditTurn(run, tenantId)
  const { rows } = await run<{ detail: Seal | null; complete: string; is_restored: boolean | null }>({
    name: 'last-seal',
    text: `select detail, complete, (detail->>'before')::xid8 > complete as is_restored
      from (select pg_snapshot_xmin(pg_current_snapshot()) as complete) now left join lateral (
        select detail from audit_log where tenant_id = $1 and kind = 'sealed' order by sequence desc limit 1) one on true`,
    values: [tenantId],
  })
  const before = rows[0]?.complete ?? '0'
  const last = rows[0]?.detail
  if (!last) return sealRange(run, tenantId, now, { after: '0', before, floor: '0' }, '0')
  if (!rows[0]?.is_restored)
    return sealRange(run, tenantId, now, { after: last.before, before, floor: last.floor }, last.last)

  // The server has yet to come to transactions that were sealed: it is another one. What the old one had not sealed comes
  // first, then what was written here.
  const rest = { after: last.before, before: LAST_TRANSACTION, floor: last.floor }
  const moved = await sealRange(run, tenantId, now, rest, last.last)
  const floor = moved > 0 ? await lastSealedPosition(run, tenantId) : last.last
  return moved + (await sealRange(run, tenantId, now, { after: '0', before, floor }, floor))
}

async function sealRange(
  run: Run,
  tenantId: string,
  now: Date,
  range: SealedRange,
  lastBefore: string,
): Promise<number> {
  const { events, digest, last } = await sealedEvents(run, tenantId, { ...range, last: LAST_POSITION })
  if (events === 0) return 0
  const highest = BigInt(last) > BigInt(lastBefore) ? last : lastBefore
  const detail: Seal = { ...range, last: highest, events, digest }
  await appendAudit(run, { tenantId, at: now, actor: 'worker', kind: 'sealed', detail: { ...detail } })
  return events
}

async function lastSealedPosition(run: Run, tenantId: string): Promise<string> {
  const { rows } = await run<{ last: string }>({
    text: `select detail->>'last' as last from audit_log where tenant_id = $1 and kind = 'sealed'
      order by sequence desc limit 1`,
    values: [tenantId],
  })
  return rows[0]?.last ?? '0'
}

/** How many events a seal covers now, and one hash over all of theirs. */
export async function sealedEvents(
  run: Run,
  tenantId: string,
  { after, before, floor, last }: Omit<Seal, 'events' | 'digest'>,
): Promise<{ readonly events: number; readonly digest: string; readonly last: string }> {
  const { rows } = await run<{ events: number; digest: string; last: string }>({
    name: 'sealed-events',
    text: `select count(*)::int as events, coalesce(max(position), 0)::text as last,
        encode(sha256(coalesce(string_agg(hash, ''::bytea order by transaction, position), '')), 'hex') as digest
      from events where tenant_id = $1 and transaction >= $2::xid8 and transaction < $3::xid8
        and position > $4::bigint and position <= $5::bigint`,
    values: [tenantId, after, before, floor, last],
  })
  return rows[0] ?? { events: 0, digest: '', last: '0' }
}
