import type { Caller } from '../domain/caller.ts'
import type { Draft } from '../domain/draft.ts'
import type { Fault } from '../domain/fault.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../ports/accounts.ts'
import type { RequestIdentity } from '../ports/documents.ts'
import { shapeFor } from './draft-shape.ts'
import { hashOf } from './earlier-request.ts'
import { issuerNamed, jurisdictionOf } from './issuer-named.ts'
import type { GivenNumbers, JourneyParts } from './journey.ts'
import { plainFaults, plainValue } from './plain-json.ts'
import { shapeFaults } from './shape-fault.ts'

/** A draft of the right shape, and whose it is. */
export interface ReceivedDraft {
  readonly kind: 'received'
  readonly issuer: Issuer
  readonly jurisdiction: Jurisdiction
  readonly draft: Draft
  /** SHA-256 of the request in canonical JSON. */
  readonly requestHash: Uint8Array
}

/** A draft that came as a request with an identity of its own. */
export interface Received extends ReceivedDraft {
  readonly identity: RequestIdentity
  readonly numbers: GivenNumbers
}

/** A request to issue: the draft, and what tells it from others. */
export interface IncomingRequest {
  readonly body: unknown
  readonly idempotencyKey: string | undefined
  /** What the client sent, where that was not the draft itself. */
  readonly original: unknown
  readonly numbers: GivenNumbers
}

type Faulty = { readonly kind: 'faults'; readonly faults: readonly Fault[] }

export type Reception = Received | Faulty

/**
 * First step: shape and identity. Nothing in it costs the client a number.
 *
 * @throws Refusal no-issuer
 */
export async function receive(
  parts: JourneyParts,
  caller: Caller,
  { body, idempotencyKey, original, numbers }: IncomingRequest,
): Promise<Reception> {
  const received = await receiveDraft(parts, caller, body)
  if (received.kind === 'faults') return received
  const { tenantId, environment, door } = caller
  return {
    ...received,
    ...(original === undefined ? {} : { requestHash: hashOf(plainValue(original)) }),
    identity: { tenantId, environment, door, idempotencyKey, externalId: received.draft.externalId },
    numbers,
  }
}

/** The shape of a draft, and its issuer; it claims no identity. @throws Refusal no-issuer */
export async function receiveDraft(
  parts: JourneyParts,
  caller: Caller,
  body: unknown,
): Promise<ReceivedDraft | Faulty> {
  const faults = plainFaults(body)
  if (faults.length > 0) return { kind: 'faults', faults }
  const plain = plainValue(body)

  const issuer = await issuerNamed(parts, caller, plain)
  const jurisdiction = jurisdictionOf(parts, issuer)
  const shape = shapeFor(jurisdiction, plain)
  if (!shape.Check(plain)) return { kind: 'faults', faults: shapeFaults(shape.Errors(plain)) }
  const draft = ('lines' in (plain as object) ? plain : { ...(plain as object), lines: [] }) as Draft
  return { kind: 'received', issuer, jurisdiction, draft, requestHash: hashOf(plain) }
}
