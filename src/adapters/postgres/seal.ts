import { createHash } from 'node:crypto'
import { appendAudit } from './audit-entries.ts'
import type { Run } from './database.ts'

/** What a seal says: all events of transactions from `after` up to but without `before`, and one hash over all of theirs. */
export interface Seal {
  readonly after: string
  readonly before: string
  readonly events: number
  readonly digest: string
}

/** The events a seal covers, in the order their hashes enter its digest. */
export const SEALED_EVENTS = `select hash from events
  where tenant_id = $1 and transaction >= $2::xid8 and transaction < $3::xid8 order by transaction, position`

/**
 * Seals the events committed since the last seal. Events of transactions that still run wait for the next one: only what lies
 * below the oldest running transaction is complete.
 */
export async function seal(run: Run, tenantId: string, now: Date): Promise<number> {
  const { rows } = await run<{ after: string | null; before: string }>({
    text: `select (select detail->>'before' from audit_log where tenant_id = $1 and kind = 'sealed' order by sequence desc limit 1)
      as after, pg_snapshot_xmin(pg_current_snapshot())::text as before`,
    values: [tenantId],
  })
  const after = rows[0]?.after ?? '0'
  const before = rows[0]?.before ?? '0'
  const events = await run<{ hash: Buffer }>({ text: SEALED_EVENTS, values: [tenantId, after, before] })
  if (events.rows.length === 0) return 0
  const digest = digestOf(events.rows.map((row) => row.hash))
  const detail: Seal = { after, before, events: events.rows.length, digest }
  await appendAudit(run, { tenantId, at: now, actor: 'worker', kind: 'sealed', detail: { ...detail } })
  return detail.events
}

/** One hash over many, in their order. */
export function digestOf(hashes: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const link of hashes) hash.update(link)
  return hash.digest('hex')
}
