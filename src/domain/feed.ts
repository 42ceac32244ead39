import type { Environment } from './caller.ts'

/** What a tenant's stream and webhooks tell of. Names are permanent. */
export const FEED_TYPES = [
  'document.received',
  'document.signed',
  'document.sent',
  'document.approved',
  'document.conditional',
  'document.rejected',
  'document.failed',
  'document.voided',
  'document.delivered',
  'certificate.expiring',
  'range.low',
  'range.expiring',
  'authority.down',
  'authority.up',
  'webhook.paused',
] as const

export type FeedType = (typeof FEED_TYPES)[number]

/** Something that happened, as it is told outside. It never changes once it has its place. */
export interface FeedEvent {
  /** Unique for ever: a UUID. */
  readonly id: string
  /** Its place in the tenant's stream: later events have larger ones, and none is ever filled in later. */
  readonly sequence: bigint
  readonly tenantId: string
  readonly environment: Environment
  readonly type: FeedType
  readonly at: string
  readonly documentId: string | undefined
  /** Order number among the events of its document, counted from 1; undefined for events of no document. */
  readonly order: number | undefined
  /** The JSON that clients get, to the byte: the same in the stream, in a webhook and in its replay. */
  readonly payload: string
}

/** An event that has no place yet. */
export type NewFeedEvent = Omit<FeedEvent, 'sequence' | 'payload'> & {
  /** The facts, before `id`, `type`, `at` and `sequence` are put around them. */
  readonly data: Readonly<Record<string, unknown>>
}
