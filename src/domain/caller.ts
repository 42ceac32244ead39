/** `sandbox` documents end at a test service, `production` ones are invoices. It comes from the credential only. */
export type Environment = 'sandbox' | 'production'

/** What a key may do. */
export type Scope =
  | 'documents:read'
  | 'documents:write'
  | 'issuers:read'
  | 'issuers:write'
  | 'keys:write'
  | 'webhooks:read'
  | 'webhooks:write'

export const SCOPES: readonly Scope[] = [
  'documents:read',
  'documents:write',
  'issuers:read',
  'issuers:write',
  'keys:write',
  'webhooks:read',
  'webhooks:write',
]

/** Who asks, as told by the credential alone. `actor` is what the timeline and the audit show, such as `key:emk_12ab`. */
export interface Caller {
  readonly tenantId: string
  readonly environment: Environment
  readonly scopes: readonly Scope[]
  readonly actor: string
  /** Through which contract the request came; idempotency keys are unique within it. */
  readonly door: string
  /** Requests its key may make in a minute, when the key has a limit of its own. */
  readonly requestsPerMinute?: number
}
