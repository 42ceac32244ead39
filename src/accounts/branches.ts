import type { Caller } from '../domain/caller.ts'
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

function placesOf({ jurisdictions }: BranchParts, { jurisdiction, profile }: Issuer): readonly IssuingPlace[] {
  return jurisdictions.find(({ code }) => code === jurisdiction)?.issuers.places?.(profile) ?? []
}
