import type { Authenticator } from '../../accounts/authentication.ts'
import type { ServerParts } from '../parts.ts'

/** What the routes of the native API stand on. */
export interface NativeApiParts extends ServerParts {
  readonly authenticator: Authenticator
}
