import type { Environment } from '../domain/caller.ts'

/** Whose secret lies under a seal. */
export type SealOwner = { readonly tenantId: string } & (
  | {
      readonly kind: 'certificate'
      readonly issuerId: string
      readonly certificateId: string
      readonly subject: string
    }
  | { readonly kind: 'webhook'; readonly webhookId: string; readonly secret: 'current' | 'previous' }
  | { readonly kind: 'mail-server'; readonly environment: Environment }
)

/** A secret of an account under its seal. */
export interface Sealed {
  readonly owner: SealOwner
  readonly sealed: Uint8Array
}

/** Everything sealed again, in the order it was given, and the id of the master key that seals from now on. */
export interface Resealed {
  readonly masterKeyId: string
  readonly sealed: readonly Uint8Array[]
}

/** For operators: all that is sealed, of all tenants, and which master key seals. */
export interface Seals {
  /** Id of the master key that seals; undefined until one was adopted. */
  keyInUse(): Promise<string | undefined>
  /** Makes a master key the one that seals, unless there is one. Answers the id of the one that does. */
  adopt(masterKeyId: string): Promise<string>
  all(): Promise<readonly Sealed[]>
  /**
   * Puts new seals in the place of all there are, in one transaction; of none when `change` throws. What another process seals
   * for the first time meanwhile is not among them.
   */
  reseal(change: (all: readonly Sealed[]) => Promise<Resealed>): Promise<void>
}
