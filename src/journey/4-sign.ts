import { wallClock } from '../domain/calendar.ts'
import type { Caller } from '../domain/caller.ts'
import type { PreparedDocument } from '../jurisdictions/jurisdiction.ts'
import { laneOf } from '../ports/circuits.ts'
import type { Accepted, Sighting } from '../ports/documents.ts'
import type { Received } from './1-receive.ts'
import { givenNumber } from './3-number.ts'
import type { JourneyParts } from './journey.ts'

/**
 * Fourth step: write, sign and store, in one transaction with the number and the work to send it. From here on the
 * document cannot be lost.
 *
 * @throws Refusal no-certificate, certificate-expired, range-*, number-outside-range, quota-exceeded
 */
export async function sign(
  parts: JourneyParts,
  caller: Caller,
  received: Received,
  prepared: PreparedDocument,
  seen: readonly Sighting[],
): Promise<Accepted> {
  const { issuer, jurisdiction, draft } = received
  const signer = await parts.signers.of(issuer.tenantId, issuer.id)
  const now = parts.clock.now()
  return parts.documents.accept({
    identity: received.identity,
    requestHash: received.requestHash,
    actor: caller.actor,
    issuerId: issuer.id,
    issuerTaxId: issuer.profile.taxId,
    jurisdiction: jurisdiction.code,
    lane: laneOf({ ...issuer, issuerId: issuer.id }),
    draft,
    prepared,
    seen,
    number: givenNumber(jurisdiction, prepared),
    needsRange: received.numbers === 'authorised',
    now,
    today: wallClock(now, jurisdiction.timeZone).date,
    opensSeries: jurisdiction.numbering.opensByItself,
    lastSequence: jurisdiction.numbering.lastSequence,
    numberOf: (sequence) => jurisdiction.numbering.format(prepared.series, sequence),
    sign: (numbered) => jurisdiction.sign(prepared, numbered, signer, now),
  })
}
