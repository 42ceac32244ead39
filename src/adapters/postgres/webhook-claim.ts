import { RESTS_AFTER } from '../../domain/webhook-pauses.ts'
import type { ClaimLimits, DeliveryItem, DeliveryKind } from '../../ports/webhooks.ts'
import type { Database } from './database.ts'
import { type SecretRow, secretsOf } from './webhook-records.ts'

const WORKER = { role: 'worker' } as const

// Each endpoint that something waits for, found by leaps through the index: a backlog of millions costs as much as one row.
const WAITING = `recursive waiting as (
    (select tenant_id, endpoint_id from webhook_deliveries where status = 'pending' order by tenant_id, endpoint_id limit 1)
    union all
    select next.tenant_id, next.endpoint_id from waiting w cross join lateral (
      select d.tenant_id, d.endpoint_id from webhook_deliveries d
      where d.status = 'pending' and (d.tenant_id, d.endpoint_id) > (w.tenant_id, w.endpoint_id)
      order by d.tenant_id, d.endpoint_id limit 1) next)`

/** What may be sent of an endpoint `o`: of a document's events none before the one before it has arrived. */
const NEXT = `d.tenant_id = o.tenant_id and d.endpoint_id = o.id and d.status = 'pending'
  and (d.kind <> 'live' or d.document_id is null or not exists (
    select from webhook_deliveries p where p.tenant_id = d.tenant_id and p.endpoint_id = d.endpoint_id
      and p.document_id = d.document_id and p.sequence < d.sequence and p.status = 'pending' and p.kind = 'live'))`

/** Endpoints that may be sent something, and how many more at the same time. After failures in a row, one at a time. */
const OPEN = `select e.tenant_id, e.id, e.retry_at,
    case when e.failures >= ${RESTS_AFTER} then 1 else $2::int end - busy.count as free
  from waiting w join webhook_endpoints e on e.tenant_id = w.tenant_id and e.id = w.endpoint_id
    cross join lateral (select count(*)::int from webhook_deliveries l
      where l.tenant_id = e.tenant_id and l.endpoint_id = e.id and l.lease_until > $1) busy
  where e.state = 'active' and e.deleted_at is null`

interface ClaimedRow extends SecretRow {
  tenant_id: string
  endpoint_id: string
  id: string
  event_id: string
  kind: DeliveryKind
  document_id: string | null
  sequence: bigint
  payload: string
  attempts: number
  first_tried_at: Date | null
  claim: bigint
  url: string
}

/**
 * Claims due deliveries: the first of each endpoint, then the second of each, and so on, so that nobody's backlog stands in
 * anybody's way; where there are more endpoints than free hands, those that have waited longest come first. An endpoint that rests
 * costs one look at its row. Whatever is claimed is due again when its lease ends.
 */
export async function claimDeliveries(
  database: Database,
  now: Date,
  { total, perEndpoint }: ClaimLimits,
  leaseMs: number,
): Promise<readonly DeliveryItem[]> {
  const { rows } = await database.query<ClaimedRow>(WORKER, {
    name: 'webhook-claim',
    text: `with ${WAITING},
      open as (${OPEN} and (e.retry_at is null or e.retry_at <= $1)),
      longest as (
        select o.* from open o cross join lateral (
          select d.next_at from webhook_deliveries d where ${NEXT} and d.next_at <= $1
          order by d.next_at, d.sequence limit 1) d
        where o.free > 0 order by d.next_at limit $3),
      due as (
        select d.tenant_id, d.endpoint_id, d.id, d.next_at,
          row_number() over (partition by d.tenant_id, d.endpoint_id order by d.next_at, d.sequence) as place
        from longest o cross join lateral (
          select * from webhook_deliveries d where ${NEXT} and d.next_at <= $1
          order by d.next_at, d.sequence limit o.free) d),
      chosen as (select * from due order by place, next_at limit $3),
      locked as (
        select d.tenant_id, d.endpoint_id, d.id from chosen c
          join webhook_deliveries d on d.tenant_id = c.tenant_id and d.endpoint_id = c.endpoint_id and d.id = c.id
        where d.status = 'pending' and d.next_at <= $1 for update of d skip locked),
      taken as (
        update webhook_deliveries d set claim = nextval('webhook_claims'), lease_until = $4, next_at = $4
        from locked l where d.tenant_id = l.tenant_id and d.endpoint_id = l.endpoint_id and d.id = l.id
        returning d.*)
      select t.tenant_id, t.endpoint_id, t.id, t.event_id, t.kind, t.document_id, t.sequence, t.attempts, t.first_tried_at,
        t.claim, e.url, e.secret_id, e.secret,
        case when e.previous_until > $1 then e.previous_id end as previous_id, e.previous_secret,
        coalesce(t.payload, (select f.payload from feed_events f
          where f.tenant_id = t.tenant_id and f.sequence = t.sequence)) as payload
      from taken t join webhook_endpoints e on e.tenant_id = t.tenant_id and e.id = t.endpoint_id
      order by t.next_at, t.sequence`,
    values: [now, perEndpoint, total, new Date(now.getTime() + leaseMs)],
  })
  return rows.map(itemOf)
}

/** When the next delivery of an endpoint with a free hand is due. */
export async function nextDueDelivery(database: Database, now: Date, perEndpoint: number): Promise<Date | undefined> {
  const { rows } = await database.query<{ due: Date | null }>(WORKER, {
    name: 'webhook-next',
    text: `with ${WAITING}, open as (${OPEN})
      select min(greatest(d.next_at, coalesce(o.retry_at, d.next_at))) as due
      from open o cross join lateral (
        select d.next_at from webhook_deliveries d where ${NEXT} order by d.next_at, d.sequence limit 1) d
      where o.free > 0`,
    values: [now, perEndpoint],
  })
  return rows[0]?.due ?? undefined
}

function itemOf(row: ClaimedRow): DeliveryItem {
  return {
    tenantId: row.tenant_id,
    endpointId: row.endpoint_id,
    id: row.id,
    eventId: row.event_id,
    kind: row.kind,
    documentId: row.document_id ?? undefined,
    sequence: row.sequence,
    payload: row.payload,
    url: row.url,
    secrets: secretsOf(row),
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at ?? undefined,
    claim: row.claim,
  }
}
