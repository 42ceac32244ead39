import type { FeedEvent } from '../../domain/feed.ts'
import type { Run } from './database.ts'

/**
 * Queues a delivery of each event to every endpoint that wants it, in the transaction that gives the events their places. An
 * endpoint that is paused gets them later; one that has been told to be gone gets none.
 */
export async function queueWebhooks(run: Run, tenantId: string, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return
  await run({
    name: 'webhook-queue',
    text: `insert into webhook_deliveries
        (tenant_id, endpoint_id, id, event_id, event_type, kind, sequence, document_id, status, next_at, queued_at)
      select e.tenant_id, e.id, v.id, v.id, v.type, 'live', v.sequence, v.document_id, 'pending', v.at, v.at
      from unnest($2::uuid[], $3::text[], $4::bigint[], $5::uuid[], $6::timestamptz[], $7::text[])
          as v (id, type, sequence, document_id, at, environment)
        join webhook_endpoints e on e.tenant_id = $1 and e.environment = v.environment and e.deleted_at is null
          and e.state in ('active', 'paused') and (cardinality(e.types) = 0 or v.type = any(e.types))
      on conflict do nothing`,
    values: [
      tenantId,
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ sequence }) => sequence),
      events.map(({ documentId }) => documentId),
      events.map(({ at }) => at),
      events.map(({ environment }) => environment),
    ],
  })
}
