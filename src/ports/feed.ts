import type { Environment } from '../domain/caller.ts'
import type { CalendarDate } from '../domain/calendar.ts'
import type { DocumentState, Verdict } from '../domain/document.ts'
import type { FeedEvent, FeedType, NewFeedEvent } from '../domain/feed.ts'

/** Reads the tenants' feeds. Whoever has seen a sequence has seen every one below it: none is filled in later. */
export interface Feed {
  /** Events after `after`, oldest first. */
  list(query: FeedQuery): Promise<FeedPage>
  /** How far each feed goes; 0 where nothing was told yet. For the process's own watch over all its readers. */
  heads(tenantIds: readonly string[]): Promise<ReadonlyMap<string, bigint>>
  /** Calls back soon after something was told; only a hint, polling stands behind it. */
  onFeed(wake: () => void): Promise<() => Promise<void>>
}

export interface FeedQuery {
  readonly tenantId: string
  readonly environment: Environment
  readonly after: bigint
  readonly limit: number
  /** All when left out. */
  readonly types?: readonly FeedType[]
}

export interface FeedPage {
  readonly events: readonly FeedEvent[]
  /** Where the next page begins: everything up to here was looked at. */
  readonly next: bigint
  /** How far the feed goes; `next` lies below it when there is more to look at. */
  readonly head: bigint
}

/** Turns what happened to documents into the feed. Many processes may do so side by side. */
export interface FeedWriter {
  /** Tenants whose documents have events that wait for their places. */
  tenantsWithNews(): Promise<readonly string[]>
  /**
   * Gives the next events of a tenant their places and queues what follows from them, in one transaction. `publish` says what
   * is told. Answers how many events of documents it went through; `busy` while another process does so.
   */
  place(tenantId: string, publish: Publish): Promise<number | 'busy'>
}

export type Publish = (events: readonly CommittedEvent[]) => readonly NewFeedEvent[]

/** One event of a document's timeline, with what the document was at that moment. */
export interface CommittedEvent {
  readonly tenantId: string
  readonly documentId: string
  /** Unique: it seals everything the event says. */
  readonly hash: string
  readonly sequence: number
  readonly at: string
  readonly kind: string
  readonly from: DocumentState | undefined
  readonly to: DocumentState
  readonly detail: Readonly<Record<string, unknown>>
  readonly document: DocumentThen
  /** How many events of this document the feed has told of already. */
  readonly told: number
}

/** A document as it was when something happened to it. */
export interface DocumentThen {
  readonly environment: Environment
  readonly jurisdiction: string
  readonly type: string
  readonly number: string
  readonly externalId: string | undefined
  readonly issuerId: string
  readonly issuerTaxId: string
  readonly revision: number
  readonly issueDate: CalendarDate
  readonly currency: string
  readonly total: string
  readonly buyerTaxId: string | undefined
  readonly buyerName: string | undefined
  /** Of this revision, when it has one by now. */
  readonly verdict: Verdict | undefined
}
