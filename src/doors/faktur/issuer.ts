import type { Caller } from '../../domain/caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Accounts } from '../../ports/accounts.ts'

/** Tax id of the one issuer in Ecuador that a key belongs to. @throws Refusal no-issuer when there is none, or more */
export async function issuerOf(accounts: Accounts, { tenantId, environment }: Caller): Promise<string> {
  const issuers = await accounts.issuers(tenantId, environment)
  const [only, ...others] = issuers.filter(({ jurisdiction }) => jurisdiction === 'ec')
  if (only && others.length === 0) return only.profile.taxId
  throw new Refusal('no-issuer', {
    es: 'Esta clave necesita exactamente un emisor en Ecuador.',
    en: 'This key needs exactly one issuer in Ecuador.',
  })
}
