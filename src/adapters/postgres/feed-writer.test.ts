import { expect, test } from 'vitest'
import { acceptance, household, loadRange } from '../../../test/support/acceptances.ts'
import { freshDatabase } from '../../../test/support/database.ts'
import { needs } from '../../../test/support/needs.ts'
import { systemChance } from '../system/chance.ts'
import { systemClock } from '../system/clock.ts'
import { accountStore } from './account-store.ts'
import { openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { feedWriter } from './feed-writer.ts'

test.skipIf(!needs('postgres-server'))('the very first event is news, also to who found none before', async () => {
  const fresh = await freshDatabase()
  const database = openDatabase({ url: fresh.url, connections: 4, onError: () => undefined })
  try {
    const accounts = accountStore(database, systemClock)
    const house = await household(accounts)
    await loadRange(accounts, house, 1, 10)
    const feed = feedWriter(database)
    // Transactions of other tests on the server leave a look inconclusive: only after a conclusive one the next is spared.
    for (let look = 0; look < 20; look += 1) expect(await feed.tenantsWithNews()).toEqual([])
    await documentStore(database, systemChance.id).accept(acceptance(house))
    await expect.poll(() => feed.tenantsWithNews()).toEqual([house.tenantId])
  } finally {
    await database.close()
    await fresh.drop()
  }
})
