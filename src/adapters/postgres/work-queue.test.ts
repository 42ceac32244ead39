import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Document } from '../../domain/document.ts'
import type { Settlement, WorkItem } from '../../ports/work.ts'
import { acceptance, type Household, household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
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
  let sequence = 0n

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

  async function stored(house: Household, refersTo?: string): Promise<Document> {
    sequence += 1n
    const text = `E31${String(sequence).padStart(10, '0')}`
    const base = acceptance(house, { number: { text, sequence }, now: clock.now() })
    const accepted = await documentStore(database, systemChance.id).accept({
      ...base,
      prepared: { ...base.prepared, refersTo, follows: refersTo },
    })
    if (accepted.kind !== 'stored') throw new Error('not stored')
    return accepted.document
  }

  /** Claims everything that is due and answers only the steps of this tenant: tests share the database. */
  async function claimed(house: Household): Promise<readonly WorkItem[]> {
    const items = await workQueue(database).claim(clock.now(), 1000, LEASE_MS)
    return items.filter((item) => item.tenantId === house.tenantId)
  }

  const home = () => household(accountStore(database, clock))
  const sent = (changes: Partial<Settlement> = {}): Settlement => ({
    at: clock.now(),
    state: 'sent',
    condition: undefined,
    reason: undefined,
    receipt: { id: 'track-1', receivedAt: clock.now().toISOString() },
    event: { kind: 'sent', detail: { receipt: 'track-1' } },
    next: { step: 'track', runAt: clock.now(), tries: 0 },
    ...changes,
  })

  test('a step is claimed once, and again when its holder dies: then as an interrupted one', async () => {
    const house = await home()
    await stored(house)
    const [first, ...others] = await claimed(house)
    expect(others).toEqual([])
    expect(first).toMatchObject({ step: 'submit', attempt: 1, interrupted: false })
    expect(await claimed(house)).toEqual([])
    clock.advance(LEASE_MS)
    expect(await claimed(house)).toMatchObject([{ step: 'submit', attempt: 2, interrupted: true }])
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
    expect(await claimed(house)).toMatchObject([{ interrupted: false, tries: 1, attempt: 2 }])
  })

  test('a verdict wakes the notes that wait for it', async () => {
    const house = await home()
    const original = await stored(house)
    const note = await stored(house, original.number)
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

    const due = await circuits.due(clock.now(), 60_000)
    expect(due).toHaveLength(1)
    expect(await circuits.due(clock.now(), 60_000)).toEqual([])
    await circuits.close(due[0]!, clock.now())
    const order = (await claimed(house)).map((item) => item.documentId)
    expect(order).toEqual(documents.map((document) => document.id))
  })

  test('half and four fifths of the time the law gives are each told once', async () => {
    const house = await home()
    const document = await stored(house)
    const queue = workQueue(database)
    const store = documentStore(database, systemChance.id)
    const told = async () =>
      (await store.timeline(house.tenantId, document.id)).flatMap((event) =>
        event.kind === 'deadline-near' ? [event.detail.share] : [],
      )
    await queue.alertDeadlines(clock.now())
    expect(await told()).toEqual([])
    clock.advance(37 * 3_600_000)
    await queue.alertDeadlines(clock.now())
    await queue.alertDeadlines(clock.now())
    expect(await told()).toEqual([0.5])
    clock.advance(30 * 3_600_000)
    await queue.alertDeadlines(clock.now())
    await queue.alertDeadlines(clock.now())
    expect(await told()).toEqual([0.5, 0.8])
  })

  test('the audit finds nothing in an untouched history and each kind of tampering in a touched one', async () => {
    const house = await home()
    const audit = auditStore(database, clock)
    const document = await stored(house)
    const [item] = await claimed(house)
    await workQueue(database).settle(item!, document, sent())
    expect(await audit.seal(house.tenantId, clock.now())).toBe(2)
    expect(await audit.seal(house.tenantId, clock.now())).toBe(0)
    expect(await audit.verify(house.tenantId)).toMatchObject({ documents: 1, events: 2, breaks: [] })

    const tampered = async (sql: string) => {
      await admin.query('begin')
      await admin.query("set local session_replication_role = 'replica'")
      await admin.query(sql)
      await admin.query('commit')
      const { breaks } = await audit.verify(house.tenantId)
      return breaks.map((one) => one.what)
    }
    const id = `document_id = '${document.id}'`
    expect(await tampered(`update events set at = at + interval '1 hour' where ${id} and sequence = 2`)).toEqual([
      'event 2 was changed',
    ])
    expect(await tampered(`delete from events where ${id} and sequence = 2`)).toEqual([
      '2 events were written, 1 are there',
      'it sealed 2 events, 1 are there',
    ])
    expect(await tampered(`delete from events where ${id}; delete from documents where id = '${document.id}'`)).toEqual(
      ['it sealed 2 events, 0 are there'],
    )
    expect(
      await tampered(`delete from audit_log where tenant_id = '${house.tenantId}' and kind = 'issuer.created'`),
    ).toContain('an entry before it is missing')
  })
})
