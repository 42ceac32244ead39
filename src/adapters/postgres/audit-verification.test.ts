import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { claimedBy, sentAt, storedDocument } from '../../../test/support/stored-documents.ts'
import { accountStore } from './account-store.ts'
import { appendAudit } from './audit-entries.ts'
import { auditStore } from './audit-store.ts'
import { type Database, openDatabase } from './database.ts'
import { type Seal, sealedEvents } from './seal.ts'
import { workQueue } from './work-queue.ts'

describe.skipIf(!needs('postgres-server'))('the audit', () => {
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

  /**
   * Seals until `events` are sealed and none is left. Events wait for older transactions to end, and the server of a test run
   * has other tests' too.
   */
  async function sealed(tenantId: string, events: number): Promise<void> {
    const audit = auditStore(database, clock)
    let count = 0
    await vi.waitFor(
      async () => {
        count += await audit.seal(tenantId, clock.now())
        expect(count).toBe(events)
      },
      { timeout: 30_000, interval: 20 },
    )
    expect(await audit.seal(tenantId, clock.now())).toBe(0)
  }

  /** One seal over all of a tenant's events, however other tests' transactions lay between them. */
  async function sealedAsOne(tenantId: string, events: number): Promise<void> {
    await vi.waitFor(
      async () => {
        const { rows } = await admin.query<{ complete: boolean }>(
          `select max(transaction) < pg_snapshot_xmin(pg_current_snapshot()) as complete from events where tenant_id = $1`,
          [tenantId],
        )
        expect(rows[0]?.complete).toBe(true)
      },
      { timeout: 30_000, interval: 20 },
    )
    expect(await auditStore(database, clock).seal(tenantId, clock.now())).toBe(events)
  }

  /** Past every trigger and policy, as only the owner of the server can. */
  async function forced(sql: string): Promise<void> {
    await admin.query('begin')
    await admin.query("set local session_replication_role = 'replica'")
    await admin.query(sql)
    await admin.query('commit')
  }

  test('the audit finds nothing in an untouched history and each kind of tampering in a touched one', async () => {
    const house = await home()
    const audit = auditStore(database, clock)
    const document = await storedDocument(database, clock, house)
    const [item] = await claimedBy(database, clock, house, 60_000)
    await workQueue(database).settle(item!, document, sentAt(clock))
    await sealedAsOne(house.tenantId, 2)
    expect(await audit.verify(house.tenantId)).toMatchObject({ documents: 1, events: 2, breaks: [] })

    const tampered = async (sql: string) => {
      await forced(sql)
      const { breaks } = await audit.verify(house.tenantId)
      return breaks.map((one) => one.what)
    }
    const id = `document_id = '${document.id}'`
    const changed = async (set: string, back: string) => {
      const found = await tampered(`update documents set ${set} where id = '${document.id}'`)
      await forced(`update documents set ${back} where id = '${document.id}'`)
      return found
    }
    const { number, total } = document
    expect(await changed("number = 'E319999999999'", `number = '${number}'`)).toEqual([
      `revision 1 was changed: number is E319999999999, signed was ${number}`,
    ])
    expect(await changed('total = 1', `total = ${total}`)).toEqual([
      `revision 1 was changed: total is 1.00, signed was ${total}`,
    ])
    expect(await changed("state = 'rejected'", "state = 'sent'")).toEqual([
      'its state is rejected, its last event says sent',
    ])
    expect(await changed("xml = 'nothing'::bytea || xml", 'xml = substr(xml, 8)')).toEqual([
      expect.stringMatching(/^revision 1 was changed: xmlSha256 is [0-9a-f]{64}, signed was [0-9a-f]{64}$/),
    ])
    expect(await changed("type = '33'", "type = '31'")).toHaveLength(1)
    expect(await changed("environment = 'production'", "environment = 'sandbox'")).toHaveLength(1)
    expect(await audit.verify(house.tenantId)).toMatchObject({ breaks: [] })
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
    const gone = await storedDocument(database, clock, house)
    expect(await tampered(`delete from documents where id = '${gone.id}'`)).toContain(
      'it is missing, 1 events of it are there',
    )
    expect(
      await tampered(`delete from audit_log where tenant_id = '${house.tenantId}' and kind = 'issuer.created'`),
    ).toContain('an entry before it is missing')
  })

  test('finds nothing in a history that goes on while it looks', async () => {
    const house = await home()
    const audit = auditStore(database, clock)
    const documents = []
    for (let i = 0; i < 20; i += 1) documents.push(await storedDocument(database, clock, house))
    const end = new AbortController()
    const moving = (async () => {
      while (!end.signal.aborted)
        for (const one of documents) await workQueue(database).takeUp(one, 'key:test', clock.now())
    })()
    const sealing = [1, 2].map(async () => {
      while (!end.signal.aborted) await audit.seal(house.tenantId, clock.now())
    })
    for (let look = 0; look < 20; look += 1) expect((await audit.verify(house.tenantId)).breaks).toEqual([])
    end.abort()
    await Promise.all([moving, ...sealing])

    // Two processes sealed side by side: every event is in exactly one seal. The last seal waits for transactions that other
    // tests run on this server.
    await vi.waitFor(async () => {
      await audit.seal(house.tenantId, clock.now())
      const { rows } = await admin.query<{ sealed: number; there: number }>(
        `select (select sum((detail->>'events')::int)::int from audit_log where tenant_id = $1 and kind = 'sealed') as sealed,
          (select count(*)::int from events where tenant_id = $1) as there`,
        [house.tenantId],
      )
      expect(rows[0]?.sealed).toBe(rows[0]?.there)
    }, 30_000)
  })

  test('goes on sealing after a backup was restored on another server, and takes nothing new for tampering', async () => {
    const house = await home()
    const audit = auditStore(database, clock)
    const old = await storedDocument(database, clock, house)
    const unsealed = await storedDocument(database, clock, house)
    // What a backup brings from a server that had counted to far higher transactions, and sealed the first document there.
    const far = 1_000_000_000_000n
    await forced(`update events set transaction = '${far}' where document_id = '${old.id}'`)
    await forced(`update events set transaction = '${far + 10n}' where document_id = '${unsealed.id}'`)
    await database.transaction({ tenantId: house.tenantId }, async (run) => {
      const range = { after: '0', before: String(far + 5n), floor: '0' }
      const found = await sealedEvents(run, house.tenantId, { ...range, last: '9223372036854775807' })
      const detail: Seal = { ...range, ...found }
      await appendAudit(run, {
        tenantId: house.tenantId,
        at: clock.now(),
        actor: 'worker',
        kind: 'sealed',
        detail: { ...detail },
      })
    })
    await storedDocument(database, clock, house)
    expect(await audit.unsealed()).toContain(house.tenantId)
    await sealed(house.tenantId, 2)
    await storedDocument(database, clock, house)
    await sealed(house.tenantId, 1)
    expect((await audit.verify(house.tenantId)).breaks).toEqual([])

    await forced(`delete from events where document_id = '${unsealed.id}'`)
    expect((await audit.verify(house.tenantId)).breaks.map((one) => one.what)).toEqual([
      '1 events were written, 0 are there',
      'it sealed 1 events, 0 are there',
    ])
  })

  test('knows which tenants have something to seal, whoever looks', async () => {
    const [busy, quiet] = [await home(), await home()]
    const audit = auditStore(database, clock)
    await storedDocument(database, clock, busy)
    expect(await audit.unsealed()).toContain(busy.tenantId)
    expect(await audit.unsealed()).not.toContain(quiet.tenantId)
    await sealed(busy.tenantId, 1)
    expect(await audit.unsealed()).not.toContain(busy.tenantId)
  })
})
