import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, household, loadRange } from '../../../test/support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase, type Statement } from './database.ts'
import { documentStore } from './document-store.ts'
import { numbersFor, rangesFor } from './numbers.ts'

describe.skipIf(!needs('postgres-server'))('fiscal numbers', () => {
  let fresh: FreshDatabase
  let database: Database

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 10, onError: () => undefined })
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  const text = (sequence: bigint) => `E31${String(sequence).padStart(10, '0')}`

  test('given and taken at the same time neither collide nor leave a gap', async () => {
    const accounts = accountStore(database, systemClock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 200)
    const stores = [documentStore(database, systemChance.id), documentStore(database, systemChance.id)]
    const given = Array.from({ length: 40 }, (_, i) => BigInt(1 + i * 2))
    const accepted = await Promise.all([
      ...given.map((sequence) =>
        stores[0]!.accept(
          acceptance(house, { number: { text: text(sequence), sequence }, actor: `key:${sequence % 5n}` }),
        ),
      ),
      ...Array.from({ length: 60 }, (_, i) => stores[i % 2]!.accept(acceptance(house))),
    ])
    const numbers = accepted.flatMap((one) => (one.kind === 'stored' ? [one.document.number] : []))
    // Whoever wanted a certain number may find it taken; whoever takes the next one gets one.
    expect(accepted.slice(given.length).every((one) => one.kind === 'stored')).toBe(true)
    expect(numbers.sort()).toEqual(numbers.map((_, i) => text(BigInt(i + 1))))
  })

  test('stepping over given numbers reads those ahead in ranges that still give any, not a history of millions', async () => {
    const accounts = accountStore(database, systemClock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 20)
    await loadRange(accounts, house, 101, 200)
    await loadRange(accounts, house, 301, 400, '2026-11-20')
    const store = documentStore(database, systemChance.id)
    for (let i = 0; i < 30; i += 1) await store.accept(acceptance(house))
    // The day before the third range ended.
    const today = '2026-11-19'
    for (const sequence of [111n, 150n, 350n])
      await store.accept(acceptance(house, { number: { text: text(sequence), sequence }, today }))

    const read: { statement: Statement; rows: unknown[] }[] = []
    const allotment = await database.transaction({ tenantId: house.tenantId }, async (run) =>
      numbersFor(
        async (statement) => {
          const result = await run<never>(statement)
          read.push({ statement, rows: result.rows })
          return result
        },
        [acceptance(house), acceptance(house)],
        await rangesFor(run, acceptance(house)),
        'free',
      ),
    )
    expect(allotment.numbers.map(({ sequence }) => sequence)).toEqual([112n, 113n])
    expect(read.find(({ statement }) => statement.name === 'numbers-used')?.rows).toHaveLength(2)
  })
})
