import type { Bilingual } from './fault.ts'

/** Why a request cannot be served. Each code has one status and title, in `doors/problem.ts`. */
export type RefusalCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'idempotency-conflict'
  | 'duplicate-external-id'
  | 'duplicate-number'
  | 'state-conflict'
  | 'no-issuer'
  | 'no-certificate'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'quota-exceeded'
  | 'range-exhausted'
  | 'range-expired'
  | 'range-missing'
  | 'number-outside-range'
  | 'payload-too-large'
  | 'malformed-json'
  | 'invalid-request'
  | 'rate-limited'
  | 'cannot-unseal'
  | 'unavailable'

/**
 * A request that cannot be served. `detail` is shown to the client, so it names fields and figures, never secrets. A plain
 * string is English.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** The field at fault in the client's names, when there is one. */
  readonly path: string | undefined
  /** The detail in both languages, where it was given in both. */
  readonly detail: Bilingual | undefined

  constructor(code: RefusalCode, detail: string | Bilingual, path?: string) {
    super(typeof detail === 'string' ? detail : detail.en)
    this.name = 'Refusal'
    this.code = code
    this.path = path
    this.detail = typeof detail === 'string' ? undefined : detail
  }
}
