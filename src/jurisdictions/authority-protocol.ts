import type { AuthorityAnswer, AuthorityMessage, Receipt, Stamp, Verdict } from '../domain/document.ts'

// Talking with the authority. The country decides what is said and what an answer means; a line does the talking.

/** Signs with a certificate that the country's rules accepted. The private key never leaves it. */
export interface Signer {
  /** RSA PKCS#1 v1.5 over `data` with the named digest. Runs off the main thread. */
  sign(digest: 'RSA-SHA256' | 'RSA-SHA1', data: Uint8Array): Promise<Uint8Array>
  /** DER of the signing certificate, base64 without line breaks. */
  readonly certificate: string
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string
}

/** A document on its way out. */
export interface OutboundDocument {
  readonly type: string
  readonly number: string
  readonly issuerTaxId: string
  readonly buyerTaxId: string | undefined
  /** The exact bytes to send. */
  readonly xml: Uint8Array
  readonly stamp: Stamp
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

/** The authority has decided. */
export interface Decision {
  readonly kind: 'verdict'
  readonly verdict: Verdict
  /** The authority's own file of its decision, byte for byte, where it is something to keep and hand out. */
  readonly answer?: AuthorityAnswer
}

/** How sending ended. */
export type Submission =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | Decision
  /** It may have arrived: look before anything is sent again. */
  | { readonly kind: 'unclear'; readonly cause: string }
  /** It certainly did not arrive: the same bytes may be sent again later. */
  | { readonly kind: 'unavailable'; readonly cause: string }
  /** The authority will never take it as it is: a person must act (delegation, certificate, file). */
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }

/** What the authority knows of a number after an unclear answer. */
export type Sighting =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | Decision
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unknown'; readonly cause: string }

/** How far the authority is with a document it has taken. */
export type Progress =
  | { readonly kind: 'processing' }
  | Decision
  /** The receipt leads nowhere: look by number. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'unknown'; readonly cause: string }
  /** It may have been accepted and no question to the authority will tell: a person must look. */
  | { readonly kind: 'undecidable'; readonly cause: string }

/** What a document is worth at the authority today. */
export type StandingReport =
  | {
      readonly kind: 'standing'
      readonly standing: 'authorized' | 'not-authorized' | 'annulment-pending' | 'annulled'
      readonly authorizedAt: Date | undefined
    }
  /** The authority knows no such document. */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unknown'; readonly cause: string }

/** What the authority's register calls a taxpayer. */
export type NameReport =
  /** Undefined when the register does not have him. */
  { readonly kind: 'name'; readonly name: string | undefined } | { readonly kind: 'unknown'; readonly cause: string }

export interface AuthorityProtocol {
  submit(document: OutboundDocument, line: AuthorityLine): Promise<Submission>
  look(document: OutboundDocument, line: AuthorityLine): Promise<Sighting>
  track(document: OutboundDocument, receipt: Receipt, line: AuthorityLine): Promise<Progress>
  /** Asks what a document is worth today; absent where the authority offers no such question. */
  standing?(document: Pick<OutboundDocument, 'stamp' | 'number'>, line: AuthorityLine): Promise<StandingReport>
  /** Asks what a taxpayer is called; absent where the authority has no register to ask. */
  nameOf?(taxId: string, line: AuthorityLine): Promise<NameReport>
  /** Is it there? For people and for the probe that closes an open circuit. */
  ping(line: AuthorityLine): Promise<{ readonly up: boolean; readonly cause: string }>
  /** Pauses between questions after a receipt, in milliseconds; the last one repeats. */
  readonly trackingPausesMs: readonly number[]
}
