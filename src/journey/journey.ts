import type { Caller } from '../domain/caller.ts'
import type { Action, Document, DocumentState } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import type { Jurisdiction, SignedDocument } from '../jurisdictions/jurisdiction.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { Signers } from '../ports/signers.ts'
import type { WorkQueue, Step } from '../ports/work.ts'

/**
 * The life of a document: in each state, the step the worker takes and the states it may lead to. `rejected` and `failed`
 * are left by a person only (correct, retry). Every change of state in the database is guarded by this table.
 */
export const STATES: Readonly<Record<DocumentState, { step: Step | undefined; next: readonly DocumentState[] }>> = {
  signed: { step: 'submit', next: ['signed', 'sent', 'approved', 'conditional', 'rejected', 'failed'] },
  sent: { step: 'track', next: ['sent', 'signed', 'approved', 'conditional', 'rejected', 'failed'] },
  approved: { step: undefined, next: [] },
  conditional: { step: undefined, next: [] },
  rejected: { step: undefined, next: ['signed', 'voided'] },
  failed: { step: undefined, next: ['signed', 'voided'] },
  voided: { step: undefined, next: [] },
}

/** True when nothing more will happen to the document by itself. */
export function isSettled(state: DocumentState): boolean {
  return STATES[state].step === undefined
}

/** True when the authority has said something to the document, or will not before its way is free again. */
export function isAnswered({ state, condition, receipt }: Document): boolean {
  const isHeldUp = condition === 'authority-down' || condition === 'waiting-for-original'
  return isSettled(state) || receipt !== undefined || isHeldUp
}

/** What a client may do with the document as it stands. */
export function actionsOf(document: Document): readonly Action[] {
  switch (document.state) {
    case 'failed':
      // Another revision of what the authority may have would be a second invoice under one number: retrying asks first.
      return document.condition === 'unclear' ? ['retry'] : ['retry', 'correct']
    case 'rejected':
      return document.verdict?.numberSurvives ? ['correct'] : []
    case 'signed':
    case 'sent':
      return ['retry']
    default:
      return []
  }
}

/** The parts a journey runs on. */
export interface JourneyParts {
  readonly jurisdictions: readonly Jurisdiction[]
  readonly accounts: Accounts
  readonly documents: Documents
  readonly work: WorkQueue
  readonly signers: Signers
  readonly clock: Clock
  readonly chance: Chance
  /** Aborted when the process is to end: whoever waits for a verdict gets the document as it stands. */
  readonly stopping?: AbortSignal
}

/** How a request to create, correct or check a document ended. */
export type Outcome =
  | { readonly kind: 'created'; readonly document: Document }
  /** The same request was served before: this is what it made, as it stands now. */
  | { readonly kind: 'replayed'; readonly document: Document }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** What a draft would become. */
export interface Trial {
  readonly faults: readonly Fault[]
  readonly totals: Readonly<Record<string, string>> | undefined
  /** The XML as it would be signed, without signature. */
  readonly xml: string | undefined
}

/** A draft signed for nobody: nothing of it is stored or sent. */
export interface Rehearsal {
  readonly faults: readonly Fault[]
  /** Undefined when a fault stands against it. */
  readonly signed: SignedDocument | undefined
}

/** What a client says makes a request the same as an earlier one. */
export interface GivenIdentity {
  readonly idempotencyKey?: string | undefined
  readonly externalId?: string | undefined
}

/** Which numbers a client may give. */
export type GivenNumbers = 'own' | 'authorised'

/** What begins or goes on at a client's word. The rest of the journey is the worker's. */
export interface Journey {
  /**
   * Takes a draft to a signed, stored document, or to all of its faults. The same idempotency key, or the same external id,
   * with the same body gives the first document again.
   *
   * @param original the request as it came, where a door made the draft of it: whether two requests are the same is asked of it
   * @param numbers `authorised`: a number that the client gives must lie in a range that is loaded; `own`, unless said: it may be
   *   any while no range of its series is loaded
   * @throws Refusal when the request cannot be served: no issuer, no certificate, no number, conflict.
   */
  begin(
    caller: Caller,
    body: unknown,
    idempotencyKey?: string,
    original?: unknown,
    numbers?: GivenNumbers,
  ): Promise<Outcome>
  /**
   * What an earlier request with this identity made, for doors with rules of their own that a repeated request may no longer
   * keep, such as a date that must be today's.
   *
   * @throws Refusal idempotency-conflict, duplicate-external-id when that was another request
   */
  earlier(caller: Caller, identity: GivenIdentity, original: unknown): Promise<Document | undefined>
  /** Checks and computes; stores nothing and uses no number. */
  tryOut(caller: Caller, body: unknown): Promise<Trial>
  /**
   * Signs a draft for people to look at; stores nothing and uses no number, so that the number it gives may be a used one.
   *
   * @throws Refusal no-issuer, no-certificate, certificate-expired, range-missing
   */
  rehearse(caller: Caller, body: unknown): Promise<Rehearsal>
  /** Makes a waiting step due now, also behind an authority that was down until now; takes a failed document up again. */
  retry(caller: Caller, id: string): Promise<Document>
  /** Signs a new revision of a rejected or failed document under the same number. */
  correct(caller: Caller, id: string, body: unknown): Promise<Outcome>
  /** The document as soon as it is settled, or as it stands when `timeoutMs` is over. */
  settled(caller: Caller, id: string, timeoutMs: number): Promise<Document>
  /**
   * The document as soon as the authority has answered anything to it, or it is known that it cannot be sent for now; as it stands
   * when `timeoutMs` is over.
   */
  answered(caller: Caller, id: string, timeoutMs: number): Promise<Document>
}
