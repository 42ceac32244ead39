import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import { isAcceptable } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import { laneOf } from '../ports/circuits.ts'
import { receiveDraft, type ReceivedDraft } from './1-receive.ts'
import { validate } from './2-validate.ts'
import { allowing } from './existing.ts'
import type { JourneyParts, Outcome } from './journey.ts'
import type { Rechecking } from './rechecking.ts'

/**
 * Signs a new revision of a rejected or failed document under its own number; the revision before is archived. The
 * correction claims no identity of its own, and issuer, type and number stay.
 */
export async function correct(
  parts: JourneyParts,
  rechecking: Rechecking,
  caller: Caller,
  id: string,
  body: unknown,
): Promise<Outcome> {
  const document = await allowing(parts, caller, id, 'correct')
  const received = await receiveDraft(parts, caller, body)
  if (received.kind === 'faults') return received

  const { issuer, draft, jurisdiction } = received
  if (issuer.id !== document.issuerId) throw keeps('issuer', document.issuerTaxId)
  if (draft.number !== undefined && !isSameNumber(jurisdiction, draft.number, document)) {
    throw keeps('number', document.number)
  }
  return rechecking(received, () => revise(parts, caller, document, received))
}

/** Undefined when what the draft refers to changed between checking and storing it. */
async function revise(
  parts: JourneyParts,
  caller: Caller,
  document: Document,
  { issuer, jurisdiction, draft, requestHash }: ReceivedDraft,
): Promise<Outcome | undefined> {
  const { faults, document: prepared, seen } = await validate(parts, issuer, jurisdiction, draft, document)
  if (!prepared || !isAcceptable(faults)) return { kind: 'faults', faults }
  if (prepared.type !== document.type) throw keeps('type', document.type)

  const signer = await parts.signers.of(issuer.tenantId, issuer.id)
  const now = parts.clock.now()
  const numbered = { number: document.number, expiresOn: await parts.documents.expiryOf(document) }
  const corrected = await parts.documents.correct({
    document,
    requestHash,
    actor: caller.actor,
    lane: laneOf({ ...issuer, issuerId: issuer.id }),
    draft,
    prepared,
    seen,
    signed: await jurisdiction.sign(prepared, numbered, signer, now),
    now,
  })
  return corrected.kind === 'outdated' ? undefined : { kind: 'created', document: corrected.document }
}

/** Whether a draft names the number that the document has, however it is spelt. */
function isSameNumber({ numbering }: Jurisdiction, stated: string, { number, type }: Document): boolean {
  const [one, other] = [numbering.parse(stated, type), numbering.parse(number, type)]
  return one !== undefined && one.series === other?.series && one.sequence === other.sequence
}

function keeps(path: string, value: string): Refusal {
  const detail = { es: `Una corrección conserva ${path}: ${value}.`, en: `A correction keeps ${path}: ${value}.` }
  return new Refusal('state-conflict', detail, path)
}
