import type { FeedWriter, Publish } from '../../ports/feed.ts'
import type { Database, Run } from './database.ts'
import { inPlace, openFeed, tell } from './feed-append.ts'
import { type Cursor, committedEvents, countingNow, leftBehind } from './feed-source.ts'
import { queueMails } from './mail-queue.ts'

/**
 * The feeds in PostgreSQL. What transactions below the oldest running one committed is complete, and goes into the feed in the
 * order of transaction and position; the cursor and the sequence move with it, in one transaction under the head's lock.
 */
export function feedWriter(database: Database): FeedWriter {
  return {
    tenantsWithNews: newsWatch(database),
    place: (tenantId, publish) => database.transaction({ tenantId }, (run) => place(run, tenantId, publish)),
  }
}

interface HeadRow extends Cursor {
  last_sequence: bigint
}

async function place(run: Run, tenantId: string, publish: Publish): Promise<number | 'busy'> {
  // First the lock, then the look: a statement after it sees what the writer before us placed.
  const head = await lockedHead(run, tenantId)
  if (!head) return 'busy'
  const { complete, isAnother } = await countingNow(run, tenantId, head)
  const found = isAnother ? await leftBehind(run, tenantId, head, complete) : await committedEvents(run, tenantId, head)
  const isStill = found.looked === 0 && !isAnother
  // Events of another server lie among those to come: a cursor that stood still would pass over them in every look.
  if (isStill && head.floor > 0n) await moveHead(run, tenantId, head.last_sequence, passed(head, complete))
  if (isStill) return 0

  const events = inPlace(publish(found.events), head.last_sequence)
  if (events.length > 0) {
    await tell(run, tenantId, events)
    await queueMails(run, tenantId, events)
  }
  await moveHead(run, tenantId, head.last_sequence + BigInt(events.length), found.cursor)
  return found.looked
}

function passed(head: HeadRow, complete: string): Cursor {
  return { ...head, transaction: complete, position: 0n, before: complete }
}

async function lockedHead(run: Run, tenantId: string): Promise<HeadRow | undefined> {
  const lock = {
    name: 'feed-lock',
    text: `select last_sequence, transaction::text, position, highest, floor, before::text from feeds
      where tenant_id = $1 for update skip locked`,
    values: [tenantId],
  }
  const { rows } = await run<HeadRow>(lock)
  if (rows[0]) return rows[0]
  // Locked by another process, or never opened.
  await openFeed(run, tenantId)
  return (await run<HeadRow>(lock)).rows[0]
}

async function moveHead(run: Run, tenantId: string, last: bigint, cursor: Cursor): Promise<void> {
  await run({
    name: 'feed-move',
    text: `update feeds set last_sequence = $2, transaction = $3::xid8, position = $4, highest = $5, floor = $6,
      before = $7::xid8 where tenant_id = $1`,
    values: [tenantId, last, cursor.transaction, cursor.position, cursor.highest, cursor.floor, cursor.before],
  })
}

/**
 * Asks which tenants have news. One look into the index for each tenant; none at all while no event was written since a look
 * that found everything told and nobody writing.
 */
function newsWatch(database: Database): () => Promise<readonly string[]> {
  let quietAt: string | undefined

  return async () => {
    const { rows: written } = await database.query<{ position: string }>(
      { role: 'worker' },
      // Before the first value is given, `last_value` is the first one already.
      {
        name: 'feed-written',
        text: `select case when is_called then last_value else 0 end::text as position from events_position_seq`,
      },
    )
    const position = written[0]?.position
    if (position === quietAt) return []
    // A snapshot does not tell of a writer that began after the last transaction to end. Whoever had a position by now has a lower
    // number than this transaction, so once all up to it have ended nobody of them still writes.
    const { rows: marked } = await database.query<{ number: string }>(
      { role: 'worker' },
      { name: 'feed-mark', text: 'select pg_current_xact_id()::text as number' },
    )
    const { rows } = await database.query<{ tenant_ids: string[]; is_quiet: boolean }>(
      { role: 'worker' },
      { name: 'feed-news', text: NEWS, values: [marked[0]?.number] },
    )
    const [news] = rows
    const tenantIds = news?.tenant_ids ?? []
    quietAt = tenantIds.length === 0 && news?.is_quiet ? position : undefined
    return tenantIds
  }
}

// One look into the index for most tenants: the newest event from the cursor's transaction on is the cursor's own. Row-level
// security lets the index serve only comparisons that it trusts, of columns with plain values: so the feeds are read first. A feed
// that came from another server is looked at every 10,000 transactions, to move its cursor on. The order is left to chance, so
// that a round cut short leaves out others than the one before.
const NEWS = `with
    now as materialized (
      select pg_snapshot_xmin(now) as complete, pg_snapshot_xmax(now) as next from pg_current_snapshot() now),
    f as materialized (
      select t.id as tenant_id, coalesce(transaction, '0'::xid8) as transaction, coalesce(position, 0) as position,
        coalesce(floor, 0) as floor, before from tenants t left join feeds on feeds.tenant_id = t.id)
  select (select complete > $1::xid8 from now) as is_quiet, array(
    select tenant_id from f
    where before > (select complete from now)
      or (select e.position from events e where e.tenant_id = f.tenant_id and e.transaction >= f.transaction
          order by e.transaction desc, e.position desc limit 1) <> f.position
        and (floor > 0 and before::text::numeric + 10000 < (select complete from now)::text::numeric
          or exists (select from events e where e.tenant_id = f.tenant_id
            and e.transaction >= f.transaction and e.transaction < (select complete from now)
            and (e.transaction > f.transaction or e.position > f.position) and e.position > f.floor)
          or (select e.position from events e where e.tenant_id = f.tenant_id and e.transaction >= (select next from now)
            order by e.transaction desc, e.position desc limit 1) > f.floor)
    order by random()) as tenant_ids`
