import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptance, household, loadRange } from '../../../test/support/acceptances.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { type Database, openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { appendEvent, lockedHead } from './events.ts'
import { feedWriter } from './feed-writer.ts'

describe.skipIf(!needs('postgres-server'))('whoever looks for news', () => {
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

  async function home() {
    const accounts = accountStore(database, systemClock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 10)
    return house
  }

  /** Transactions of other tests on the server leave a look inconclusive: only after a conclusive one the next is spared. */
  async function findsNothing(feed: ReturnType<typeof feedWriter>): Promise<void> {
    for (let look = 0; look < 20; look += 1) expect(await feed.tenantsWithNews()).toEqual([])
  }

  test('finds the very first event, though there was none before', async () => {
    const house = await home()
    const feed = feedWriter(database)
    await findsNothing(feed)
    await documentStore(database, systemChance.id).accept(acceptance(house))
    await expect.poll(() => feed.tenantsWithNews()).toEqual([house.tenantId])
    await feed.place(house.tenantId, () => [])
  })

  test('finds what was still being written when he looked, though nothing follows it', async () => {
    const house = await home()
    const accepted = await documentStore(database, systemChance.id).accept(acceptance(house))
    if (accepted.kind !== 'stored') throw new Error(accepted.kind)
    const { id: documentId } = accepted.document
    const feed = feedWriter(database)
    await expect.poll(() => feed.place(house.tenantId, () => [])).toBe(1)
    const { tenantId } = house
    await database.transaction({ tenantId }, async (run) => {
      const chain = await lockedHead(run, tenantId, documentId)
      if (!chain) throw new Error('the document is gone')
      const event = {
        tenantId,
        documentId,
        at: new Date(),
        actor: 'test',
        kind: 'sent',
        to: 'sent',
        detail: {},
      } as const
      await appendEvent(run, chain, event)
      await findsNothing(feed)
    })
    await expect.poll(() => feed.tenantsWithNews()).toEqual([tenantId])
  })
})
