import type { Accounts, Issuer } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import { boundedCache } from './bounded-cache.ts'

// A change made by another process is seen after at most this long.
const FRESH_MS = 5_000
const MOST_LISTS = 10_000

/**
 * The same accounts, asked for a tenant's issuers at most once in a few seconds: every request needs them, and they hardly
 * ever change. Changes made through this very object are seen at once.
 */
export function withRecentIssuers(accounts: Accounts, clock: Clock): Accounts {
  const lists = boundedCache<{ tenantId: string; issuers: Promise<readonly Issuer[]> }>(clock, {
    most: MOST_LISTS,
    lifeMs: FRESH_MS,
  })
  const changed = (issuer: Issuer): Issuer => {
    lists.forget((list) => list.tenantId === issuer.tenantId)
    return issuer
  }

  return {
    ...accounts,
    issuers(tenantId, environment) {
      const name = `${tenantId}/${environment}`
      const known = lists.get(name)
      if (known) return known.issuers
      const list = { tenantId, issuers: accounts.issuers(tenantId, environment) }
      lists.set(name, list)
      // A question that failed is asked again.
      list.issuers.catch(() => lists.forget((each) => each === list))
      return list.issuers
    },
    createIssuer: async (issuer, actor) => changed(await accounts.createIssuer(issuer, actor)),
    updateIssuer: async (issuer, actor) => changed(await accounts.updateIssuer(issuer, actor)),
  }
}
