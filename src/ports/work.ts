import type { AuthorityAnswer, Condition, Document, DocumentState, Receipt, Verdict } from '../domain/document.ts'
import type { OutboundDocument } from '../jurisdictions/authority-protocol.ts'

/** What is to be done next for a document: send it, ask whether it arrived, ask for the verdict. */
export type Step = 'submit' | 'look' | 'track'

/** One step of one document, held by this process until `leaseUntil`. */
export interface WorkItem {
  readonly tenantId: string
  readonly documentId: string
  readonly step: Step
  readonly lane: string
  readonly tries: number
  /** Fencing token: a later claim makes every change under this one fail. */
  readonly attempt: number
  /** True when an earlier attempt may have sent the document and never said how it ended. */
  readonly interrupted: boolean
}

/** The queue of steps. Many processes share it. */
export interface WorkQueue {
  /** Takes up to `limit` due steps whose circuit is closed, oldest and lowest number first. */
  claim(now: Date, limit: number, leaseMs: number): Promise<readonly WorkItem[]>
  /** Keeps the lease of running steps. Answers those that are no longer ours. */
  heartbeat(items: readonly WorkItem[], now: Date, leaseMs: number): Promise<readonly WorkItem[]>
  /** The document of a step and its exact outgoing bytes. */
  load(item: WorkItem): Promise<LoadedWork | undefined>
  /** Records how a step ended. False when the attempt is no longer current: then nothing was changed. */
  settle(item: WorkItem, document: Document, settlement: Settlement): Promise<boolean>
  /**
   * At a person's word: makes the waiting step of a document due now, or takes a failed one up again. An authority that was down
   * is asked at once whether it is back. A step that is being taken at this moment goes on undisturbed.
   */
  takeUp(document: Document, actor: string, now: Date): Promise<Document>
  /**
   * Tells the timelines of documents that half, then four fifths, of the time the law gives has gone. Answers how many. A document
   * that cannot be told of goes to `onError`, and the others are told.
   */
  alertDeadlines(now: Date, onError: (error: unknown) => void): Promise<number>
  /** How many steps of all tenants are still to be taken, for metrics. */
  depth(): Promise<number>
  /** When the next step is due, if any. */
  nextDue(): Promise<Date | undefined>
  /** Calls back soon after new work was committed; only a hint, polling stands behind it. */
  onWork(wake: () => void): Promise<() => Promise<void>>
}

export interface LoadedWork {
  readonly document: Document
  readonly outbound: OutboundDocument
  readonly authorityEnvironment: string
  /** State of the document whose verdict this one waits for; undefined when it waits for none. */
  readonly original: { readonly number: string; readonly state: DocumentState } | undefined
}

/** The next state, what the timeline says, and what to do next. */
export interface Settlement {
  readonly at: Date
  readonly state: DocumentState
  readonly condition: Condition | undefined
  readonly reason: string | undefined
  readonly receipt?: Receipt | undefined
  readonly verdict?: Verdict
  /** The authority's own file of its decision. */
  readonly answer?: AuthorityAnswer | undefined
  /** Undefined when nothing worth telling happened (still processing). */
  readonly event: { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> } | undefined
  /** Undefined when the journey ends here. */
  readonly next: { readonly step: Step; readonly runAt: Date; readonly tries: number } | undefined
}
