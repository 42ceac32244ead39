import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Accepted } from '../../ports/documents.ts'
import { acceptance, household, loadRange } from '../../../test/support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'

describe.skipIf(!needs('postgres-server'))('documents in PostgreSQL', () => {
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

  const accounts = () => accountStore(database, systemClock)
  const documents = () => documentStore(database, systemChance.id)
  const numberOf = (accepted: Accepted) => {
    if (accepted.kind === 'stored') return accepted.document.number
    return accepted.kind === 'taken' ? accepted.by : accepted.kind
  }
  const counts = async (tenantId: string) => {
    const { rows } = await admin.query<{ documents: number; events: number; work: number }>(
      `select (select count(*)::int from documents where tenant_id = $1) as documents,
        (select count(*)::int from events where tenant_id = $1) as events,
        (select count(*)::int from work where tenant_id = $1) as work`,
      [tenantId],
    )
    return rows[0]
  }

  test('two hundred at once get two hundred consecutive numbers, from two processes', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 1000)
    const processes = [documents(), documents()]
    const accepted = await Promise.all(
      Array.from({ length: 200 }, (_, i) => processes[i % 2]!.accept(acceptance(house))),
    )
    const numbers = accepted.map(numberOf).sort()
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, i) => `E31${String(i + 1).padStart(10, '0')}`))
    expect(await counts(house.tenantId)).toEqual({ documents: 200, events: 200, work: 200 })
  })

  test('a series whose taxpayer numbers by himself opens with its first documents, two hundred at once from two processes', async () => {
    const house = await household(accounts())
    const processes = [documents(), documents()]
    const accepted = await Promise.all(
      Array.from({ length: 200 }, (_, i) => processes[i % 2]!.accept(acceptance(house, { opensSeries: true }))),
    )
    expect(accepted.map(numberOf).sort()).toEqual(
      Array.from({ length: 200 }, (_, i) => `E31${String(i + 1).padStart(10, '0')}`),
    )
    const ranges = await accounts().ranges(house.tenantId, house.issuerId)
    expect(ranges).toMatchObject([{ series: '31', first: '1', last: '9999999999', next: '201' }])
  })

  test('a series opens past the numbers that clients gave before', async () => {
    const house = await household(accounts())
    const given = { number: { text: 'E310000000001', sequence: 1n }, opensSeries: true }
    await documents().accept(acceptance(house, given))
    expect(numberOf(await documents().accept(acceptance(house, { opensSeries: true })))).toBe('E310000000002')
    // Once a range stands, a number of its own must lie in it, as everywhere.
    expect(numberOf(await documents().accept(acceptance(house, given)))).toBe('number')
  })

  test('what creating answers is what reading answers', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 10)
    const accepted = await documents().accept(acceptance(house))
    if (accepted.kind !== 'stored') throw new Error(accepted.kind)
    const read = await documents().get(house.tenantId, accepted.document.environment, accepted.document.id)
    // The order of members too: answers are compared as text by some.
    expect(JSON.stringify(read)).toBe(JSON.stringify(accepted.document))
  })

  test('a number that another process took meanwhile is not used: what was signed ahead is signed again', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 1000)
    const [one, other] = [documents(), documents()]
    const accepted: Accepted[] = []
    // Waves that are still being stored when the next one comes, in both processes.
    for (let wave = 0; wave < 6; wave += 1) {
      const asked = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? other : one).accept(acceptance(house)))
      accepted.push(...(await Promise.all(asked)))
    }
    const numbers = accepted.map(numberOf).sort()
    expect(numbers).toEqual(Array.from({ length: 240 }, (_, i) => `E31${String(i + 1).padStart(10, '0')}`))
    const files = await Promise.all(
      accepted.map(async (one) => {
        if (one.kind !== 'stored') throw new Error(one.kind)
        const stored = await documents().files(house.tenantId, one.document.id)
        return { number: one.document.number, xml: Buffer.from(stored?.xml ?? []).toString() }
      }),
    )
    // The signed file bears the number under which it is stored.
    for (const { number, xml } of files) expect(xml).toContain(number)
  })

  test('a document that cannot be signed costs no number and leaves nothing', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 1000)
    const store = documents()
    const failing = acceptance(house, { sign: () => Promise.reject(new Error('no key')) })
    const results = await Promise.allSettled([
      store.accept(acceptance(house)),
      store.accept(failing),
      store.accept(acceptance(house)),
      store.accept(failing),
      store.accept(acceptance(house)),
    ])
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? numberOf(result.value) : []))
    expect(numbers.sort()).toEqual(['E310000000001', 'E310000000002', 'E310000000003'])
    expect(await counts(house.tenantId)).toEqual({ documents: 3, events: 3, work: 3 })
  })

  test('simultaneous requests with one key store one document and use one number', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 1000)
    const stores = [documents(), documents()]
    const accepted = await Promise.all(
      Array.from({ length: 32 }, (_, i) => stores[i % 2]!.accept(acceptance(house, { key: 'same' }))),
    )
    expect(accepted.filter((one) => one.kind === 'stored')).toHaveLength(1)
    expect(accepted.filter((one) => one.kind === 'taken' && one.by === 'idempotency-key')).toHaveLength(31)
    const next = await documents().accept(acceptance(house))
    expect(numberOf(next)).toBe('E310000000002')
  })

  test('numbers that a client used by itself are stepped over', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 10)
    const store = documents()
    for (const sequence of [2n, 3n, 5n]) {
      const text = `E31${String(sequence).padStart(10, '0')}`
      await store.accept(acceptance(house, { number: { text, sequence } }))
    }
    const numbers = []
    for (let i = 0; i < 4; i += 1) numbers.push(numberOf(await store.accept(acceptance(house))))
    expect(numbers).toEqual(['E310000000001', 'E310000000004', 'E310000000006', 'E310000000007'])
  })

  test('a range gives its last number to somebody and refuses the rest', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 3)
    const store = documents()
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => store.accept(acceptance(house))))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3)
    const refused = results.flatMap((result) => (result.status === 'rejected' ? (result.reason as unknown) : []))
    expect(refused).toHaveLength(2)
    for (const refusal of refused) expect(refusal).toMatchObject({ code: 'range-exhausted' })
  })

  test('a range that has ended gives no number', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 3, '2026-11-20')
    await expect(documents().accept(acceptance(house))).rejects.toMatchObject({ code: 'range-expired' })
  })

  test('a given number of a range that has ended is refused', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 3, '2026-11-20')
    const given = acceptance(house, { number: { text: 'E310000000002', sequence: 2n } })
    await expect(documents().accept(given)).rejects.toMatchObject({ code: 'range-expired', path: 'number' })
  })

  test('a given number outside the loaded ranges is refused', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 3)
    const given = acceptance(house, { number: { text: 'E310000000009', sequence: 9n } })
    await expect(documents().accept(given)).rejects.toMatchObject({ code: 'number-outside-range', path: 'number' })
    const series = { ...given, prepared: { ...given.prepared, series: '44' } }
    expect(await documents().accept(series)).toMatchObject({ kind: 'stored' })
    const strict = documents().accept({ ...series, prepared: { ...given.prepared, series: '45' }, needsRange: true })
    await expect(strict).rejects.toMatchObject({ code: 'range-missing', path: 'number' })
  })

  test('the same number is never stored twice', async () => {
    const house = await household(accounts())
    const given = acceptance(house, { number: { text: 'E310000000009', sequence: 9n } })
    const stores = [documents(), documents()]
    const accepted = await Promise.all(Array.from({ length: 8 }, (_, i) => stores[i % 2]!.accept(given)))
    expect(accepted.filter((one) => one.kind === 'stored')).toHaveLength(1)
    expect(accepted.filter((one) => one.kind === 'taken' && one.by === 'number')).toHaveLength(7)
  })

  test('keeps the exact bytes, and nobody can change them', async () => {
    const house = await household(accounts())
    await loadRange(accounts(), house, 1, 10)
    const text = '<ECF>\u{1F600} e\u0301 &amp; &#xD;\n\t</ECF>'
    const signed = { ...(await acceptance(house).sign({ number: 'x', expiresOn: undefined })), xml: text }
    const accepted = await documents().accept(acceptance(house, { sign: () => Promise.resolve(signed) }))
    const id = accepted.kind === 'stored' ? accepted.document.id : ''
    const files = await documents().files(house.tenantId, id)
    expect(Buffer.from(files!.xml).toString()).toBe(text)
    const change = admin.query('update documents set xml = $2 where id = $1', [id, Buffer.from('other')])
    await expect(change).rejects.toThrow('immutable')
    await expect(admin.query('update events set kind = $2 where document_id = $1', [id, 'x'])).rejects.toThrow(
      'only ever added',
    )
    await expect(admin.query('delete from events where document_id = $1', [id])).rejects.toThrow('only ever added')
  })

  test("another tenant's document is not there, even for a statement that forgot to ask", async () => {
    const [mine, other] = [await household(accounts()), await household(accounts(), '101010632')]
    await loadRange(accounts(), mine, 1, 10)
    const accepted = await documents().accept(acceptance(mine))
    const id = accepted.kind === 'stored' ? accepted.document.id : ''
    expect(await documents().get(other.tenantId, 'sandbox', id)).toBeUndefined()
    expect(await documents().get(mine.tenantId, 'production', id)).toBeUndefined()
    const careless = await database.query({ tenantId: other.tenantId }, { text: 'select id from documents' })
    expect(careless.rows).toEqual([])
    const without = new pg.Client({ connectionString: fresh.url })
    await without.connect()
    expect((await without.query('select id from documents')).rows).toEqual([])
    await without.end()
  })

  test('a document is found by its access key, by its own tenant in its own environment only', async () => {
    const [mine, other] = [await household(accounts()), await household(accounts(), '101010632')]
    await loadRange(accounts(), mine, 1, 10)
    const accessKey = '2111202601099123456700110010010000000011234567811'
    const signed = await acceptance(mine).sign({ number: 'x', expiresOn: undefined })
    const stamp = { ...signed.stamp, accessKey }
    const accepted = await documents().accept(acceptance(mine, { sign: () => Promise.resolve({ ...signed, stamp }) }))
    await documents().accept(acceptance(mine))
    if (accepted.kind !== 'stored') throw new Error(accepted.kind)
    expect(await documents().byAccessKey(mine.tenantId, 'sandbox', accessKey)).toEqual(accepted.document)
    expect(await documents().byAccessKey(mine.tenantId, 'production', accessKey)).toBeUndefined()
    expect(await documents().byAccessKey(other.tenantId, 'sandbox', accessKey)).toBeUndefined()
    expect(await documents().byAccessKey(mine.tenantId, 'sandbox', '')).toBeUndefined()
  })

  test('a corrected document is found by the access key it had before as well', async () => {
    const mine = await household(accounts())
    await loadRange(accounts(), mine, 1, 10)
    const signed = await acceptance(mine).sign({ number: 'x', expiresOn: undefined })
    const bearing = (accessKey: string) => ({ ...signed, stamp: { ...signed.stamp, accessKey } })
    const [former, current] = ['1'.repeat(49), '2'.repeat(49)]
    const first = acceptance(mine, { sign: () => Promise.resolve(bearing(former)) })
    const accepted = await documents().accept(first)
    if (accepted.kind !== 'stored') throw new Error(accepted.kind)
    await database.query({ tenantId: mine.tenantId }, { text: "update documents set state = 'rejected'" })
    const document = (await documents().get(mine.tenantId, 'sandbox', accepted.document.id))!
    const { actor, lane, draft, prepared, requestHash, now } = first
    const signedAgain = bearing(current)
    await documents().correct({
      document,
      requestHash,
      actor,
      lane,
      draft,
      prepared,
      seen: [],
      signed: signedAgain,
      now,
    })
    for (const accessKey of [former, current]) {
      const found = await documents().byAccessKey(mine.tenantId, 'sandbox', accessKey)
      expect(found).toMatchObject({ id: document.id, stamp: { accessKey: current }, revision: 2 })
    }
  })

  test.each([
    ['documents_access_key', 'select from documents where tenant_id = $1 and access_key = $2'],
    ['events_receipt', 'select from events where tenant_id = $1 and receipt_id = $2'],
  ])('row-level security lets the index %s serve what it is for', async (index, text) => {
    const { tenantId } = await household(accounts())
    const plan = await database.transaction({ tenantId }, async (run) => {
      await run({ text: 'set local enable_seqscan = off' })
      const values = [tenantId, 'key']
      return (await run<{ 'QUERY PLAN': string }>({ text: `explain ${text}`, values })).rows
    })
    const lines = plan.map((row) => row['QUERY PLAN'])
    expect(lines.join('\n')).toMatch(new RegExp(`${index}[^]*Cond: .*'key'`))
  })

  test('ids that are no ids are simply not there', async () => {
    const house = await household(accounts())
    for (const id of ['', 'x', "' or 1=1", '0'.repeat(36), randomUUID()]) {
      expect(await documents().get(house.tenantId, 'sandbox', id)).toBeUndefined()
      expect(await documents().timeline(house.tenantId, id)).toEqual([])
      expect(await documents().timelines(house.tenantId, [id])).toEqual(new Map())
    }
  })

  test('timelines of several documents are each as that document has it, and of no other tenant', async () => {
    const [house, other] = [await household(accounts()), await household(accounts())]
    const ids: string[] = []
    for (const owner of [house, house, other]) {
      const number = { text: `E31000000000${ids.length + 1}`, sequence: BigInt(ids.length + 1) }
      const accepted = await documents().accept(acceptance(owner, { number }))
      ids.push(accepted.kind === 'stored' ? accepted.document.id : '')
    }
    const own = ids.slice(0, 2)
    const single = own.map(async (id) => [id, await documents().timeline(house.tenantId, id)] as const)
    const several = await documents().timelines(house.tenantId, ids)
    expect(several).toEqual(new Map(await Promise.all(single)))
    expect([...several.values()].map(({ length }) => length)).toEqual([1, 1])
  })
})
