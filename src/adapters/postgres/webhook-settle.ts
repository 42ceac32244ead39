import { LAST_PAUSE_MS, PAUSES_AFTER_MS, TAKES_NOTHING_MS } from '../../domain/webhook-pauses.ts'
import type { DeliveryEnd, DeliveryItem, WebhookAttempt, WebhookQueue } from '../../ports/webhooks.ts'
import type { Database, Run } from './database.ts'
import { storable } from './storable.ts'
import { notifyStop } from './webhook-stop.ts'

// After an outage as long as this, what had failed meanwhile need not wait for its own next try.
const LONG_OUTAGE_MS = 10 * 60_000

/** Records how a try ended and what follows from it, in one transaction. */
export async function settleDelivery(
  database: Database,
  newId: () => string,
  ...[item, attempt, end, now, restMs]: Parameters<WebhookQueue['settle']>
): ReturnType<WebhookQueue['settle']> {
  return database.transaction({ tenantId: item.tenantId }, async (run) => {
    const standing = await settled(run, item, attempt, end, now)
    if (!standing) return { ours: false, paused: false }
    await recordAttempt(run, item, { ...attempt, number: standing.attempts })
    await moveFollowers(run, item, standing.status === 'pending' ? standing.next_at : now)
    if (end.kind === 'delivered') {
      await endBackOff(run, item, now)
      return { ours: true, paused: false }
    }
    return { ours: true, paused: await endpointFailed(run, newId, item, attempt, end, now, restMs) }
  })
}

interface Standing {
  status: 'delivered' | 'pending' | 'expired'
  attempts: number
  next_at: Date
}

/** Nothing is given up at an endpoint that takes nothing at all: that will be paused, and what waits for it held. */
async function settled(
  run: Run,
  { tenantId, endpointId, id, claim }: DeliveryItem,
  attempt: WebhookAttempt,
  end: DeliveryEnd,
  now: Date,
): Promise<Standing | undefined> {
  const nextAt = end.kind === 'failed' ? end.nextAt : undefined
  const [onceMoreAt, takesNothingSince] = [now.getTime() + LAST_PAUSE_MS, now.getTime() - TAKES_NOTHING_MS]
  const { rows } = await run<Standing>({
    name: 'webhook-settle',
    text: `with o as (
        select case when $5 then 'delivered' when $6::timestamptz is not null or not exists (
              select from webhook_deliveries t where t.tenant_id = $1 and t.endpoint_id = $2 and t.queued_at >= $12
                and t.status = 'delivered') then 'pending'
            else 'expired' end as status, coalesce($6, $11) as again)
      update webhook_deliveries d set status = o.status, attempts = attempts + 1,
        first_tried_at = coalesce(first_tried_at, $7::timestamptz), lease_until = null,
        next_at = case when o.status = 'pending' then o.again else d.next_at end,
        settled_at = case when o.status = 'pending' then null else $8::timestamptz end, last_status = $9, last_error = $10
      from o where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = $3 and d.claim = $4 and d.status = 'pending'
      returning d.status, d.attempts, d.next_at`,
    values: [tenantId, endpointId, id, claim, end.kind === 'delivered', nextAt, attempt.at, now, attempt.status,
      errorOf(attempt), new Date(onceMoreAt), new Date(takesNothingSince)], // prettier-ignore
  })
  return rows[0]
}

/** Keeps what was sent and what came back. */
export async function recordAttempt(
  run: Run,
  { tenantId, endpointId, id }: Pick<DeliveryItem, 'tenantId' | 'endpointId' | 'id'>,
  attempt: WebhookAttempt,
): Promise<void> {
  const { number, at, durationMs, requestHeaders, status, responseHeaders, responseBody, error } = storable(attempt)
  await run({
    name: 'webhook-attempt',
    text: `insert into webhook_attempts (tenant_id, endpoint_id, delivery_id, number, at, duration_ms, request_headers, status,
        response_headers, response_body, error)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [tenantId, endpointId, id, number, at, durationMs, JSON.stringify(requestHeaders), status,
      responseHeaders && JSON.stringify(responseHeaders), responseBody, error], // prettier-ignore
  })
}

/** The later events of its document wait as long as it does, and are looked at again when it is through. */
async function moveFollowers(run: Run, item: DeliveryItem, nextAt: Date): Promise<void> {
  const { tenantId, endpointId, documentId, sequence, kind } = item
  if (kind !== 'live' || documentId === undefined) return
  await run({
    name: 'webhook-followers',
    text: `update webhook_deliveries set next_at = $5 where tenant_id = $1 and endpoint_id = $2 and document_id = $3
      and sequence > $4 and status = 'pending' and kind = 'live' and lease_until is null`,
    values: [tenantId, endpointId, documentId, sequence, nextAt],
  })
}

/** Whatever worked shows that the endpoint does. */
export async function endBackOff(
  run: Run,
  { tenantId, endpointId }: Pick<DeliveryItem, 'tenantId' | 'endpointId'>,
  now: Date,
): Promise<void> {
  const { rows } = await run<{ long: boolean }>({
    name: 'webhook-works',
    text: `update webhook_endpoints e set failures = 0, failing_since = null, last_error = null, retry_at = null
      from (select failing_since from webhook_endpoints where tenant_id = $1 and id = $2) before
      where e.tenant_id = $1 and e.id = $2 and (e.failures > 0 or e.failing_since is not null)
      returning before.failing_since <= $3 as long`,
    values: [tenantId, endpointId, new Date(now.getTime() - LONG_OUTAGE_MS)],
  })
  if (rows[0]?.long === true) await hasten(run, tenantId, endpointId, now)
}

/** Makes everything that waits for its next try due now, the oldest first. What another is settling at this moment it passes by. */
export async function hasten(run: Run, tenantId: string, endpointId: string, now: Date): Promise<void> {
  await run({
    name: 'webhook-hasten',
    text: `with waiting as (select id from webhook_deliveries where tenant_id = $1 and endpoint_id = $2
        and status = 'pending' and next_at > $3 and lease_until is null for update skip locked)
      update webhook_deliveries d set next_at = least(d.queued_at, $3) from waiting w
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = w.id`,
    values: [tenantId, endpointId, now],
  })
}

/** Answers whether it was paused, or disabled, by this failure. */
async function endpointFailed(
  run: Run,
  newId: () => string,
  item: DeliveryItem,
  attempt: WebhookAttempt,
  end: DeliveryEnd & { readonly kind: 'failed' },
  now: Date,
  restMs: (failures: number) => number | undefined,
): Promise<boolean> {
  const { tenantId, endpointId } = item
  const { rows } = await run<{ failures: number; failing_since: Date | null; retry_at: Date | null }>({
    name: 'webhook-before-failure',
    text: 'select failures, failing_since, retry_at from webhook_endpoints where tenant_id = $1 and id = $2 for update',
    values: [tenantId, endpointId],
  })
  const [before] = rows
  if (!before) return false
  // Several are under way at a time: what began before the endpoint came to rest tells nothing that its rest does not answer.
  const isNew = before.retry_at === null || before.retry_at.getTime() <= Date.parse(attempt.at)
  const failures = before.failures + (isNew ? 1 : 0)
  const rest = isNew ? restMs(failures) : undefined
  const failingSince = before.failing_since ?? now
  await run({
    name: 'webhook-fails',
    text: `update webhook_endpoints set failures = $3, failing_since = $4, last_error = $5,
        retry_at = greatest(retry_at, $6, $7) where tenant_id = $1 and id = $2`,
    values: [tenantId, endpointId, failures, failingSince, errorOf(attempt), end.quietUntil,
      rest === undefined ? undefined : new Date(now.getTime() + rest)], // prettier-ignore
  })
  if (end.gone) return notifyStop(run, newId, { tenantId, endpointId, reason: 'gone', at: now })
  if (now.getTime() - failingSince.getTime() < PAUSES_AFTER_MS) return false
  return notifyStop(run, newId, { tenantId, endpointId, reason: 'failing', at: now })
}

/** What people are told of a failure: the answer's status, or why there was none. */
export function errorOf({ status, error }: Pick<WebhookAttempt, 'status' | 'error'>): string | undefined {
  if (status === undefined) return error
  return status >= 200 && status < 300 ? undefined : `answered ${status}`
}
