import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, household, loadRange } from '../../../test/support/acceptances.ts'
import { DatabaseLine } from '../../../test/support/database-line.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { Outage } from '../../domain/outage.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { migrate } from './migrate.ts'
import { sharedClock } from './shared-clock.ts'
import { listenForWork, workNotices } from './work-notices.ts'

describe.skipIf(!needs('postgres-server'))('a database that fails', () => {
  let fresh: FreshDatabase
  let admin: pg.Client
  const opened: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    fresh = await freshDatabase()
    admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
  })
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  })
  afterAll(async () => {
    await admin.end()
    await fresh.drop()
  })

  function open(url: string, settings: { connections?: number; answerWithinMs?: number } = {}): Database {
    const database = openDatabase({ url, connections: 10, onError: () => undefined, ...settings })
    opened.push(database)
    return database
  }
  async function line(): Promise<DatabaseLine> {
    const one = await DatabaseLine.start(fresh.url)
    opened.push(one)
    return one
  }
  async function home() {
    const accounts = accountStore(open(fresh.url), systemClock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 1000)
    return house
  }
  const numbers = async (tenantId: string) => {
    const { rows } = await admin.query<{ sequence: string }>(
      'select sequence from documents where tenant_id = $1 order by sequence',
      [tenantId],
    )
    return rows.map((row) => Number(row.sequence))
  }
  const anybody = { tenantId: '00000000-0000-0000-0000-000000000000' }

  test('a batch whose commit may have arrived is never stored again', async () => {
    const house = await home()
    const cut = await line()
    const store = documentStore(open(cut.url), systemChance.id)
    // The first goes alone; those that come meanwhile make one batch.
    const first = store.accept(acceptance(house))
    const rest = Array.from({ length: 5 }, (_, i) => store.accept(acceptance(house, { key: `key-${i}` })))
    const firstEnded = first.then(() => cut.cutAfter('commit'))
    const results = await Promise.allSettled([first, ...rest])
    await firstEnded
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', ...Array<string>(5).fill('rejected')])
    for (const result of results.slice(1)) expect(result).toMatchObject({ reason: expect.any(Outage) as unknown })
    await expect.poll(() => numbers(house.tenantId)).toEqual([1, 2, 3, 4, 5, 6])

    // Whoever repeats its request finds what the first one made.
    const again = await Promise.all(rest.map((_, i) => store.accept(acceptance(house, { key: `key-${i}` }))))
    expect(again).toEqual(Array(5).fill({ kind: 'taken', by: 'idempotency-key' }))
    expect(await numbers(house.tenantId)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('a connection that breaks in use ends its transaction, not the process', async () => {
    const cut = await line()
    const database = open(cut.url)
    const broken = database.transaction(anybody, async (run) => {
      await run({ text: 'select 1' })
      cut.down()
      await expect.poll(async () => (await admin.query(SESSIONS, [fresh.url.split('/').at(-1)])).rowCount).toBe(1)
      await run({ text: 'select 2' })
    })
    await expect(broken).rejects.toThrow(Outage)
    cut.up()
    expect((await database.query(anybody, { text: 'select 3 as three' })).rows).toEqual([{ three: 3 }])
  })

  test('a server that falls silent is given up, and the next statement gets a connection of its own', async () => {
    const silenced = await line()
    const database = open(silenced.url, { connections: 1, answerWithinMs: 300 })
    await database.query(anybody, { text: 'select 1' })
    silenced.silent()
    await expect(database.query(anybody, { text: 'select 2' })).rejects.toThrow(Outage)
    await expect(database.transaction(anybody, (run) => run({ text: 'select 3' }))).rejects.toThrow(Outage)
  })

  test('a server with no connection left is an outage', async () => {
    await admin.query(`alter role ${new URL(fresh.url).username} connection limit 0`)
    try {
      await expect(open(fresh.url).query(anybody, { text: 'select 1' })).rejects.toMatchObject({
        name: 'Outage',
        message: 'The database takes no more connections.',
      })
    } finally {
      await admin.query(`alter role ${new URL(fresh.url).username} connection limit -1`)
    }
  })

  test.each([
    { what: 'the login', change: { username: 'nobody_at_all' }, words: 'The database refuses the login of Emite.' },
    { what: 'the name', change: { pathname: '/nowhere' }, words: 'There is no such database on the server.' },
  ])('a server that refuses $what is an outage, in words of its own', async ({ change, words }) => {
    const elsewhere = new URL(fresh.url)
    Object.assign(elsewhere, change)
    const asked = open(elsewhere.href).query(anybody, { text: 'select 1' })
    await expect(asked).rejects.toMatchObject({ name: 'Outage', message: words })
  })

  test('a transaction whose body swallows an error does not pass for committed', async () => {
    const swallowing = open(fresh.url).transaction(anybody, async (run) => {
      await run({ text: 'select 1 / 0' }).catch(() => undefined)
      return 'done'
    })
    await expect(swallowing).rejects.toThrow('division by zero')
  })

  test('after an outage notices of new work arrive again, and no connection is missing', async () => {
    const cut = await line()
    const database = open(cut.url, { connections: 2 })
    let notices = 0
    const end = await listenForWork(database, () => (notices += 1))
    const announcer = workNotices(open(fresh.url), () => undefined)
    announcer.announce()
    await expect.poll(() => notices).toBe(1)
    cut.down()
    cut.up()
    await expect
      .poll(
        () => {
          announcer.announce()
          return notices
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(1)
    await end()
    await announcer.close()
    const both = [await database.connect(), await database.connect()]
    for (const client of both) client.release()
  })

  test('one connection besides the listening one is enough for any number of documents at once', async () => {
    const house = await home()
    const database = open(fresh.url, { connections: 2 })
    const end = await listenForWork(database, () => undefined)
    const stores = [documentStore(database, systemChance.id), documentStore(database, systemChance.id)]
    const accepted = await Promise.all(
      Array.from({ length: 100 }, (_, i) => stores[i % 2]!.accept(acceptance(house, { actor: `key:${i % 7}` }))),
    )
    expect(accepted.every(({ kind }) => kind === 'stored')).toBe(true)
    expect(await numbers(house.tenantId)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    await end()
  })

  test("a superuser's connection sees no other tenant's rows, whichever session a pooler gives it", async () => {
    const house = await home()
    await documentStore(open(fresh.url), systemChance.id).accept(acceptance(house))
    await migrate(fresh.adminUrl)
    const database = open(fresh.adminUrl, { connections: 1 })
    const see = async (tenantId: string) =>
      (await database.query({ tenantId }, { text: 'select id from documents' })).rows.length
    expect(await see(house.tenantId)).toBe(1)
    expect(await see(anybody.tenantId)).toBe(0)
    // What a pooler does between two transactions: the next one runs on a session that was never set up.
    const client = await database.connect()
    await client.query('reset role')
    client.release()
    expect(await see(anybody.tenantId)).toBe(0)
  })

  test('the migrations leave no lock behind on the session of a pooler', async () => {
    const pooler = await line()
    pooler.keepSessions()
    await migrate(pooler.url)
    expect(await migrate(fresh.url)).toEqual({ applied: [] })
  })

  test('a process whose clock is wrong goes by the one of the database', async () => {
    const wrong = { ...systemClock, now: () => new Date(Date.now() + 3_600_000) }
    const clock = sharedClock(open(fresh.url), wrong)
    const offMs = await clock.compare()
    expect(offMs).toBeGreaterThan(-3_601_000)
    expect(offMs).toBeLessThan(-3_599_000)
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000)
  })
})

// Of the other connections to this database, those that are not the test's own.
const SESSIONS = "select from pg_stat_activity where datname = $1 and backend_type = 'client backend'"
