import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, type Household, household, loadRange } from '../../test/support/acceptances.ts'
import { TestClock } from '../../test/support/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { needs } from '../../test/support/needs.ts'
import { accountStore } from '../adapters/postgres/account-store.ts'
import { documentStore } from '../adapters/postgres/document-store.ts'
import { systemChance } from '../adapters/system/chance.ts'
import { auditStore } from '../adapters/postgres/audit-store.ts'
import { type Database, openDatabase } from '../adapters/postgres/database.ts'
import { feedReader } from '../adapters/postgres/feed-reader.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import type { RangeNotice, WatchedRange } from '../ports/accounts.ts'
import { rangeNotices, watchRanges } from './range-watch.ts'

const DAY_MS = 86_400_000
const fail = (error: unknown): never => expect.unreachable(String(error))
const TODAY = '2026-11-21' as CalendarDate

function range({ next = 1n, ...changes }: Partial<WatchedRange> & { next?: bigint } = {}): WatchedRange {
  const { first = 1n, last = 1_000n } = changes
  const left = last - next + 1n
  return {
    tenantId: 't',
    issuerId: 'i',
    jurisdiction: 'do',
    series: '31',
    id: 'a',
    first,
    last,
    atLeast: left,
    atMost: left,
    expiresOn: undefined,
    createdAt: '2026-01-01',
    toldLow: undefined,
    toldExpiring: undefined,
    ...changes,
  }
}

describe('rangeNotices', () => {
  test.each([
    { why: 'a fresh range', ranges: [range()], low: [] },
    { why: '201 of 1,000', ranges: [range({ next: 800n })], low: [] },
    { why: '200 of 1,000', ranges: [range({ next: 801n })], low: [20] },
    { why: '200 of 1,000, told', ranges: [range({ next: 801n, toldLow: 20 })], low: [] },
    { why: '50 of 1,000, told at 20 %', ranges: [range({ next: 951n, toldLow: 20 })], low: [5] },
    { why: '50 of 1,000, never told', ranges: [range({ next: 951n })], low: [5] },
    { why: 'none left', ranges: [range({ next: 1_001n, toldLow: 5 })], low: [0] },
    { why: 'none left, told', ranges: [range({ next: 1_001n, toldLow: 0 })], low: [] },
    { why: '51 of 100', ranges: [range({ last: 100n, next: 50n })], low: [] },
    { why: '50 of 100', ranges: [range({ last: 100n, next: 51n })], low: [20] },
    { why: 'a fresh range of 10', ranges: [range({ last: 10n })], low: [] },
    { why: '2 of 10', ranges: [range({ last: 10n, next: 9n })], low: [5] },
    { why: 'a fresh range of 1', ranges: [range({ last: 1n })], low: [] },
    { why: 'all of it expired', ranges: [range({ expiresOn: '2026-11-20' as CalendarDate })], low: [0] },
    {
      why: 'little left, and another range behind it',
      ranges: [range({ next: 999n, toldLow: 5 }), range({ id: 'b', first: 1_001n, last: 2_000n, next: 1_001n })],
      low: [],
    },
    {
      why: 'little left again after another range was loaded',
      ranges: [
        range({ next: 1_001n, toldLow: 0 }),
        range({ id: 'b', first: 1_001n, last: 2_000n, next: 1_990n, createdAt: '2026-02-01' }),
      ],
      low: [5],
    },
    {
      why: 'the new range expired before the old one',
      ranges: [
        range({ next: 500n }),
        range({ id: 'b', first: 1_001n, last: 9_000n, next: 1_001n, expiresOn: '2026-11-20' as CalendarDate }),
      ],
      low: [],
    },
  ])('says that a series runs low: $why', ({ ranges, low }) => {
    const told = rangeNotices(ranges, TODAY).filter(({ kind }) => kind === 'low')
    expect(told.map(({ stage }) => stage)).toEqual(low)
  })

  test.each([
    { expiresOn: '2026-12-22', told: undefined, stages: [] },
    { expiresOn: '2026-12-21', told: undefined, stages: [30] },
    { expiresOn: '2026-12-21', told: 30, stages: [] },
    { expiresOn: '2026-12-06', told: 30, stages: [15] },
    { expiresOn: '2026-11-28', told: undefined, stages: [7] },
    { expiresOn: '2026-11-22', told: 7, stages: [1] },
    { expiresOn: '2026-11-21', told: 1, stages: [] },
    { expiresOn: '2026-11-20', told: 7, stages: [] },
  ])('says that a range ends on $expiresOn after stage $told: $stages', ({ expiresOn, told, stages }) => {
    const one = range({ expiresOn: expiresOn as CalendarDate, toldExpiring: told })
    const notices = rangeNotices([one], TODAY).filter(({ kind }) => kind === 'expiring')
    expect(notices.map(({ stage }) => stage)).toEqual(stages)
  })

  test('says nothing of the end of a range that has no numbers left', () => {
    const spent = range({ next: 1_001n, expiresOn: '2026-11-25' as CalendarDate, toldLow: 0 })
    expect(rangeNotices([spent], TODAY)).toEqual([])
  })

  test('holds whatever may be due for due until the numbers are counted', () => {
    const ending = range({ atLeast: 0n, expiresOn: '2026-11-25' as CalendarDate })
    const fresh = range({ id: 'b', first: 1_001n, last: 1_100n, next: 1_001n })
    const [low, expiring, ...rest] = rangeNotices([ending, fresh], TODAY)
    expect(rest).toEqual([])
    expect(low).toMatchObject({ kind: 'low', stage: 20 })
    expect(expiring).toMatchObject({ kind: 'expiring', rangeId: 'a', stage: 7 })
  })
})

describe.skipIf(!needs('postgres-server'))('watchRanges', () => {
  let fresh: FreshDatabase
  let database: Database

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 4, onError: () => undefined })
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  const told = async ({ tenantId }: Household) => {
    const query = { tenantId, environment: 'sandbox' as const, after: 0n, limit: 100 }
    const { events } = await feedReader(database).list(query)
    return events.map(({ payload }) => JSON.parse(payload) as { type: string; data: Record<string, unknown> })
  }

  test('tells each stage once, in the feed and in the audit, however many watch', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const [house, other] = [await household(accounts), await household(accounts)]
    await loadRange(accounts, house, 1, 1_000, '2026-12-31')
    await loadRange(accounts, other, 1, 1_000, '2028-12-31')
    const watch = () => watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: fail })
    const spend = (next: number) =>
      database.query(house, {
        text: 'update number_ranges set next = $2 where tenant_id = $1',
        values: [house.tenantId, next],
      })

    expect(await watch()).toEqual([])
    await spend(901)
    await Promise.all([watch(), watch(), watch()])
    expect((await told(house)).map(({ type }) => type)).toEqual(['range.low'])
    clock.advance(15 * DAY_MS)
    await Promise.all([watch(), watch()])
    await watch()
    const [low, expiring, ...rest] = await told(house)
    expect(rest).toEqual([])
    expect(low?.data).toEqual({
      issuerId: house.issuerId,
      issuerTaxId: '999999992',
      jurisdiction: 'do',
      series: '31',
      remaining: '100',
      threshold: 20,
    })
    expect(expiring).toMatchObject({
      type: 'range.expiring',
      data: { series: '31', remaining: '100', expiresOn: '2026-12-31', daysLeft: 25 },
    })
    expect(await told(other)).toEqual([])

    const entries = await auditStore(database, clock).entries(house.tenantId, 0, 100)
    expect(entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('range.'))).toEqual([
      'range.added',
      'range.low',
      'range.expiring',
    ])
  })

  test('another range that runs low is told of again', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const house = await household(accounts)
    const watch = () => watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: fail })
    const spend = () =>
      database.query(house, {
        text: 'update number_ranges set next = last + 1 where tenant_id = $1',
        values: [house.tenantId],
      })
    await loadRange(accounts, house, 1, 100)
    await spend()
    await watch()
    clock.advance(1_000)
    await loadRange(accounts, house, 101, 200)
    expect(await watch()).toEqual([])
    await spend()
    await watch()
    await watch()
    expect((await told(house)).map(({ data }) => data.remaining)).toEqual(['0', '0'])
  })

  test('numbers that clients give count as used: what is left falls, and each stage is told', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 10)
    const store = documentStore(database, systemChance.id)
    const give = async (...sequences: number[]) => {
      for (const sequence of sequences) {
        const text = `E31${String(sequence).padStart(10, '0')}`
        await store.accept(acceptance(house, { number: { text, sequence: BigInt(sequence) } }))
      }
    }
    const standing = async () => {
      const [one] = await accounts.ranges(house.tenantId, house.issuerId)
      return [one?.next, one?.remaining]
    }
    const watch = async () => {
      await watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: fail })
      return (await told(house)).map(({ data }) => [data.threshold, data.remaining])
    }

    await give(1, 2, 4)
    expect(await standing()).toEqual(['3', '7'])
    // The last number is no sign that those before it are gone.
    await give(10)
    expect(await standing()).toEqual(['3', '6'])
    expect(await watch()).toEqual([])
    await give(3, 5, 6)
    expect(await standing()).toEqual(['7', '3'])
    expect(await watch()).toEqual([[20, '3']])
    await give(8)
    expect(await watch()).toHaveLength(2)
    await give(7, 9)
    expect(await standing()).toEqual(['11', '0'])
    expect(await watch()).toEqual([
      [20, '3'],
      [5, '2'],
      [0, '0'],
    ])
  })

  test('the last number of a range is no sign that its time matters no more', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 500, '2026-11-24')
    await loadRange(accounts, house, 501, 10_500)
    const number = { text: 'E310000000500', sequence: 500n }
    await documentStore(database, systemChance.id).accept(acceptance(house, { number }))
    await watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: fail })
    expect(await told(house)).toMatchObject([
      { type: 'range.expiring', data: { first: '1', remaining: '499', expiresOn: '2026-11-24' } },
    ])
  })

  test('a range is moved past the numbers that clients gave in turn, and waits for nobody who holds it', async () => {
    const clock = new TestClock()
    const accounts = accountStore(database, clock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 10)
    const store = documentStore(database, systemChance.id)
    const give = async (...sequences: bigint[]) => {
      for (const sequence of sequences) {
        const number = { text: `E31${String(sequence).padStart(10, '0')}`, sequence }
        await store.accept(acceptance(house, { number }))
      }
    }
    const watch = () => watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: fail })
    const next = async () => {
      const statement = { text: 'select next from number_ranges where tenant_id = $1', values: [house.tenantId] }
      return (await database.query<{ next: bigint }>(house, statement)).rows[0]?.next
    }

    await give(2n)
    await watch()
    expect(await next()).toBe(1n)
    await give(1n, 3n, 5n)
    await database.transaction(house, async (run) => {
      await run({ text: 'select from number_ranges where tenant_id = $1 for share', values: [house.tenantId] })
      await watch()
    })
    expect(await next()).toBe(1n)
    await watch()
    expect(await next()).toBe(4n)
    await give(4n, 6n, 7n, 8n, 9n, 10n)
    await watch()
    expect(await next()).toBe(11n)
  })

  test('what was told is answered, even if telling the next fails', async () => {
    const clock = new TestClock()
    const store = accountStore(database, clock)
    const house = await household(store)
    await loadRange(store, house, 1, 100, '2026-11-22')
    await loadRange(store, house, 101, 200, '2026-11-23')
    const errors: unknown[] = []
    let calls = 0
    const accounts = {
      ...store,
      // The connection is lost after the first.
      announceRange: async (notice: RangeNotice) => {
        if (notice.tenantId === house.tenantId) calls += 1
        return calls > 1 ? Promise.reject(new Error('lost')) : store.announceRange(notice)
      },
    }
    const answered = await watchRanges({
      accounts,
      jurisdictions: JURISDICTIONS,
      clock,
      onError: (error) => errors.push(error),
    })
    expect(answered.filter(({ tenantId }) => tenantId === house.tenantId)).toHaveLength(1)
    expect(errors).toContainEqual(new Error('lost'))
  })

  test('what is wrong with the ranges of one issuer silences no other', async () => {
    const clock = new TestClock()
    const store = accountStore(database, clock)
    const houses = [await household(store), await household(store), await household(store)]
    for (const house of houses) await loadRange(store, house, 1, 100, '2026-11-22')
    const broken = houses[1]!.tenantId
    const errors: unknown[] = []
    const accounts = {
      ...store,
      // Its rows as a damaged database would answer them.
      ranges: (tenantId: string, issuerId: string) =>
        tenantId === broken ? Promise.reject(new Error('damaged')) : store.ranges(tenantId, issuerId),
    }
    await watchRanges({ accounts, jurisdictions: JURISDICTIONS, clock, onError: (error) => errors.push(error) })
    expect(await Promise.all(houses.map(async (house) => (await told(house)).length))).toEqual([1, 0, 1])
    expect(errors).toEqual([new Error('damaged')])
  })
})
