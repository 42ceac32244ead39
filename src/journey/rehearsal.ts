import type { Caller } from '../domain/caller.ts'
import { isAcceptable } from '../domain/fault.ts'
import { receiveDraft } from './1-receive.ts'
import { validate } from './2-validate.ts'
import { givenNumber } from './3-number.ts'
import type { JourneyParts, Rehearsal } from './journey.ts'
import { expiryFor } from './trial.ts'

/**
 * Signs a draft without storing anything. A number that it gives is used by nothing and may have been used; without one the
 * document bears the number that comes before the first.
 *
 * @throws Refusal no-issuer, no-certificate, certificate-expired, range-missing
 */
export async function rehearse(parts: JourneyParts, caller: Caller, body: unknown): Promise<Rehearsal> {
  const received = await receiveDraft(parts, caller, body)
  if (received.kind === 'faults') return { faults: received.faults, signed: undefined }

  const { issuer, jurisdiction, draft } = received
  const { faults, document } = await validate(parts, issuer, jurisdiction, draft)
  if (!document || !isAcceptable(faults)) return { faults, signed: undefined }
  const numbered = {
    number: givenNumber(jurisdiction, document)?.text ?? jurisdiction.numbering.format(document.series, 0n),
    expiresOn: await expiryFor(parts, issuer, jurisdiction, document),
  }
  const signer = await parts.signers.of(issuer.tenantId, issuer.id)
  return { faults, signed: await jurisdiction.sign(document, numbered, signer, parts.clock.now()) }
}
