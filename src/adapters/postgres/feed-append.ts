import type { FeedEvent, NewFeedEvent } from '../../domain/feed.ts'
import { placed } from '../../domain/feed-payload.ts'
import type { Run } from './database.ts'
import { queueWebhooks } from './webhook-queue.ts'

/**
 * Gives events of no document their places at once, in the caller's transaction and for its tenant, and queues their webhooks.
 * Call it last, after an audit entry too: it holds the tenant's feed until the transaction ends.
 */
export async function appendToFeed(run: Run, tenantId: string, events: readonly NewFeedEvent[]): Promise<void> {
  if (events.length === 0) return
  await openFeed(run, tenantId)
  const { rows } = await run<{ last_sequence: bigint }>({
    name: 'feed-head-moved',
    text: `update feeds set last_sequence = last_sequence + $2 where tenant_id = $1 returning last_sequence`,
    values: [tenantId, events.length],
  })
  const [head] = rows
  if (!head) throw new Error(`the tenant ${tenantId} has no feed`)
  await tell(run, tenantId, inPlace(events, head.last_sequence - BigInt(events.length)))
}

/** A tenant's feed begins with its first event. */
export async function openFeed(run: Run, tenantId: string): Promise<void> {
  await run({
    name: 'feed-open',
    text: 'insert into feeds (tenant_id) values ($1) on conflict do nothing',
    values: [tenantId],
  })
}

/** The events with the sequences after `last`. */
export function inPlace(events: readonly NewFeedEvent[], last: bigint): readonly FeedEvent[] {
  return events.map((event, index) => placed(event, last + BigInt(index + 1)))
}

/** Stores events that have their places and queues their webhooks. The tenant's head is locked. */
export async function tell(run: Run, tenantId: string, events: readonly FeedEvent[]): Promise<void> {
  await run({
    name: 'feed-tell',
    text: `insert into feed_events (tenant_id, sequence, environment, type, at, id, document_id, order_number, payload)
      select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::uuid[], $8::int[],
        $9::text[])`,
    values: [
      tenantId,
      events.map(({ sequence }) => sequence),
      events.map(({ environment }) => environment),
      events.map(({ type }) => type),
      events.map(({ at }) => at),
      events.map(({ id }) => id),
      events.map(({ documentId }) => documentId ?? null),
      events.map(({ order }) => order ?? null),
      events.map(({ payload }) => payload),
    ],
  })
  await queueWebhooks(run, tenantId, events)
}
