import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, household, type Household } from '../../../test/support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { blockingPlan } from '../../../test/support/plans.ts'
import type { CalendarDate } from '../../domain/calendar.ts'
import type { Accepted, Documents } from '../../ports/documents.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { usageStore } from './usage-store.ts'

const NOVEMBER = { startsOn: '2026-11-01' as CalendarDate, endsOn: '2026-11-30' as CalendarDate }

describe.skipIf(!needs('postgres-server'))('the quota of a plan', () => {
  let fresh: FreshDatabase
  // Two processes, each with its own connections and its own queue.
  const databases: Database[] = []
  const stores: Documents[] = []

  beforeAll(async () => {
    fresh = await freshDatabase()
    for (let i = 0; i < 2; i += 1) {
      const database = openDatabase({ url: fresh.url, connections: 8, onError: () => undefined })
      databases.push(database)
      stores.push(documentStore(database, systemChance.id))
    }
  })
  afterAll(async () => {
    for (const database of databases) await database.close()
    await fresh.drop()
  })

  const usage = () => usageStore(databases[0]!, systemClock)
  const home = (): Promise<Household> => household(accountStore(databases[0]!, systemClock))
  const accountOf = ({ tenantId }: Household) => ({ tenantId, environment: 'sandbox' as const })

  function ask(house: Household, index: number, changes: Parameters<typeof acceptance>[1] = {}): Promise<Accepted> {
    const made = acceptance(house, { opensSeries: true, ...changes })
    const series = `31/${index % 4}`
    const prepared = { ...made.prepared, series }
    const numberOf = (sequence: bigint) => `${series}-${sequence}`
    return stores[index % 2]!.accept({ ...made, prepared, numberOf })
  }

  async function stored(asked: readonly Promise<Accepted>[]) {
    const results = await Promise.allSettled(asked)
    return {
      results,
      stored: results.flatMap((one) =>
        one.status === 'fulfilled' && one.value.kind === 'stored' ? [one.value.document] : [],
      ),
      refused: results.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code?: string }] : [])),
    }
  }

  const used = async (house: Household) => {
    const counts = await usage().counts(accountOf(house), NOVEMBER)
    return counts.reduce((total, { documents }) => total + documents, 0)
  }

  test('never lets one more through, from 64 at once over four series and two processes', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(23), 'test')
    const { stored: taken, refused } = await stored(Array.from({ length: 64 }, (_, i) => ask(house, i)))
    expect(taken).toHaveLength(23)
    expect(refused).toHaveLength(41)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['quota-exceeded']))
    expect(await used(house)).toBe(23)
  })

  test('fills up exactly, wave after wave, and again in the next cycle', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(50), 'test')
    let taken = 0
    for (const size of [7, 16, 1, 20, 40]) {
      taken += (await stored(Array.from({ length: size }, (_, i) => ask(house, i)))).stored.length
      expect(taken).toBe(Math.min(50, await used(house)))
    }
    expect(taken).toBe(50)
    // 00:30 of 1 December in Santo Domingo; half an hour before it is November there, though December in Greenwich.
    const december = { now: new Date('2026-12-01T04:30:00Z'), today: '2026-12-01' }
    const late = { now: new Date('2026-12-01T03:59:59Z'), today: '2026-11-30' }
    expect((await stored([ask(house, 0, december)])).stored).toHaveLength(1)
    expect((await stored([ask(house, 0, late)])).refused).toMatchObject([{ code: 'quota-exceeded' }])
    expect((await stored(Array.from({ length: 60 }, (_, i) => ask(house, i, december)))).stored).toHaveLength(49)
  })

  test('takes no number from who is refused: what follows has no gap', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(5), 'test')
    await stored(Array.from({ length: 40 }, () => ask(house, 0)))
    await usage().setPlan(accountOf(house), blockingPlan(1_000), 'test')
    const { stored: after } = await stored([ask(house, 0)])
    expect(after.map(({ number }) => number)).toEqual(['31/0-6'])
  })

  test('answers a request that was served before, and refuses no key of one that was not', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(1), 'test')
    expect(await ask(house, 0, { key: 'first', externalId: 'one' })).toMatchObject({ kind: 'stored' })
    expect(await ask(house, 0, { key: 'first' })).toEqual({ kind: 'taken', by: 'idempotency-key' })
    await expect(ask(house, 0, { key: 'second', externalId: 'two' })).rejects.toMatchObject({ code: 'quota-exceeded' })
    await usage().removePlan(accountOf(house), 'test')
    expect(await ask(house, 0, { key: 'second', externalId: 'two' })).toMatchObject({ kind: 'stored' })
  })

  test('refuses a request and its repetitions for the same reason, however many come at once', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(0), 'test')
    // Of one series and one process; the first holds the queue, so that the others come together in the batch after it.
    const asked = Array.from({ length: 9 }, (_, i) => ask(house, 0, i === 0 ? {} : { key: 'same', externalId: 'same' }))
    const { results, refused } = await stored(asked)
    expect(results).toHaveLength(refused.length)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['quota-exceeded']))
  })

  test('counts what was made before the plan, and lets through what an allowing one does not include', async () => {
    const house = await home()
    await stored(Array.from({ length: 30 }, (_, i) => ask(house, i)))
    await usage().setPlan(accountOf(house), blockingPlan(30), 'test')
    await expect(ask(house, 0)).rejects.toMatchObject({
      code: 'quota-exceeded',
      detail: {
        en: expect.stringContaining('30 of the plan') as string,
        es: expect.stringContaining('2026-11-30') as string,
      },
    })
    await usage().setPlan(accountOf(house), blockingPlan(30, { overage: 'allow' }), 'test')
    expect((await stored(Array.from({ length: 20 }, (_, i) => ask(house, i)))).stored).toHaveLength(20)
    expect(await used(house)).toBe(50)
  })

  test('holds while operators change it and documents come from everywhere', async () => {
    const house = await home()
    await usage().setPlan(accountOf(house), blockingPlan(40), 'test')
    const asked = stored(Array.from({ length: 120 }, (_, i) => ask(house, i)))
    for (const included of [40, 30, 40]) await usage().setPlan(accountOf(house), blockingPlan(included), 'test')
    await asked
    await stored(Array.from({ length: 20 }, (_, i) => ask(house, i)))
    expect(await used(house)).toBe(40)
  })

  test('belongs to one tenant and environment', async () => {
    const [house, other] = [await home(), await home()]
    await usage().setPlan(accountOf(house), blockingPlan(0), 'test')
    await usage().setPlan({ ...accountOf(other), environment: 'production' }, blockingPlan(0), 'test')
    await expect(ask(house, 0)).rejects.toMatchObject({ code: 'quota-exceeded' })
    expect(await ask(other, 0)).toMatchObject({ kind: 'stored' })
    expect(await usage().plan(accountOf(other))).toBeUndefined()
    expect(await used(house)).toBe(0)
    expect(await usage().counts({ tenantId: randomUUID(), environment: 'sandbox' }, NOVEMBER)).toEqual([])
  })
})
