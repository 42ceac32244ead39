import { HELD_MS } from '../../domain/webhook-pauses.ts'
import type { Database } from './database.ts'

const DAY_MS = 24 * 3_600_000
// How long people can read what was sent. A replay of a time range needs none of it: it goes by the feed.
const KEPT_MS = 90 * DAY_MS
// Small enough that nobody waits for a lock that this holds.
const BATCH = 2_000
const WORKER = { role: 'worker' } as const

/** Gives up what was held too long, removes what was kept long enough, and what is left of endpoints that were deleted. */
export async function tidyWebhooks(database: Database, now: Date): Promise<number> {
  const before = (ms: number): Date => new Date(now.getTime() - ms)
  const tasks = [
    { name: 'webhook-expire', text: EXPIRE, values: [before(HELD_MS), now, BATCH] },
    { name: 'webhook-forget', text: FORGET, values: [before(KEPT_MS), BATCH] },
    { name: 'webhook-clear', text: CLEAR, values: [BATCH] },
    { name: 'webhook-remove', text: REMOVE, values: [] },
  ]
  let touched = 0
  for (const task of tasks) {
    for (;;) {
      const { rows } = await database.query<{ count: number }>(WORKER, task)
      const count = rows[0]?.count ?? 0
      touched += count
      if (count < BATCH) break
    }
  }
  return touched
}

const KEY = 'd.tenant_id, d.endpoint_id, d.id'
const SAME = 'd.tenant_id = o.tenant_id and d.endpoint_id = o.endpoint_id and d.id = o.id'

const EXPIRE = `with o as (
    select ${KEY} from webhook_deliveries d join webhook_endpoints e on e.tenant_id = d.tenant_id and e.id = d.endpoint_id
    where d.queued_at < $1 and d.status = 'pending' and e.state <> 'active' limit $3 for update of d skip locked),
  gone as (update webhook_deliveries d set status = 'expired', settled_at = $2 from o where ${SAME} returning 1)
  select count(*)::int as count from gone`

const FORGOTTEN = `attempts as (
    delete from webhook_attempts a using o
    where a.tenant_id = o.tenant_id and a.endpoint_id = o.endpoint_id and a.delivery_id = o.id),
  gone as (delete from webhook_deliveries d using o where ${SAME} returning 1)
  select count(*)::int as count from gone`

const FORGET = `with o as (select ${KEY} from webhook_deliveries d
    where d.queued_at < $1 and d.status <> 'pending' order by d.queued_at limit $2 for update skip locked),
  ${FORGOTTEN}`

const CLEAR = `with o as (
    select ${KEY} from webhook_endpoints e join webhook_deliveries d on d.tenant_id = e.tenant_id and d.endpoint_id = e.id
    where e.deleted_at is not null limit $1 for update of d skip locked),
  ${FORGOTTEN}`

const REMOVE = `with gone as (
    delete from webhook_endpoints e where e.deleted_at is not null and not exists (
      select from webhook_deliveries d where d.tenant_id = e.tenant_id and d.endpoint_id = e.id) returning 1)
  select count(*)::int as count from gone`
