import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { household } from '../../../test/support/acceptances.ts'
import { TestClock } from '../../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { storedDocument } from '../../../test/support/stored-documents.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { doorRecords } from './door-records.ts'

describe.skipIf(!needs('postgres-server'))('what doors keep', () => {
  let fresh: FreshDatabase
  let database: Database
  const clock = new TestClock()

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 10, onError: () => undefined })
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  const home = () => household(accountStore(database, clock))
  const thirtyTwo = <Result>(ask: (index: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: 32 }, (_, index) => ask(index)))

  test('is one reply a document, the first, however many answer at once', async () => {
    const { tenantId } = await home()
    const records = doorRecords(database)
    const of = { tenantId, door: 'factly', documentId: (await storedDocument(database, clock, await home())).id }
    expect(await records.reply(of)).toBeUndefined()
    const kept = await thirtyTwo((index) => records.keepReply(of, { status: 201, body: `{"a":${index}}` }, clock.now()))
    expect(new Set(kept.map(({ body }) => body)).size).toBe(1)
    expect(await records.reply(of)).toEqual(kept[0])
    expect(await records.reply({ ...of, door: 'erply' })).toBeUndefined()
    expect(await records.reply({ ...of, tenantId: (await home()).tenantId })).toBeUndefined()
  })

  test('is one number a document, found again in its own tenant only', async () => {
    const [house, other] = [await home(), await home()]
    const records = doorRecords(database)
    const { id } = await storedDocument(database, clock, house)
    const numbers = new Set(await thirtyTwo(() => records.numberOf(house.tenantId, id)))
    const [number = 0] = numbers
    expect(numbers.size).toBe(1)
    expect(await records.documentOf(house.tenantId, number)).toBe(id)
    expect(await records.documentOf(other.tenantId, number)).toBeUndefined()
    const next = await records.numberOf(house.tenantId, (await storedDocument(database, clock, house)).id)
    expect(await records.numberOf(house.tenantId, id)).toBe(number)
    expect(next).toBeGreaterThan(number)
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53, 1e300])('finds nothing under %d', async (number) => {
    const { tenantId } = await home()
    expect(await doorRecords(database).documentOf(tenantId, number)).toBeUndefined()
    expect(await doorRecords(database).branchNumbered(number)).toBeUndefined()
  })

  test('is one number a branch, which tells whose it is', async () => {
    const house = await home()
    const records = doorRecords(database)
    const place = { tenantId: house.tenantId, environment: 'sandbox' as const, issuerId: house.issuerId, place: '001-001' }
    const [branch] = await thirtyTwo(() => records.branchAt(place))
    expect(branch).toMatchObject(place)
    const second = await records.branchAt({ ...place, place: '002-001' })
    expect(await records.branches(house.tenantId, 'sandbox')).toEqual([branch, second])
    expect(await records.branches(house.tenantId, 'production')).toEqual([])
    expect(await records.branchNumbered(second.number)).toEqual(second)
    expect(await records.branches((await home()).tenantId, 'sandbox')).toEqual([])
  }) // prettier-ignore
})
