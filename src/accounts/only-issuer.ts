import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Accounts, Issuer } from '../ports/accounts.ts'

/**
 * The caller's only issuer in a country, for contracts that have no field to name one.
 *
 * @param jurisdiction code of the country
 * @throws Refusal no-issuer when there is none, or more than one
 */
export async function onlyIssuer(
  accounts: Pick<Accounts, 'issuers'>,
  { tenantId, environment }: Caller,
  jurisdiction: string,
): Promise<Issuer> {
  const issuers = await accounts.issuers(tenantId, environment)
  const [only, ...others] = issuers.filter((issuer) => issuer.jurisdiction === jurisdiction)
  if (only && others.length === 0) return only
  throw new Refusal('no-issuer', {
    es: 'La clave necesita exactamente un emisor en este país.',
    en: 'The key needs exactly one issuer in this country.',
  })
}
