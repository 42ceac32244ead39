import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment } from '../domain/caller.ts'
import type { AuthorityAnswer, Document, DocumentEvent, Receipt, Stamp, Verdict } from '../domain/document.ts'
import type { Draft } from '../domain/draft.ts'
import type { Issuer, NumberRange, Tenant } from './accounts.ts'

/** Everything that is kept of documents, out of the database and back into one. */
export interface ArchiveRecords {
  /** Documents of a period, the oldest first. */
  page(query: ArchiveQuery): Promise<readonly ArchivedDocument[]>
  /** How many documents the whole period has, or those of it up to and with the id `until`. */
  count(query: Omit<ArchiveQuery, 'after' | 'limit'>, until?: string): Promise<number>
  /** A tenant's issuers in an environment, with where their numbering stands. */
  owner(tenantId: string, environment: Environment): Promise<ArchivedOwner>
  /** Makes the tenant, issuers and series that are not there; a series that is there never goes back. @throws Refusal state-conflict */
  restoreOwner(owner: ArchivedOwner, actor: string, now: Date): Promise<void>
  /**
   * Puts a document back with its events, all of it or nothing. `there` when the very same document is there already.
   *
   * @throws Refusal duplicate-number, duplicate-external-id, idempotency-conflict when another document has its place
   */
  restore(document: ArchivedDocument, lane: string, now: Date): Promise<'restored' | 'there'>
  /** Writes to the tenant's audit log that documents were restored. */
  restored(tenantId: string, actor: string, now: Date, detail: Readonly<Record<string, unknown>>): Promise<void>
}

export interface ArchiveQuery {
  readonly tenantId: string
  readonly environment: Environment
  readonly issuedFrom: CalendarDate
  readonly issuedTo: CalendarDate
  readonly issuerId: string | undefined
  /** Id of the last document of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

export interface ArchivedOwner {
  readonly tenant: Tenant
  readonly environment: Environment
  readonly issuers: readonly Issuer[]
  readonly ranges: readonly NumberRange[]
}

/** A document with everything that belongs to it. */
export interface ArchivedDocument {
  readonly document: Document
  readonly series: string
  readonly sequence: string
  readonly door: string
  readonly idempotencyKey: string | undefined
  /** SHA-256 in hex of the request that made it. */
  readonly requestHash: string
  /** Places of the documents it refers to and waits for, `series/sequence`. */
  readonly refersTo: string | undefined
  readonly follows: string | undefined
  readonly signedAt: string
  readonly draft: Draft
  readonly files: ArchivedFiles
  readonly events: readonly DocumentEvent[]
  readonly superseded: readonly SupersededRevision[]
}

export interface ArchivedFiles {
  readonly xml: Uint8Array
  readonly submission: Uint8Array | undefined
  readonly answer: AuthorityAnswer | undefined
}

/** What a corrected document was before. */
export interface SupersededRevision {
  readonly revision: number
  readonly draft: Draft
  readonly stamp: Stamp
  readonly receipt: Receipt | undefined
  readonly verdict: Verdict | undefined
  readonly archivedAt: string
  /** What the document said then; undefined of revisions archived by the first versions of Emite. */
  readonly said: RevisionFacts | undefined
  readonly files: ArchivedFiles
}

export interface RevisionFacts {
  readonly issueDate: CalendarDate
  readonly currency: string
  readonly total: string
  readonly buyerTaxId: string | undefined
  readonly buyerName: string | undefined
}

/** Where an archive is written to: named files in the order given. */
export interface ArchiveWriter {
  /** Resolves when the file is on its way, so that memory does not fill. */
  add(path: string, bytes: Uint8Array): Promise<void>
  /** Writes the end. Without it the archive cannot be opened. */
  finish(): Promise<void>
}

/** Where an archive is read from. */
export interface ArchiveReader {
  /** Names of all files, in the order they were written. */
  readonly paths: readonly string[]
  /** @throws ArchiveDamaged when it is not there, larger than `mostBytes`, or cannot be unpacked */
  read(path: string, mostBytes: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** The file is no archive of ours, or not as it was written. */
export class ArchiveDamaged extends Error {
  /** Which file of the archive, where one can be named. */
  readonly path: string | undefined

  constructor(what: string, path?: string) {
    super(path === undefined ? what : `${path}: ${what}`)
    this.name = 'ArchiveDamaged'
    this.path = path
  }
}
