import { hash } from 'node:crypto'
import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Earlier, RequestIdentity } from '../ports/documents.ts'
import type { GivenIdentity, JourneyParts } from './journey.ts'
import { plainFaults, plainValue } from './plain-json.ts'

/** What an earlier request with the same identity made. @throws Refusal when that was another request. */
export async function earlierOf(
  parts: JourneyParts,
  identity: RequestIdentity,
  requestHash: Uint8Array,
): Promise<Earlier | undefined> {
  if (identity.idempotencyKey === undefined && identity.externalId === undefined) return undefined
  const earlier = await parts.documents.earlier(identity)
  if (!earlier || Buffer.compare(earlier.requestHash, requestHash) === 0) return earlier
  throw earlier.matched === 'idempotency-key'
    ? new Refusal('idempotency-conflict', {
        es: 'Esta clave de idempotencia se usó con otro cuerpo.',
        en: 'This idempotency key was used with another request body.',
      })
    : new Refusal(
        'duplicate-external-id',
        {
          es: `externalId pertenece al documento ${earlier.document.id}, hecho con otro cuerpo.`,
          en: `externalId is taken by document ${earlier.document.id}, made from another body.`,
        },
        'externalId',
      )
}

/** The document that an earlier request with the identity given made. @throws Refusal when that was another request. */
export async function earlierMade(
  parts: JourneyParts,
  { tenantId, environment, door }: Caller,
  { idempotencyKey, externalId }: GivenIdentity,
  original: unknown,
): Promise<Document | undefined> {
  const identity = { tenantId, environment, door, idempotencyKey, externalId }
  // What could not be kept exactly was never served: an earlier request with this identity was another one.
  const requestHash = plainFaults(original).length > 0 ? NEVER_SERVED : hashOf(plainValue(original))
  return (await earlierOf(parts, identity, requestHash))?.document
}

const NEVER_SERVED = new Uint8Array()

/** SHA-256 of a plain value, whose members stand in the order of their names. */
export function hashOf(plain: unknown): Uint8Array {
  return hash('sha256', JSON.stringify(plain), 'buffer')
}
