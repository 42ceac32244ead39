import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { JourneyParts } from './journey.ts'

/** The issuer that a draft names, or the only one there is. @throws Refusal no-issuer */
export async function issuerNamed(parts: JourneyParts, caller: Caller, body: unknown): Promise<Issuer> {
  const named = (body as { issuer?: unknown } | null)?.issuer
  const issuers = await parts.accounts.issuers(caller.tenantId, caller.environment)
  if (named === undefined) {
    const [only, ...others] = issuers
    if (only && others.length === 0) return only
    throw new Refusal(
      'no-issuer',
      issuers.length === 0
        ? { es: 'Esta clave aún no tiene emisor.', en: 'This key has no issuer yet.' }
        : { es: 'Esta clave sirve a varios emisores: indique uno.', en: 'This key serves several issuers: name one.' },
      'issuer',
    )
  }
  const issuer = issuers.find((candidate) => typeof named === 'string' && candidate.profile.taxId === bareTaxId(named))
  if (!issuer)
    throw new Refusal(
      'no-issuer',
      {
        es: 'Ningún emisor de esta clave tiene ese número fiscal.',
        en: 'No issuer with this tax id belongs to this key.',
      },
      'issuer',
    )
  return issuer
}

/** A tax id without the dashes and blanks that people write into it. */
export function bareTaxId(taxId: string): string {
  return taxId.replaceAll(/[\s-]/g, '')
}

/** The country an issuer belongs to. */
export function jurisdictionOf(parts: Pick<JourneyParts, 'jurisdictions'>, issuer: Issuer): Jurisdiction {
  const jurisdiction = parts.jurisdictions.find((candidate) => candidate.code === issuer.jurisdiction)
  if (!jurisdiction)
    throw new Refusal(
      'no-issuer',
      {
        es: `No se conoce la jurisdicción ${issuer.jurisdiction}.`,
        en: `Nothing is known of the jurisdiction ${issuer.jurisdiction}.`,
      },
      'issuer',
    )
  return jurisdiction
}
