import { onlyIssuer } from '../accounts/only-issuer.ts'
import type { Document } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import type { GivenNumbers, Journey } from '../journey/journey.ts'
import type { Accounts } from '../ports/accounts.ts'
import { orEarlier, type RepeatableRequest } from './earlier-first.ts'

/** A request to issue, in a contract that has no field to name an issuer. */
export interface Issuing extends RepeatableRequest {
  /** Code of the country whose only issuer is meant. */
  readonly country: string
  readonly numbers: GivenNumbers
  /** The request as a draft of this issuer. Throws what keeps it from being one. */
  readonly draftBy: (issuerTaxId: string) => Promise<object>
  /** What to throw when faults stop the draft. */
  readonly refusalOf: (faults: readonly Fault[]) => Error
}

/**
 * Issues a document, or finds the one that the same request made earlier: that one wins over every refusal.
 *
 * @throws Refusal, and what `draftBy` and `refusalOf` bring
 */
export async function issueOnce(
  parts: { readonly accounts: Pick<Accounts, 'issuers'>; readonly journey: Journey },
  { country, numbers, draftBy, refusalOf, ...request }: Issuing,
): Promise<Document> {
  const { document } = await orEarlier(parts.journey, request, async () => {
    const { caller, idempotencyKey, original } = request
    const { profile } = await onlyIssuer(parts.accounts, caller, country)
    const draft = { ...(await draftBy(profile.taxId)), issuer: profile.taxId }
    const outcome = await parts.journey.begin(caller, draft, idempotencyKey, original, numbers)
    if (outcome.kind === 'faults') throw refusalOf(outcome.faults)
    return outcome
  })
  return document
}
