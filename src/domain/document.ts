import type { CalendarDate } from './calendar.ts'
import type { Environment } from './caller.ts'
import type { Bilingual } from './fault.ts'

/**
 * Where a document stands. `signed` waits to be sent; `sent` waits for the authority; `approved`, `conditional` and
 * `rejected` are its verdicts; `failed` needs a person; `voided` is a number given up.
 */
export type DocumentState = 'signed' | 'sent' | 'approved' | 'conditional' | 'rejected' | 'failed' | 'voided'

/**
 * What makes a waiting document special. `unclear`: the authority may or may not have it, so it is asked before anything
 * is sent again. `waiting-for-original`: a note whose original has no verdict yet. `authority-down`: the circuit is open.
 */
export type Condition = 'unclear' | 'waiting-for-original' | 'authority-down'

/** What a client may do with a document now. */
export type Action = 'retry' | 'correct'

/** One message of the authority, verbatim. */
export interface AuthorityMessage {
  readonly code: string
  readonly text: string
  /** `error` when it caused the rejection, `warning` when it came with an acceptance. */
  readonly severity: 'error' | 'warning'
}

/** The authority's first answer: it has taken the document and will decide. */
export interface Receipt {
  /** What to ask by, such as DGII's trackId. */
  readonly id: string
  readonly receivedAt: string
}

/** The authority's last answer. */
export interface Verdict {
  readonly outcome: 'approved' | 'conditional' | 'rejected'
  readonly messages: readonly AuthorityMessage[]
  /** True when the fiscal number may be used again after this rejection. */
  readonly numberSurvives: boolean
  readonly decidedAt: string
  /** Number of the authority's own approval, where it gives one. */
  readonly authorization?: string
}

/** An authority's message in words that help: what it means, why, what to change and where. */
export interface Explanation {
  readonly code: string
  readonly text: string
  readonly meaning: Bilingual
  readonly cause: Bilingual
  readonly remedy: Bilingual
  /** The field to change, in the draft's names; empty when no single field is at fault. */
  readonly path: string
  /** Whether the number can be used again; undefined when the verdict alone tells. */
  readonly numberSurvives?: boolean
}

/** A document as Emite keeps it. XML and draft are fetched apart: they are large. */
export interface Document {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  readonly issuerId: string
  readonly issuerTaxId: string
  readonly jurisdiction: string
  readonly type: string
  readonly number: string
  readonly externalId: string | undefined
  readonly state: DocumentState
  readonly condition: Condition | undefined
  /** Counts corrections: 1 for the first signature. */
  readonly revision: number
  readonly issueDate: CalendarDate
  readonly currency: string
  readonly total: string
  readonly buyerTaxId: string | undefined
  readonly buyerName: string | undefined
  /** Every total computed, by its official name. */
  readonly totals: Readonly<Record<string, string>>
  /** Facts the country wants to find again, such as the income type of the original of a note. */
  readonly facts: Readonly<Record<string, string>>
  /** What paper must show: security code, stamp address, signing time. */
  readonly stamp: Stamp
  readonly receipt: Receipt | undefined
  readonly verdict: Verdict | undefined
  /** Warnings that came with the draft. */
  readonly warnings: readonly { code: string; path: string; message: Bilingual }[]
  /** Why it stands still, in words, when `state` is `failed` or a condition holds. */
  readonly reason: string | undefined
  /** By when the law wants it at the authority, ISO 8601. */
  readonly dueAt: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What the printed document must show of the signature, and what the signed file can be asked for by. */
export interface Stamp {
  /** First characters of the signature (DGII's código de seguridad). */
  readonly securityCode?: string
  /** Address that the QR code leads to. */
  readonly url?: string
  /** SRI's clave de acceso, 49 digits: the key of the document and the number of its authorisation. */
  readonly accessKey?: string
  /** Signing time on the country's wall clock, as the XML carries it. */
  readonly signedAt: string
}

/** The authority's own file of its decision, as it came. */
export interface AuthorityAnswer {
  readonly contentType: string
  readonly body: string
}

/** One step in a document's life. Events of a document form a hash chain. */
export interface DocumentEvent {
  readonly sequence: number
  readonly at: string
  readonly actor: string
  readonly kind: string
  readonly from: DocumentState | undefined
  readonly to: DocumentState
  readonly detail: Readonly<Record<string, unknown>>
  readonly hash: string
}
