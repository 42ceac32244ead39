/** `sandbox` documents end at a test service, `production` ones are invoices. It comes from the credential only. */
export type Environment = 'sandbox' | 'production'

/** What a key may do. */
export type Scope = 'documents:read' | 'documents:write' | 'issuers:read' | 'issuers:write' | 'keys:write'

export const SCOPES: readonly Scope[] = [
  'documents:read',
  'documents:write',
  'issuers:read',
  'issuers:write',
  'keys:write',
]

/** Who asks, as told by the credential alone. `actor` is what the timeline and the audit show, such as `key:emk_12ab`. */
export interface Caller {
  readonly tenantId: string
  readonly environment: Environment
  readonly scopes: readonly Scope[]
  readonly actor: string
  /** Through which contract the request came; idempotency keys are unique within it. */
  readonly door: string
}
