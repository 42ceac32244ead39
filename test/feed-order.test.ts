import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountStore } from '../src/adapters/postgres/account-store.ts'
import { type Database, openDatabase } from '../src/adapters/postgres/database.ts'
import { documentStore } from '../src/adapters/postgres/document-store.ts'
import { appendToFeed } from '../src/adapters/postgres/feed-append.ts'
import { feedReader } from '../src/adapters/postgres/feed-reader.ts'
import { feedWriter } from '../src/adapters/postgres/feed-writer.ts'
import { workQueue } from '../src/adapters/postgres/work-queue.ts'
import { systemChance } from '../src/adapters/system/chance.ts'
import { systemClock } from '../src/adapters/system/clock.ts'
import type { FeedEvent, NewFeedEvent } from '../src/domain/feed.ts'
import { publicEvents } from '../src/journey/7-deliver.ts'
import { Feeder } from '../src/worker/feeder.ts'
import { acceptance, type Household, household, loadRange } from './support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from './support/database.ts'
import { feedAll } from './support/feed-all.ts'
import { needs } from './support/needs.ts'

const NOW = new Date('2026-11-21T12:00:00Z')

describe.skipIf(!needs('postgres-server'))('the order of the feed', () => {
  let fresh: FreshDatabase
  let database: Database
  let admin: pg.Client
  let house: Household

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 12, onError: () => undefined })
    admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
  })
  afterAll(async () => {
    await admin.end()
    await database.close()
    await fresh.drop()
  })
  beforeEach(async () => {
    const accounts = accountStore(database, systemClock)
    house = await household(accounts)
    await loadRange(accounts, house, 1, 10_000)
  })
  afterEach(() => feedAll(database, feeder()))

  const errors: unknown[] = []
  const feeder = () =>
    new Feeder({
      feedWriter: feedWriter(database),
      onFed: () => undefined,
      onError: (_where, error) => errors.push(error),
    })
  const documents = () => documentStore(database, systemChance.id)
  const create = async (store = documents()): Promise<string> => {
    const accepted = await store.accept(acceptance(house, { now: NOW }))
    if (accepted.kind !== 'stored') throw new Error(accepted.kind)
    return accepted.document.id
  }

  /** Settles every waiting document as approved, as workers do. */
  async function approveAll(): Promise<void> {
    const work = workQueue(database)
    for (;;) {
      const items = await work.claim(NOW, 16, 60_000)
      if (items.length === 0) return
      await Promise.all(
        items.map(async (item) => {
          const loaded = await work.load(item)
          if (!loaded) return
          const verdict = {
            outcome: 'approved' as const,
            messages: [],
            numberSurvives: false,
            decidedAt: NOW.toISOString(),
          }
          await work.settle(item, loaded.document, {
            at: NOW,
            state: 'approved',
            condition: undefined,
            reason: undefined,
            verdict,
            event: { kind: 'approved', detail: { codes: [], numberSurvives: false } },
            next: undefined,
          })
        }),
      )
    }
  }

  async function told(after = 0n): Promise<readonly FeedEvent[]> {
    const { events } = await feedReader(database).list({ ...house, environment: 'sandbox', after, limit: 100_000 })
    return events
  }

  const notice = (n: number): NewFeedEvent => ({
    id: randomUUID(),
    tenantId: house.tenantId,
    environment: n % 2 === 0 ? 'sandbox' : 'production',
    type: 'webhook.paused',
    at: NOW.toISOString(),
    documentId: undefined,
    order: undefined,
    data: { n },
  })

  function expectWhole(events: readonly FeedEvent[], ids: readonly string[]): void {
    expect(events.map(({ sequence }) => sequence)).toEqual(
      events.map(({ sequence }) => sequence).toSorted((a, b) => Number(a - b)),
    )
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const byDocument = Map.groupBy(
      events.filter(({ documentId }) => documentId !== undefined),
      ({ documentId }) => documentId,
    )
    expect(new Set(byDocument.keys())).toEqual(new Set(ids))
    for (const each of byDocument.values()) {
      expect(each.map(({ type, order }) => `${order} ${type}`)).toEqual([
        '1 document.received',
        '2 document.signed',
        '3 document.approved',
      ])
    }
  }

  test('whoever follows it sees each event once, in order, while 64 create, several feed and others append', async () => {
    let isOver = false
    const seen: FeedEvent[] = []
    const follow = async (): Promise<void> => {
      for (let after = 0n, last = false; ;) {
        const page = await feedReader(database).list({ ...house, environment: 'sandbox', after, limit: 50 })
        expect(page.next).toBeGreaterThanOrEqual(after)
        seen.push(...page.events)
        after = page.next
        if (page.next < page.head) continue
        if (last) return
        last = isOver
      }
    }
    const feed = async (): Promise<void> => {
      const one = feeder()
      while (!isOver) await one.feed()
    }
    const append = async (): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        await database.transaction(house, (run) => appendToFeed(run, house.tenantId, [notice(n), notice(n + 1)]))
      }
    }
    const following = follow()
    const feeding = [feed(), feed(), feed()]
    const stores = [documents(), documents()]
    const creating = Promise.all(
      Array.from({ length: 64 }, async (_, at) => {
        const ids = []
        for (let n = 0; n < 4; n += 1) ids.push(await create(stores[at % 2]))
        return ids
      }),
    )
    const [ids] = await Promise.all([creating, append()])
    await approveAll()
    isOver = true
    await Promise.all(feeding)
    await feedAll(database, feeder())
    await following
    const rest = await told(seen.at(-1)?.sequence)
    const events = [...seen, ...rest]
    expectWhole(events, ids.flat())
    expect(events.filter(({ type }) => type === 'webhook.paused')).toHaveLength(40)
    expect(events).toEqual(await told())
    expect(errors).toEqual([])
    // Of both environments together no sequence is missing.
    const { rows } = await admin.query<{ count: string; last: string }>(
      'select count(*), max(sequence) as last from feed_events where tenant_id = $1',
      [house.tenantId],
    )
    expect(rows[0]?.count).toBe(rows[0]?.last)
  })

  test('a feeder that dies in mid-transaction leaves nothing behind, and the next one tells it all, once', async () => {
    const ids = [await create(), await create()]
    await approveAll()
    // Waits where the feeder writes: by then it has the head's lock.
    await admin.query('begin')
    await admin.query('lock table feed_events in exclusive mode')
    const { rows: me } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid')
    const mine = feedWriter(database)
    const dying = expect(feedUntilItFails(mine)).rejects.toThrow()
    const killer = new pg.Client({ connectionString: fresh.adminUrl })
    await killer.connect()
    await expect
      .poll(async () => {
        const { rows } = await killer.query<{ killed: boolean }>(
          `select pg_terminate_backend(pid) as killed from pg_stat_activity
            where datname = current_database() and $1 = any(pg_blocking_pids(pid))`,
          [me[0]?.pid],
        )
        return rows.length
      })
      .toBeGreaterThan(0)
    await killer.end()
    await dying
    await admin.query('rollback')
    expect(await told()).toEqual([])

    await feedAll(database, feeder())
    expectWhole(await told(), ids)
  })

  async function feedUntilItFails(writer: ReturnType<typeof feedWriter>): Promise<never> {
    for (;;) {
      await writer.place(house.tenantId, publicEvents)
    }
  }

  test('an event waits for older transactions, and comes in before anything younger', async () => {
    const older = new pg.Client({ connectionString: fresh.adminUrl })
    await older.connect()
    await older.query('begin')
    await older.query('select pg_current_xact_id()')
    const first = await create()
    await feeder().feed()
    expect(await told()).toEqual([])
    await older.query('commit')
    await older.end()
    const second = await create()
    await feedAll(database, feeder())
    expect((await told()).map(({ documentId }) => documentId)).toEqual([first, first, second, second])
  })

  test('goes on after a backup was restored on another server: nothing twice, nothing missing', async () => {
    const [placed, between, late] = [await create(), await create(), await create()]
    await feedAll(database, feeder())
    expect(await told()).toHaveLength(6)
    await approveAll()
    // The old server had counted far; of the approvals one was told before the backup, one not; one was written at the far end.
    const far = 10n ** 15n
    await forced(`update events set transaction = '${far}' where kind = 'signed'`)
    await forced(
      `update events set transaction = '${far + 10n}' where kind = 'approved' and document_id = '${between}'`,
    )
    await forced(
      `update events set transaction = '${far + 20n}' where kind = 'approved' and document_id <> '${between}'`,
    )
    await admin.query(`update feeds set transaction = '${far}', before = '${far + 5n}' where tenant_id = $1`, [
      house.tenantId,
    ])

    const fourth = await create()
    await feedAll(database, feeder())
    await approveAll()
    await feedAll(database, feeder())
    await feedAll(database, feeder())
    expectWhole(await told(), [placed, between, late, fourth])

    // The new server comes to the numbers that the old one had used: they say nothing new.
    await forced(`update events set transaction = '1' where kind = 'signed' and document_id = '${placed}'`)
    await create().then(() => feedAll(database, feeder()))
    expect(await told()).toHaveLength(14)
    await approveAll()
  })

  test('goes on after a restore even when the old server had told all it had', async () => {
    const first = await create()
    await approveAll()
    await feedAll(database, feeder())
    const far = 10n ** 15n
    await forced(`update events set transaction = '${far}' where document_id = '${first}'`)
    await admin.query(`update feeds set transaction = '${far}', before = '${far + 1n}' where tenant_id = $1`, [
      house.tenantId,
    ])
    const second = await create()
    await approveAll()
    await feedAll(database, feeder())
    expectWhole(await told(), [first, second])
  })

  async function forced(statement: string): Promise<void> {
    await admin.query(`begin; set local session_replication_role = replica;
      ${statement} and tenant_id = '${house.tenantId}'; commit`)
  }

  test('documents that came out of an archive are told of from then on, not of what was before', async () => {
    const id = await create()
    await admin.query('update documents set restored_at = $2 where id = $1', [id, new Date(NOW.getTime() + 1)])
    await feedAll(database, feeder())
    expect(await told()).toEqual([])
  })

  test('a thousand tenants are asked for news in milliseconds', async () => {
    await admin.query(
      `with t as (insert into tenants (id, name, created_at)
          select gen_random_uuid(), 'many ' || n, now() from generate_series(1, 1000) n returning id),
        e as (insert into events (tenant_id, document_id, sequence, at, actor, kind, to_state, detail, hash)
          select id, gen_random_uuid(), 1, now(), 'x', 'signed', 'signed', '{}', '' from t, generate_series(1, 20)
          returning tenant_id, transaction, position)
      insert into feeds (tenant_id, transaction, position, highest, before)
        select tenant_id, max(transaction::text)::xid8, max(position), max(position), max(transaction::text)::xid8 from e
        group by tenant_id`,
    )
    await admin.query('analyze tenants; analyze events; analyze feeds')
    const writer = feedWriter(database)
    const times: number[] = []
    for (let n = 0; n < 20; n += 1) {
      await create()
      const started = performance.now()
      await writer.tenantsWithNews()
      times.push(performance.now() - started)
    }
    // Told to whoever measures; what it costs depends on the machine.
    if (process.env.EMITE_TELL_TIMES)
      process.stderr.write(`news of 1,000 tenants: ${times.map((ms) => ms.toFixed(1)).join(' ')} ms\n`)
    expect(times).toHaveLength(20)
  })
})
