import type { Environment } from '../../domain/caller.ts'
import type { FeedEvent, FeedType } from '../../domain/feed.ts'
import type { Feed, FeedPage, FeedQuery } from '../../ports/feed.ts'
import type { Database } from './database.ts'
import { listenForFeed } from './work-notices.ts'

// A reader of some types goes over at most this many sequences at a time, however few of them he wants.
const MOST_LOOKED_AT = 20_000

/** The feeds in PostgreSQL, for reading. */
export function feedReader(database: Database): Feed {
  return {
    list: (query) => list(database, query),
    onFeed: (wake) => listenForFeed(database, wake),

    async heads(tenantIds) {
      const { rows } = await database.query<{ tenant_id: string; last_sequence: bigint }>(
        { role: 'worker' },
        {
          name: 'feed-heads',
          text: 'select tenant_id, last_sequence from feeds where tenant_id = any($1::uuid[])',
          values: [tenantIds],
        },
      )
      return new Map(rows.map((row) => [row.tenant_id, row.last_sequence]))
    },
  }
}

interface FeedRow {
  sequence: bigint
  environment: Environment
  type: FeedType
  at: Date
  id: string
  document_id: string | null
  order_number: number | null
  payload: string
}

/** One row at least: the head, of the same moment as the events. */
type PageRow = { head: bigint } & (FeedRow | { sequence: null })

async function list(database: Database, query: FeedQuery): Promise<FeedPage> {
  const { tenantId, environment, after, limit, types } = query
  const until = types === undefined ? LAST_SEQUENCE : after + BigInt(MOST_LOOKED_AT)
  const { rows } = await database.query<PageRow>({ tenantId }, {
    name: 'feed-list',
    text: `select head, e.* from (
        select coalesce((select last_sequence from feeds where tenant_id = $1), 0) as head) h
      left join lateral (
        select sequence, environment, type, at, id, document_id, order_number, payload from feed_events
        where tenant_id = $1 and environment = $2 and sequence > $3 and sequence <= $4
          and ($5::text[] is null or type = any($5)) order by sequence limit $6) e on true`,
    values: [tenantId, environment, after, until, types, limit],
  }) // prettier-ignore
  const head = rows[0]?.head ?? 0n
  const events = rows.flatMap((row) => (row.sequence === null ? [] : [eventOf(tenantId, row)]))
  const last = events.at(-1)
  const looked = events.length === limit && last ? last.sequence : smaller(head, until)
  return { events, head, next: looked > after ? looked : after }
}

const LAST_SEQUENCE = 9_223_372_036_854_775_807n

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function eventOf(tenantId: string, row: FeedRow): FeedEvent {
  return {
    id: row.id,
    sequence: row.sequence,
    tenantId,
    environment: row.environment,
    type: row.type,
    at: row.at.toISOString(),
    documentId: row.document_id ?? undefined,
    order: row.order_number ?? undefined,
    payload: row.payload,
  }
}
