import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { IssuingPlace, Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts, Issuer } from '../ports/accounts.ts'
import type { DoorRecords } from '../ports/door-records.ts'

export interface BranchParts {
  readonly accounts: Pick<Accounts, 'issuers'>
  readonly doorRecords: Pick<DoorRecords, 'branches' | 'branchAt'>
  readonly jurisdictions: readonly Jurisdiction[]
}

/** A point at which an issuer of the caller issues, by its number. */
export interface NumberedBranch {
  readonly number: number
  readonly issuer: Issuer
  readonly place: IssuingPlace
}

/** All points at which the caller's issuers issue now, by number. A new one gets its number here. */
export async function branchesOf(parts: BranchParts, caller: Caller): Promise<readonly NumberedBranch[]> {
  const { tenantId, environment } = caller
  const [issuers, known] = await Promise.all([
    parts.accounts.issuers(tenantId, environment),
    parts.doorRecords.branches(tenantId, environment),
  ])
  const branches: NumberedBranch[] = []
  for (const issuer of issuers) {
    for (const place of placesOf(parts, issuer)) {
      const of = { tenantId, environment, issuerId: issuer.id, place: place.name }
      const numbered = known.find((each) => each.issuerId === issuer.id && each.place === place.name)
      const { number } = numbered ?? (await parts.doorRecords.branchAt(of))
      branches.push({ number, issuer, place })
    }
  }
  return branches.sort((a, b) => a.number - b.number)
}

/**
 * The branch of this number.
 *
 * @throws Refusal not-found; forbidden when it is another tenant's; unauthenticated when it is of the caller's other environment
 */
export async function branchNumbered(
  parts: BranchParts & { readonly doorRecords: Pick<DoorRecords, 'branchNumbered'> },
  caller: Caller,
  number: number,
): Promise<NumberedBranch> {
  const known = await parts.doorRecords.branchNumbered(number)
  if (known && known.tenantId !== caller.tenantId) throw new Refusal('forbidden', OTHER_TENANT)
  if (known && known.environment !== caller.environment) throw new Refusal('unauthenticated', OTHER_ENVIRONMENT)
  // One that the issuer has given up since is no more.
  const branch = known && (await branchesOf(parts, caller)).find((each) => each.number === number)
  if (!branch) throw new Refusal('not-found', UNKNOWN)
  return branch
}

const UNKNOWN = { es: 'No existe un punto de emisión con ese número.', en: 'There is no issuer of this number.' }
const OTHER_TENANT = { es: 'El punto de emisión es de otra cuenta.', en: 'The issuer belongs to a different tenant.' }
const OTHER_ENVIRONMENT = {
  es: 'La clave y el punto de emisión son de ambientes distintos.',
  en: 'Environment mismatch: the API key and the issuer are of different environments.',
}

function placesOf({ jurisdictions }: BranchParts, { jurisdiction, profile }: Issuer): readonly IssuingPlace[] {
  return jurisdictions.find(({ code }) => code === jurisdiction)?.issuers.places?.(profile) ?? []
}
