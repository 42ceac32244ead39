import type { Environment } from '../domain/caller.ts'

/** What doors keep beside the documents themselves. */
export interface DoorRecords {
  /**
   * Keeps the reply to the request that made a document, unless one is kept already. Answers the one that is kept: whoever
   * repeats the request gets it word for word, also while the first is still being answered.
   */
  keepReply(of: ReplyOf, reply: KeptReply, now: Date): Promise<KeptReply>
  /** The reply kept for a document; undefined before it was first answered. */
  reply(of: ReplyOf): Promise<KeptReply | undefined>

  /** The whole number that stands for a document, given when first asked for. */
  numberOf(tenantId: string, documentId: string): Promise<number>
  /** The document a number stands for. */
  documentOf(tenantId: string, number: number): Promise<string | undefined>

  /** The branch at this place of an issuer, with its number, given when first asked for. */
  branchAt(branch: Omit<Branch, 'number'>): Promise<Branch>
  /** All branches that have a number in an environment, by number. */
  branches(tenantId: string, environment: Environment): Promise<readonly Branch[]>
  /** Whose a branch is, whichever tenant's: for contracts that answer *forbidden* where we would say *not found*. */
  branchNumbered(number: number): Promise<Branch | undefined>
}

export interface ReplyOf {
  readonly tenantId: string
  readonly door: string
  readonly documentId: string
}

export interface KeptReply {
  readonly status: number
  /** JSON as it was sent. */
  readonly body: string
}

/** A point at which an issuer issues. */
export interface Branch {
  /** From 1. */
  readonly number: number
  readonly tenantId: string
  readonly environment: Environment
  readonly issuerId: string
  /** Within its issuer, such as `001-001`. */
  readonly place: string
}
