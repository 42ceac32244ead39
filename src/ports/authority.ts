import type { Environment } from '../domain/caller.ts'
import type { AuthorityLine, Signer } from '../jurisdictions/authority-protocol.ts'

/** Opens lines to the authorities. */
export interface Authorities {
  line(request: LineRequest): AuthorityLine
}

export interface LineRequest {
  readonly jurisdiction: string
  readonly environment: Environment
  readonly authorityEnvironment: string
  readonly signer: Signer
}
