import { hash } from 'node:crypto'
import type { CalendarDate } from './calendar.ts'
import type { Environment } from './caller.ts'

/** What of a document never changes but by a correction. `total` has two decimals at least and no zeros beyond them. */
export interface SealedFacts {
  readonly environment: Environment
  readonly type: string
  readonly number: string
  readonly issueDate: CalendarDate
  readonly total: string
}

/** Members of an event: what the document says, and the SHA-256 of each file in hexadecimal. */
export interface DocumentSeal extends SealedFacts {
  readonly xmlSha256: string
  /** Where the authority gets a file of its own. */
  readonly submissionSha256?: string
}

/**
 * What the event that stores signed bytes says of them. The event is part of a chain, so that neither the bytes nor what is
 * told of them can be changed unseen.
 */
export function sealOf(
  { environment, type, number, issueDate, total }: SealedFacts,
  { xml, submission }: { readonly xml: string | Uint8Array; readonly submission?: string | Uint8Array | undefined },
): DocumentSeal {
  const sealed = { environment, type, number, issueDate, total, xmlSha256: hash('sha256', xml) }
  return submission === undefined ? sealed : { ...sealed, submissionSha256: hash('sha256', submission) }
}
