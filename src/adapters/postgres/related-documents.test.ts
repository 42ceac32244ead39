import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, household, type Household, loadRange } from '../../../test/support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import type { SeriesNumber } from '../../jurisdictions/jurisdiction.ts'
import type { Accepted, Documents, Sighting } from '../../ports/documents.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'

describe.skipIf(!needs('postgres-server'))('documents that refer to others', () => {
  let fresh: FreshDatabase
  let database: Database
  let stores: readonly Documents[]
  let house: Household

  beforeAll(async () => {
    fresh = await freshDatabase()
    database = openDatabase({ url: fresh.url, connections: 12, onError: () => undefined })
    stores = [documentStore(database, systemChance.id), documentStore(database, systemChance.id)]
    const accounts = accountStore(database, systemClock)
    house = await household(accounts)
    await loadRange(accounts, house, 1, 1_000)
  })
  afterAll(async () => {
    await database.close()
    await fresh.drop()
  })

  const place = (sequence: number): SeriesNumber => ({ series: '31', sequence: BigInt(sequence) })

  async function seen(places: readonly SeriesNumber[]): Promise<readonly Sighting[]> {
    const related = await stores[0]!.related(house.tenantId, house.issuerId, places)
    return places.map((each) => ({
      place: each,
      standing: related.find((one) => one.place.sequence === each.sequence)?.standing,
    }))
  }

  /** A note to these documents, checked against them as they were seen. */
  function note(
    store: Documents,
    series: string,
    sightings: readonly Sighting[],
    refersTo = sightings[0]?.place,
  ): Promise<Accepted> {
    const made = acceptance(house, { opensSeries: true, seen: sightings })
    const prepared = { ...made.prepared, type: '34', series, refersTo }
    return store.accept({ ...made, prepared, numberOf: (sequence) => `${series}-${sequence}` })
  }

  test('are stored while those still stand as they were seen, and not afterwards', async () => {
    await stores[0]!.accept(acceptance(house))
    const before = await seen([place(1)])
    expect(await note(stores[0]!, '34', before)).toMatchObject({ kind: 'stored' })
    expect(await note(stores[1]!, '34', before)).toEqual({ kind: 'outdated' })
    expect(await note(stores[1]!, '34', await seen([place(1)]))).toMatchObject({ kind: 'stored' })
  })

  test('use no number when they are not', async () => {
    const before = await seen([place(1)])
    await note(stores[0]!, 'A', before)
    expect(await note(stores[0]!, 'A', before)).toEqual({ kind: 'outdated' })
    expect(await note(stores[0]!, 'A', await seen([place(1)]))).toMatchObject({ document: { number: 'A-2' } })
  })

  test('notice a document that was not there when they were checked', async () => {
    const before = await seen([place(2)])
    expect(before).toEqual([{ place: place(2), standing: undefined }])
    await stores[0]!.accept(acceptance(house))
    expect(await note(stores[0]!, '34', before)).toEqual({ kind: 'outdated' })
    expect(await note(stores[0]!, '34', await seen([place(900)]))).toMatchObject({ kind: 'stored' })
  })

  test('neither hold up nor are held up by documents of their batch that refer to nothing', async () => {
    const before = await seen([place(1)])
    const answers = await Promise.all([
      stores[0]!.accept(acceptance(house)),
      ...[1, 2, 3].map(() => note(stores[0]!, '31', before)),
      stores[0]!.accept(acceptance(house)),
    ])
    expect(answers.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'outdated', 'outdated', 'stored'])
  })

  test('never wait for each other in a circle, in whatever order they name what they refer to', async () => {
    for (let i = 0; i < 6; i += 1) await stores[0]!.accept(acceptance(house))
    const orders = [[3, 4, 5, 6], [6, 5, 4, 3], [4, 6, 3, 5], [5, 3, 6, 4]] as const // prettier-ignore
    const storedIn = async (index: number): Promise<number> => {
      for (let tries = 1; ; tries += 1) {
        const sightings = await seen(orders[index % 4]!.map(place))
        const { kind } = await note(stores[index % 2]!, `S${index % 8}`, sightings)
        if (kind === 'stored') return tries
      }
    }
    const tries = await Promise.all(Array.from({ length: 48 }, (_, index) => storedIn(index)))
    expect(tries).toHaveLength(48)
  })
})
