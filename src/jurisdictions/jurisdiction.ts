import type { TSchema } from 'typebox'
import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment } from '../domain/caller.ts'
import type { AuthorityMessage, Document, DocumentState, Explanation, Stamp, Verdict } from '../domain/document.ts'
import type { Draft } from '../domain/draft.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'
import type { PrintedPage } from '../domain/printed-page.ts'
import type { SignedXml, XmlSigner } from '../xml/dsig.ts'
import type { XmlElement } from '../xml/tree.ts'
import type { Verification } from '../xml/verify.ts'
import type { AuthorityProtocol, Signer } from './authority-protocol.ts'
import type { Recomputation } from './recomputation.ts'

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

  /** Other documents of the issuer that checking this draft needs to know about. */
  relatedNumbers(draft: Draft): readonly SeriesNumber[]
  /** Checks and computes. All faults at once; `document` only when none of them is an error. */
  prepare(draft: Draft, context: PrepareContext): Preparation
  /** The XML as it would be signed, for people to look at. `number` may be a placeholder. */
  preview(document: PreparedDocument, numbered: Numbered, at: Date): string
  /** Writes and signs. The result is final: these very bytes are stored, sent and handed out. */
  sign(document: PreparedDocument, numbered: Numbered, signer: Signer, at: Date): Promise<SignedDocument>
  /**
   * Signs a document that somebody else wrote, blanks between elements dropped; undefined when its root is none that this
   * country's files have. Left out by a country whose files carry a plain enveloped signature.
   *
   * @throws UnreadableXml (rejects) for a file that is no XML
   */
  signFile?(xml: Uint8Array, signer: XmlSigner, at: Date): Promise<FileSignature | undefined>
  /**
   * What a signed file says and whether it holds, for people; undefined when its root is none that this country's files have.
   *
   * @throws UnreadableXml (rejects) for a file that is no XML
   */
  examine(xml: Uint8Array): Promise<Examination | undefined>
  /** Takes documents that somebody else wrote as files. Left out by a country that takes drafts only. */
  readonly fileDrafts?: FileDrafts
  /** What paper must show of a document, read from the very bytes that were signed. */
  printed(document: Printable): PrintedPage
  /** Computes a document's figures anew by the country's rules, `now` standing in for an issue date it lacks. */
  recompute(document: XmlElement, now: Date): Recomputation

  readonly authority: AuthorityProtocol
  /** Says in words what the authority answered. Unknown codes come back verbatim. */
  explain(messages: readonly AuthorityMessage[]): readonly Explanation[]
}

export interface DocumentType {
  readonly code: string
  readonly name: Bilingual
  /**
   * What a draft of it must bring in `lines`: at least one with quantity and price (`priced`), or whatever the country makes of
   * them (`free`), because such a document sells nothing.
   */
  readonly lines: 'priced' | 'free'
  /** True when its lines can be taxed in one way only, which holds for those that name no tax. */
  readonly taxesImplied?: boolean
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
  /** Where the issuer issues, the default place first. Left out by a country whose numbers name no place. */
  places?(profile: IssuerProfile): readonly IssuingPlace[]
}

/** A point at which an issuer issues, such as an emission point of one of its establishments. */
export interface IssuingPlace {
  /** As the numbers of documents begin that are issued there, such as `001-001`. */
  readonly name: string
  readonly address: string | undefined
  readonly tradeName: string | undefined
}

export interface Numbering {
  /** The fiscal number of a sequence within a series. */
  format(series: string, sequence: bigint): string
  /** The series and sequence that the number of a document of this type belongs to; undefined when it is none. */
  parse(number: string, type: string): SeriesNumber | undefined
  /** What is known of a series that a range may be loaded for; undefined when there is no such series. */
  seriesOf(name: string): Series | undefined
  /** Names of series in words, for whoever gave one that is none. */
  readonly seriesNames: Bilingual
  /** True where the taxpayer numbers by himself: a series without a range opens at 1 with its first document. */
  readonly opensByItself: boolean
  /** Largest sequence. */
  readonly lastSequence: bigint
}

/** A run of numbers of its own, such as those of a type, or of a type at one point of sale. */
export interface Series {
  readonly name: string
  readonly documentType: string
  /** Whether the authority grants its ranges with a last day. */
  readonly expires: boolean
}

/** A document's place in the numbering of its issuer: no two documents share one. */
export interface SeriesNumber {
  readonly series: string
  readonly sequence: bigint
}

export interface PrepareContext {
  readonly issuer: IssuerProfile
  readonly today: CalendarDate
  readonly now: Date
  readonly environment: Environment
  /** Name of the authority's service the document goes to. */
  readonly authorityEnvironment: string
  readonly related: readonly RelatedDocument[]
  /** Set when an existing document is corrected: its number stays, what else its stamp says of it, and what it was rejected for. */
  readonly correcting?: { readonly number: string; readonly stamp: Stamp; readonly verdict?: Verdict | undefined }
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
  readonly stamp: Stamp
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
  /** The document it refers to, as a note does. */
  readonly refersTo: SeriesNumber | undefined
  /** The document that must have its verdict before this one is sent. */
  readonly follows: SeriesNumber | undefined
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

export interface SignedDocument {
  /** The legal document: for the buyer, for the archive. */
  readonly xml: string
  /** What the authority gets when that is another file (the RFCE of a small type 32). */
  readonly submission: string | undefined
  readonly stamp: Stamp
  /** By when the law wants it at the authority. */
  readonly dueAt: Date
}

/** A document to be printed. */
export interface Printable {
  readonly document: Document
  /** The legal document, as signed. */
  readonly xml: Uint8Array
  /** For what stands in no file, such as a legend that the law wants on paper only. */
  readonly issuer: IssuerProfile
}

/** A file signed, or why the authority would not take it however it is signed. */
export type FileSignature =
  ({ readonly kind: 'signed' } & SignedXml) | { readonly kind: 'refused'; readonly fault: Fault }

/** Files that somebody else wrote, as drafts. */
export interface FileDrafts {
  /**
   * What a file says, as a draft that gives every value by its official name and as it stands; its signature, if it has one, and
   * the signing time are left out, because the document is signed anew. All faults against the format of its type at once; a file
   * that cannot be read as XML has that one.
   */
  draftOf(xml: Uint8Array): Promise<FileDraft>
  /** Where in the file stands what is at this path of such a draft. */
  placeOf(path: string): string
}

export type FileDraft =
  { readonly kind: 'draft'; readonly draft: Draft } | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

export interface Examination {
  /** Undefined when no type of document has its kind, such as a seed. */
  readonly type: string | undefined
  /** By the kind of signature that the country's files carry. */
  readonly verification: Verification
  /** What was checked: what was signed when the signature holds, else the document as it stands; never what it came wrapped in. */
  readonly content: XmlElement
  /** When it says it was signed, if its signature holds and it says so. */
  readonly signedAt: Date | undefined
  readonly faults: readonly Fault[]
}
