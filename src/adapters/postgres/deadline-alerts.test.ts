import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { claimedBy, sentAt, storedDocument } from '../../../test/support/stored-documents.ts'
import { systemChance } from '../system/chance.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { workQueue } from './work-queue.ts'

const fail = (error: unknown): never => expect.unreachable(String(error))

describe.skipIf(!needs('postgres-server'))('warnings about deadlines', () => {
  let fresh: FreshDatabase
  let database: Database
  let admin: pg.Client
  const clock = new TestClock()

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 10, onError: () => undefined })
    admin = new pg.Client({ connectionString: fresh.adminUrl })
    await admin.connect()
  })
  afterAll(async () => {
    await admin.end()
    await database.close()
    await fresh.drop()
  })

  const home = () => household(accountStore(database, clock))

  const told = async (tenantId: string, id: string) =>
    (await documentStore(database, systemChance.id).timeline(tenantId, id)).flatMap((event) =>
      event.kind === 'deadline-near' ? [event.detail.share] : [],
    )

  test('half and four fifths of the time the law gives are each told once', async () => {
    const house = await home()
    const document = await storedDocument(database, clock, house)
    const queue = workQueue(database)
    await queue.alertDeadlines(clock.now(), fail)
    expect(await told(house.tenantId, document.id)).toEqual([])
    clock.advance(37 * 3_600_000)
    await queue.alertDeadlines(clock.now(), fail)
    await queue.alertDeadlines(clock.now(), fail)
    expect(await told(house.tenantId, document.id)).toEqual([0.5])
    clock.advance(30 * 3_600_000)
    await queue.alertDeadlines(clock.now(), fail)
    await queue.alertDeadlines(clock.now(), fail)
    expect(await told(house.tenantId, document.id)).toEqual([0.5, 0.8])
  })

  test('many that fall due together are all told, each once, by two processes at the same moment', async () => {
    const house = await home()
    const stored = await Promise.all(Array.from({ length: 230 }, () => storedDocument(database, clock, house)))
    clock.advance(37 * 3_600_000)
    const queues = [workQueue(database), workQueue(database)]
    const told = await Promise.all(queues.map((queue) => queue.alertDeadlines(clock.now(), fail)))
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(stored.length)
    const { rows } = await admin.query<{ count: number }>(
      "select count(*)::int from events where tenant_id = $1 and kind = 'deadline-near'",
      [house.tenantId],
    )
    expect(rows).toEqual([{ count: stored.length }])
  })

  test('a document that failed and is taken up again is warned about again', async () => {
    const house = await home()
    const document = await storedDocument(database, clock, house)
    const queue = workQueue(database)
    const store = documentStore(database, systemChance.id)
    const [item] = await claimedBy(database, clock, house, 60_000)
    const failed = sentAt(clock, { state: 'failed', receipt: undefined, condition: 'unclear', next: undefined })
    await queue.settle(item!, document, failed)
    clock.advance(37 * 3_600_000)
    await queue.alertDeadlines(clock.now(), fail)
    expect(await told(house.tenantId, document.id)).toEqual([])

    const again = await queue.takeUp(
      (await store.get(house.tenantId, 'sandbox', document.id))!,
      'key:test',
      clock.now(),
    )
    // Nobody has asked the authority yet.
    expect(again).toMatchObject({ state: 'signed', condition: 'unclear' })
    await queue.alertDeadlines(clock.now(), fail)
    expect(await told(house.tenantId, document.id)).toEqual([0.5])
  })

  test('documents whose timelines are damaged hold up no other warning, however many there are', async () => {
    const [ill, well] = [await home(), await home()]
    const damaged = await Promise.all(Array.from({ length: 201 }, () => storedDocument(database, clock, ill)))
    clock.advance(1_000)
    const document = await storedDocument(database, clock, well)
    // Their next event has the place of one that is there.
    await admin.query('update documents set events = 0 where tenant_id = $1', [ill.tenantId])
    clock.advance(37 * 3_600_000)
    const errors: unknown[] = []
    await workQueue(database).alertDeadlines(clock.now(), (error) => errors.push(error))
    expect(errors).toHaveLength(damaged.length)
    expect(await told(well.tenantId, document.id)).toEqual([0.5])
  })
})
