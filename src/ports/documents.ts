import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment } from '../domain/caller.ts'
import type { AuthorityAnswer, Document, DocumentEvent, DocumentState } from '../domain/document.ts'
import type { Draft } from '../domain/draft.ts'
import type {
  Numbered,
  PreparedDocument,
  RelatedDocument,
  SeriesNumber,
  SignedDocument,
} from '../jurisdictions/jurisdiction.ts'

/** Keeps documents. Every method belongs to one tenant; another tenant's document is not there. */
export interface Documents {
  /**
   * Takes a number, lets `sign` make the document and stores number, bytes, first event and work in ONE transaction.
   * Either all of it is there afterwards or nothing is, the number included.
   *
   * @throws Refusal range-missing, range-exhausted, range-expired, number-outside-range, quota-exceeded
   */
  accept(acceptance: Acceptance): Promise<Accepted>
  /** Replaces a rejected document under its own number by a new revision; the old one is archived. */
  correct(correction: Correction): Promise<Corrected>

  /** Until when the range that the document's number comes from is valid; undefined when its ranges do not expire. */
  expiryOf(document: Document): Promise<CalendarDate | undefined>

  get(tenantId: string, environment: Environment, id: string): Promise<Document | undefined>
  /** The document whose signed file bears this clave de acceso, or bore it before a correction gave it another. */
  byAccessKey(tenantId: string, environment: Environment, accessKey: string): Promise<Document | undefined>
  /**
   * The document that the authority ever gave this receipt for, though it may have another now. Undefined also when several
   * had it, because some receipts name no document.
   */
  byReceipt(tenantId: string, environment: Environment, receiptId: string): Promise<Document | undefined>
  /** By idempotency key, else by external id: what an earlier request with the same identity made. */
  earlier(identity: RequestIdentity): Promise<Earlier | undefined>
  /** Documents of an issuer by number, with what the notes to each come to; `exceptId` is a note that is being corrected. */
  related(
    tenantId: string,
    issuerId: string,
    numbers: readonly SeriesNumber[],
    exceptId?: string,
  ): Promise<readonly SeenDocument[]>
  list(query: DocumentQuery): Promise<readonly Document[]>
  timeline(tenantId: string, id: string): Promise<readonly DocumentEvent[]>
  /** Of several documents at once, by id. */
  timelines(tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly DocumentEvent[]>>
  files(tenantId: string, id: string): Promise<DocumentFiles | undefined>
}

export interface RequestIdentity {
  readonly tenantId: string
  readonly environment: Environment
  readonly door: string
  readonly idempotencyKey: string | undefined
  readonly externalId: string | undefined
}

/** A document that another one refers to, as it stood when it was looked at. */
export interface SeenDocument extends RelatedDocument {
  readonly place: SeriesNumber
  /** Another text as soon as its state, its revision or what refers to it is another. */
  readonly standing: string
}

/** What a draft was checked against. A place where no document was has no `standing`. */
export interface Sighting {
  readonly place: SeriesNumber
  readonly standing: string | undefined
}

export interface Earlier {
  readonly document: Document
  readonly requestHash: Uint8Array
  readonly matched: 'idempotency-key' | 'external-id'
}

export interface Acceptance {
  readonly identity: RequestIdentity
  readonly requestHash: Uint8Array
  readonly actor: string
  readonly issuerId: string
  readonly issuerTaxId: string
  readonly jurisdiction: string
  readonly lane: string
  readonly draft: Draft
  readonly prepared: PreparedDocument
  /** The documents it refers to must still stand so when it is stored. */
  readonly seen: readonly Sighting[]
  readonly number: { readonly text: string; readonly sequence: bigint } | undefined
  /** True: a given number is refused while no range of its series is loaded. */
  readonly needsRange: boolean
  readonly now: Date
  /** True: a series without a range opens at 1, because the taxpayer numbers by himself. */
  readonly opensSeries: boolean
  /** Largest sequence of a series that opens so. */
  readonly lastSequence: bigint
  /** The fiscal number of a sequence taken from the range. */
  numberOf(sequence: bigint): string
  /** The issuer's calendar date now: ranges that ended before it are not used. */
  readonly today: string
  sign(numbered: Numbered): Promise<SignedDocument>
}

export type Accepted =
  | { readonly kind: 'stored'; readonly document: Document }
  /** Something with this identity is there already; nothing was stored and no number was used. */
  | { readonly kind: 'taken'; readonly by: 'idempotency-key' | 'external-id' | 'number' }
  /** What it refers to has changed since it was checked; nothing was stored and no number was used. */
  | { readonly kind: 'outdated' }

export interface Correction {
  readonly document: Document
  readonly requestHash: Uint8Array
  readonly actor: string
  readonly lane: string
  readonly draft: Draft
  readonly prepared: PreparedDocument
  /** The documents it refers to must still stand so when it is stored. */
  readonly seen: readonly Sighting[]
  readonly signed: SignedDocument
  readonly now: Date
}

export type Corrected =
  | { readonly kind: 'stored'; readonly document: Document }
  /** What it refers to has changed since it was checked; nothing was stored. */
  | { readonly kind: 'outdated' }

/** Newest first. `before` is the id of the last document of the page before. */
export interface DocumentQuery {
  readonly tenantId: string
  readonly environment: Environment
  readonly limit: number
  readonly before?: string
  readonly states?: readonly DocumentState[]
  readonly type?: string
  readonly issuerTaxId?: string
  readonly number?: string
  readonly externalId?: string
  /** Any of these: one tax id has several spellings. */
  readonly buyerTaxIds?: readonly string[]
  readonly issuedFrom?: string
  readonly issuedTo?: string
}

export interface DocumentFiles {
  readonly draft: Draft
  readonly xml: Uint8Array
  readonly submission: Uint8Array | undefined
  /** The authority's own file of its decision, where it gave one. */
  readonly answer: AuthorityAnswer | undefined
}
