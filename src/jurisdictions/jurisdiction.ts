import type { TSchema } from 'typebox'
import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment } from '../domain/caller.ts'
import type { AuthorityMessage, DocumentState, Explanation, Receipt, Stamp, Verdict } from '../domain/document.ts'
import type { Draft } from '../domain/draft.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'

/** What a country adds. Everything outside a country's folder knows it through this page only. */
export interface Jurisdiction {
  /** ISO 3166 alpha-2 in lower case; also the key of its block in a draft. */
  readonly code: string
  readonly name: Bilingual
  /** ISO 4217. */
  readonly currency: string
  /** IANA name; every date and wall-clock time on a document is in it. */
  readonly timeZone: string
  readonly documentTypes: readonly DocumentType[]
  /** The authority's services, by name; each belongs to one of our two environments. The first of each is the default. */
  readonly authorityEnvironments: readonly AuthorityEnvironment[]
  readonly catalogs: readonly Catalog[]
  /** JSON Schemas of the block a draft and a line may carry under {@link code}. */
  readonly blocks: { readonly draft: TSchema; readonly line: TSchema }

  readonly issuers: IssuerRules
  readonly numbering: Numbering

  /** Fiscal numbers of other documents that checking this draft needs to know about. */
  relatedNumbers(draft: Draft): readonly string[]
  /** Checks and computes. All faults at once; `document` only when none of them is an error. */
  prepare(draft: Draft, context: PrepareContext): Preparation
  /** The XML as it would be signed, for people to look at. `number` may be a placeholder. */
  preview(document: PreparedDocument, numbered: Numbered, at: Date): string
  /** Writes and signs. The result is final: these very bytes are stored, sent and handed out. */
  sign(document: PreparedDocument, numbered: Numbered, signer: Signer, at: Date): Promise<SignedDocument>
  /** What a signed file says and whether it holds, for people. */
  examine(xml: Uint8Array): Promise<Examination>

  readonly authority: AuthorityProtocol
  /** Says in words what the authority answered. Unknown codes come back verbatim. */
  explain(messages: readonly AuthorityMessage[]): readonly Explanation[]
}

export interface DocumentType {
  readonly code: string
  readonly name: Bilingual
}

export interface AuthorityEnvironment {
  readonly name: string
  readonly environment: Environment
  /** Base address of each of its hosts, by a name the wire uses. The operator may put others (a simulator) in their place. */
  readonly hosts: Readonly<Record<string, string>>
}

export interface Catalog {
  readonly name: string
  readonly title: Bilingual
  readonly source: string
  readonly entries: readonly CatalogEntry[]
}

export interface CatalogEntry {
  readonly code: string
  readonly name: string
  /** Other facts of the entry, such as a rate or an abbreviation. */
  readonly [fact: string]: string | undefined
}

/** A taxpayer that issues, as Emite keeps it. `settings` are the country's own and are checked by it. */
export interface IssuerProfile {
  readonly taxId: string
  readonly name: string
  readonly tradeName?: string
  readonly address?: string
  readonly municipality?: string
  readonly province?: string
  readonly phones?: readonly string[]
  readonly email?: string
  readonly website?: string
  readonly activity?: string
  readonly settings: Readonly<Record<string, unknown>>
}

export interface IssuerRules {
  /** JSON Schema of `settings`. */
  readonly settings: TSchema
  check(profile: IssuerProfile): readonly Fault[]
}

export interface Numbering {
  /** The fiscal number of a sequence within a series. */
  format(series: string, sequence: bigint): string
  /** The series and sequence a number belongs to; undefined when it is none of this country's. */
  parse(number: string): { series: string; sequence: bigint } | undefined
  /** Series a range may be loaded for, such as the e-NCF types. */
  readonly series: readonly { readonly name: string; readonly documentType: string; readonly expires: boolean }[]
  /** Largest sequence. */
  readonly lastSequence: bigint
}

export interface PrepareContext {
  readonly issuer: IssuerProfile
  readonly today: CalendarDate
  readonly now: Date
  readonly environment: Environment
  /** Name of the authority's service the document goes to. */
  readonly authorityEnvironment: string
  readonly related: readonly RelatedDocument[]
  /** Set when an existing document is corrected: its number stays. */
  readonly correcting?: string
}

/** What is known of a document that a draft refers to. */
export interface RelatedDocument {
  readonly number: string
  readonly type: string
  readonly state: DocumentState
  readonly issueDate: CalendarDate
  readonly buyerTaxId: string | undefined
  readonly total: string
  readonly facts: Readonly<Record<string, string>>
  /** Sums of the notes that already refer to it and are not rejected, by document type. */
  readonly noteTotals: Readonly<Record<string, string>>
}

export interface Preparation {
  readonly faults: readonly Fault[]
  readonly document: PreparedDocument | undefined
}

/** A draft that broke no rule, with everything computed that can be without number and time. */
export interface PreparedDocument {
  readonly type: string
  /** Given by the draft; else the next of `series` is taken. */
  readonly number: string | undefined
  readonly series: string
  readonly issueDate: CalendarDate
  readonly currency: string
  readonly total: string
  readonly totals: Readonly<Record<string, string>>
  readonly buyerTaxId: string | undefined
  readonly buyerName: string | undefined
  /** Fiscal number of the document it refers to, as a note does. */
  readonly refersTo: string | undefined
  /** Fiscal number of the document that must have its verdict before this one is sent. */
  readonly follows: string | undefined
  readonly facts: Readonly<Record<string, string>>
  readonly warnings: readonly Fault[]
  /** The country's own: nobody else looks inside. */
  readonly content: unknown
}

export interface Numbered {
  readonly number: string
  /** Of the range the number comes from, where ranges expire. */
  readonly expiresOn: CalendarDate | undefined
}

/** Signs with a certificate that the country's rules accepted. The private key never leaves it. */
export interface Signer {
  /** RSA PKCS#1 v1.5 over `data` with the named digest. Runs off the main thread. */
  sign(digest: 'RSA-SHA256' | 'RSA-SHA1', data: Uint8Array): Promise<Uint8Array>
  /** DER of the signing certificate, base64 without line breaks. */
  readonly certificate: string
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string
}

export interface SignedDocument {
  /** The legal document: for the buyer, for the archive. */
  readonly xml: string
  /** What the authority gets when that is another file (the RFCE of a small type 32). */
  readonly submission: string | undefined
  readonly stamp: Stamp
  /** By when the law wants it at the authority. */
  readonly dueAt: Date
}

export interface Examination {
  readonly root: string
  readonly type: string | undefined
  readonly signature: { readonly valid: boolean; readonly reason: string; readonly mode?: string }
  readonly certificate: { readonly subject: string; readonly issuer: string; readonly validTo: string } | undefined
  readonly faults: readonly Fault[]
}

// ---------------------------------------------------------------------------------------------------------------------
// Talking with the authority. The country decides what is said and what an answer means; a line does the talking.

/** A document on its way out. */
export interface OutboundDocument {
  readonly type: string
  readonly number: string
  readonly issuerTaxId: string
  readonly buyerTaxId: string | undefined
  /** The exact bytes to send. */
  readonly xml: Uint8Array
  readonly securityCode: string
  readonly total: string
  readonly facts: Readonly<Record<string, string>>
  /** Ids of the receipts of earlier revisions under this number: what the authority says of those is not about this one. */
  readonly formerReceipts?: readonly string[]
}

export interface WireRequest {
  /** Name of the service, for metrics, faults and logs. */
  readonly service: string
  readonly method: 'GET' | 'POST'
  /** Key into the authority environment's hosts. */
  readonly host: string
  /** Begins with a slash; query included. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/**
 * What came back. `silence` is everything but a complete HTTP answer: `sent: 'no'` only when the request certainly never
 * reached the authority (name not resolved, connection refused), else `'maybe'`.
 */
export type WireReply =
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'silence'; readonly sent: 'no' | 'maybe'; readonly cause: string }

/** One issuer's line to one authority environment: the country's protocol speaks through it. */
export interface AuthorityLine {
  readonly authorityEnvironment: string
  readonly signer: Signer
  now(): Date
  exchange(request: WireRequest): Promise<WireReply>
  /** A token kept for signer and environment until `expiresAt` is near; `obtain` runs at most once at a time. */
  token(obtain: () => Promise<Token>): Promise<Token>
  /** Forgets this token, after the authority refused it; one obtained since stays. */
  dropToken(refused: Token): void
}

export interface Token {
  readonly value: string
  readonly expiresAt: Date
}

/** How sending ended. */
export type Submission =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** It may have arrived: look before anything is sent again. */
  | { readonly kind: 'unclear'; readonly cause: string }
  /** It certainly did not arrive: the same bytes may be sent again later. */
  | { readonly kind: 'unavailable'; readonly cause: string }
  /** The authority will never take it as it is: a person must act (delegation, certificate, file). */
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }

/** What the authority knows of a number after an unclear answer. */
export type Sighting =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unknown'; readonly cause: string }

/** How far the authority is with a document it has taken. */
export type Progress =
  | { readonly kind: 'processing' }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** The receipt leads nowhere: look by number. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'unknown'; readonly cause: string }
  /** It may have been accepted and no question to the authority will tell: a person must look. */
  | { readonly kind: 'undecidable'; readonly cause: string }

export interface AuthorityProtocol {
  submit(document: OutboundDocument, line: AuthorityLine): Promise<Submission>
  look(document: OutboundDocument, line: AuthorityLine): Promise<Sighting>
  track(document: OutboundDocument, receipt: Receipt, line: AuthorityLine): Promise<Progress>
  /** Is it there? For people and for the probe that closes an open circuit. */
  ping(line: AuthorityLine): Promise<{ readonly up: boolean; readonly cause: string }>
  /** Pauses between questions after a receipt, in milliseconds; the last one repeats. */
  readonly trackingPausesMs: readonly number[]
}
