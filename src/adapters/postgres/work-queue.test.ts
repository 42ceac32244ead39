import pg from 'pg'
import type { SeriesNumber } from '../../jurisdictions/jurisdiction.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Settlement } from '../../ports/work.ts'
import { acceptance, type Household, household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { claimedBy, sentAt, storedDocument } from '../../../test/support/stored-documents.ts'
import { systemChance } from '../system/chance.ts'
import { accountStore } from './account-store.ts'
import { auditStore } from './audit-store.ts'
import { circuitStore } from './circuit-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { workQueue } from './work-queue.ts'

const LEASE_MS = 60_000

describe.skipIf(!needs('postgres-server'))('work in PostgreSQL', () => {
  let fresh: FreshDatabase
  let database: Database
  let admin: pg.Client

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

  const clock = new TestClock()

  async function dueRows(house: Household): Promise<number> {
    const { rows } = await admin.query<{ count: number }>(
      'select count(*)::int from work where tenant_id = $1 and run_at <= $2',
      [house.tenantId, clock.now()],
    )
    return rows[0]?.count ?? 0
  }

  const home = () => household(accountStore(database, clock))
  const stored = (house: Household, original?: SeriesNumber) => storedDocument(database, clock, house, original)
  const claimed = (house: Household) => claimedBy(database, clock, house, LEASE_MS)
  const sent = (changes?: Partial<Settlement>) => sentAt(clock, changes)

  test('a step is claimed once, and again when its holder dies: then as an interrupted one', async () => {
    const house = await home()
    await stored(house)
    const [first, ...others] = await claimed(house)
    expect(others).toEqual([])
    expect(first).toMatchObject({ step: 'submit', interrupted: false })
    expect(await claimed(house)).toEqual([])
    clock.advance(LEASE_MS)
    const [second] = await claimed(house)
    expect(second).toMatchObject({ step: 'submit', interrupted: true })
    expect(second!.attempt).toBeGreaterThan(first!.attempt)
  })

  test('a heartbeat keeps the lease', async () => {
    const house = await home()
    await stored(house)
    const items = await claimed(house)
    clock.advance(LEASE_MS - 1)
    expect(await workQueue(database).heartbeat(items, clock.now(), LEASE_MS)).toEqual([])
    clock.advance(LEASE_MS - 1)
    expect(await claimed(house)).toEqual([])
    clock.advance(1)
    const taken = await claimed(house)
    expect(taken).toHaveLength(1)
    expect(await workQueue(database).heartbeat(items, clock.now(), LEASE_MS)).toEqual(items)
  })

  test('a heartbeat that arrives when its step has ended does not hold up the next one', async () => {
    const house = await home()
    const document = await stored(house)
    const [item] = await claimed(house)
    const queue = workQueue(database)
    await queue.settle(item!, document, sent({ next: { step: 'track', runAt: clock.now(), tries: 0 } }))
    expect(await queue.heartbeat([item!], clock.now(), LEASE_MS)).toEqual([item])
    expect(await claimed(house)).toMatchObject([{ step: 'track' }])
  })

  test('whoever was overtaken changes nothing', async () => {
    const house = await home()
    const document = await stored(house)
    const [slow] = await claimed(house)
    clock.advance(LEASE_MS)
    const [fast] = await claimed(house)
    const queue = workQueue(database)
    expect(await queue.settle(fast!, document, sent())).toBe(true)
    expect(await queue.settle(slow!, document, sent({ state: 'rejected', next: undefined }))).toBe(false)
    const store = documentStore(database, systemChance.id)
    expect((await store.get(house.tenantId, 'sandbox', document.id))?.state).toBe('sent')
    const kinds = (await store.timeline(house.tenantId, document.id)).map((event) => event.kind)
    expect(kinds).toEqual(['signed', 'sent'])
  })

  test('a recorded end is no interruption', async () => {
    const house = await home()
    const document = await stored(house)
    const [item] = await claimed(house)
    const retry: Settlement = { ...sent(), state: 'signed', next: { step: 'submit', runAt: clock.now(), tries: 1 } }
    expect(await workQueue(database).settle(item!, document, retry)).toBe(true)
    expect(await claimed(house)).toMatchObject([{ interrupted: false, tries: 1 }])
  })

  test('whoever was overtaken changes nothing on a later revision either, though its state is the same', async () => {
    const house = await home()
    const document = await stored(house)
    const store = documentStore(database, systemChance.id)
    const queue = workQueue(database)
    const [slow] = await claimed(house)
    clock.advance(LEASE_MS)
    const [fast] = await claimed(house)
    await queue.settle(fast!, document, sent({ state: 'rejected', receipt: undefined, next: undefined }))
    const rejected = (await store.get(house.tenantId, 'sandbox', document.id))!
    const again = acceptance(house)
    const { actor, lane, draft, prepared, requestHash } = again
    await store.correct({
      document: rejected,
      requestHash,
      actor,
      lane,
      draft,
      prepared,
      seen: [],
      signed: await again.sign({ number: document.number, expiresOn: undefined }),
      now: clock.now(),
    })
    const [current] = await claimed(house)
    expect(await queue.heartbeat([slow!], clock.now(), LEASE_MS)).toEqual([slow])
    expect(await queue.settle(slow!, document, sent())).toBe(false)
    expect(await store.get(house.tenantId, 'sandbox', document.id)).toMatchObject({ state: 'signed', revision: 2 })
    expect(await queue.settle(current!, document, sent())).toBe(true)
  })

  test('an answer with characters that the database cannot hold is recorded all the same', async () => {
    const house = await home()
    const document = await stored(house)
    const [item] = await claimed(house)
    const text = 'NUL \u0000, half a pair \ud83d'
    const settlement = sent({
      state: 'failed',
      reason: text,
      event: { kind: 'refused', detail: { text } },
      next: undefined,
    })
    expect(await workQueue(database).settle(item!, document, settlement)).toBe(true)
    const store = documentStore(database, systemChance.id)
    const mended = 'NUL \ufffd, half a pair \ufffd'
    expect(await store.get(house.tenantId, 'sandbox', document.id)).toMatchObject({ reason: mended })
    expect((await store.timeline(house.tenantId, document.id)).at(-1)?.detail).toEqual({ text: mended })
    expect((await auditStore(database, clock).verify(house.tenantId)).breaks).toEqual([])
  })

  test('a verdict wakes the notes that wait for it', async () => {
    const house = await home()
    const original = await stored(house)
    const note = await stored(house, { series: '31', sequence: BigInt(original.number.slice(3)) })
    const items = await claimed(house)
    const queue = workQueue(database)
    const noteItem = items.find((item) => item.documentId === note.id)!
    expect((await queue.load(noteItem))?.original).toEqual({ number: original.number, state: 'signed' })
    const later = new Date(clock.now().getTime() + 3_600_000)
    const waiting: Settlement = {
      ...sent(),
      state: 'signed',
      receipt: undefined,
      next: { step: 'submit', runAt: later, tries: 1 },
    }
    await queue.settle(noteItem, note, waiting)
    expect(await claimed(house)).toEqual([])
    const originalItem = items.find((item) => item.documentId === original.id)!
    await queue.settle(originalItem, original, sent({ state: 'approved', next: undefined }))
    expect(await claimed(house)).toMatchObject([{ documentId: note.id }])
  })

  test('an open circuit holds its lane; closed, the documents go in the order of their numbers', async () => {
    const house = await home()
    const documents = [await stored(house), await stored(house), await stored(house)]
    const circuits = circuitStore(database)
    const lane = `do/sandbox/testecf/${house.issuerId}`
    const failure = {
      lane,
      tenantId: house.tenantId,
      issuerId: house.issuerId,
      cause: 'down',
      at: clock.now(),
      threshold: 2,
      nextProbeAt: clock.now(),
    }
    expect(await circuits.failed(failure)).toBe(false)
    expect(await circuits.open(house.tenantId)).toEqual([])
    expect(await circuits.failed(failure)).toBe(true)
    expect(await claimed(house)).toEqual([])
    expect(await circuits.open(house.tenantId)).toMatchObject([{ lane, failures: 2 }])
    // Nothing of the lane lies in the way of the claim, neither now nor after a probe that failed.
    expect(await dueRows(house)).toBe(0)
    documents.push(await stored(house))
    expect(await dueRows(house)).toBe(1)
    await circuits.postpone((await circuits.open(house.tenantId))[0]!, 'still down', clock.now())
    expect(await dueRows(house)).toBe(0)

    const due = await circuits.due(clock.now(), 60_000)
    expect(due).toHaveLength(1)
    expect(await circuits.due(clock.now(), 60_000)).toEqual([])
    await circuits.close(due[0]!, clock.now())
    const order = (await claimed(house)).map((item) => item.documentId)
    expect(order).toEqual(documents.map((document) => document.id))
  })
})
