import type { Environment } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import type { FeedType } from '../domain/feed.ts'

export type WebhookState = 'active' | 'paused' | 'disabled'

/** Where a tenant wants its events sent. Its secrets are elsewhere: nothing that shows an endpoint can show them. */
export interface WebhookEndpoint {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  readonly url: string
  /** Which events it wants; none means all. */
  readonly types: readonly FeedType[]
  readonly description: string
  readonly state: WebhookState
  /** Why it is not active: asked for by a person, failing for days, or gone by its own word (410). */
  readonly reason: 'asked' | 'failing' | 'gone' | undefined
  readonly stateSince: string
  /** Since when nothing but failures, and what the last one was; undefined while it works. */
  readonly failingSince: string | undefined
  readonly lastError: string | undefined
  /** Nothing is sent there before. */
  readonly retryAt: string | undefined
  /** Until when the previous secret signs as well. */
  readonly previousSecretUntil: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
}

/** A signing secret as it is kept. */
export interface SealedSecret {
  readonly id: string
  readonly sealed: Uint8Array
}

export type DeliveryKind = 'live' | 'replay' | 'test'

/** `held`: waits for its endpoint to be active again. `expired`: given up. `failed`: a test that did not arrive. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'held', 'expired', 'failed'] as const

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** One event on its way to one endpoint, and how it stands. */
export interface WebhookDelivery {
  readonly id: string
  /** What the receiver gets as `webhook-id`: the same in every try and every replay. */
  readonly eventId: string
  readonly eventType: string
  readonly kind: DeliveryKind
  readonly documentId: string | undefined
  readonly status: DeliveryStatus
  readonly attempts: number
  readonly queuedAt: string
  readonly nextAt: string | undefined
  readonly settledAt: string | undefined
  readonly lastStatus: number | undefined
  readonly lastError: string | undefined
}

/** What was sent and what came back. */
export interface WebhookAttempt {
  readonly number: number
  readonly at: string
  readonly durationMs: number
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Undefined when no answer came; then `error` says why. */
  readonly status: number | undefined
  readonly responseHeaders: Readonly<Record<string, string>> | undefined
  readonly responseBody: string | undefined
  readonly error: string | undefined
}

/** A page of deliveries, newest first. */
export interface DeliveryQuery {
  readonly tenantId: string
  readonly endpointId: string
  readonly status: DeliveryStatus | undefined
  /** The last delivery of the page before. */
  readonly before: string | undefined
  readonly limit: number
}

/** Which events to send again. Both ends belong to the range. */
export interface ReplayRange {
  readonly from: Date
  readonly to: Date
  /** Undefined: what the endpoint wants. */
  readonly types: readonly FeedType[] | undefined
}

/** What people set up, and what they read of what was sent. Every change by a person is in the tenant's audit log. */
export interface Webhooks {
  /** False when there are `most` already. */
  create(endpoint: WebhookEndpoint, secret: SealedSecret, actor: string, most: number): Promise<boolean>
  list(tenantId: string, environment: Environment): Promise<readonly WebhookEndpoint[]>
  get(tenantId: string, environment: Environment, id: string): Promise<WebhookEndpoint | undefined>
  /** The endpoint's address, filter and description. Undefined when it is not there. */
  change(endpoint: WebhookEndpoint, actor: string): Promise<WebhookEndpoint | undefined>
  remove(endpoint: WebhookEndpoint, at: Date, actor: string): Promise<void>
  /** Stops sending at a person's word. False unless it was active. */
  pause(endpoint: WebhookEndpoint, at: Date, actor: string): Promise<boolean>
  /** Sends everything that waits, now, whatever kept it: a pause, a back-off. */
  resume(endpoint: WebhookEndpoint, at: Date, actor: string): Promise<void>
  /** Puts a new secret in force; the present one goes on signing until `previousUntil`. */
  rotate(endpoint: WebhookEndpoint, secret: SealedSecret, rotation: Rotation, actor: string): Promise<void>
  /** The secrets that sign now, newest first. */
  secrets(endpoint: WebhookEndpoint, now: Date): Promise<readonly SealedSecret[]>

  deliveries(query: DeliveryQuery): Promise<readonly WebhookDelivery[]>
  delivery(endpoint: WebhookEndpoint, id: string): Promise<DeliveryRecord | undefined>
  /** Queues one delivery's event again as `id`. False when the event's payload is no longer there. */
  replay(endpoint: WebhookEndpoint, delivery: WebhookDelivery, id: string, at: Date, actor: string): Promise<boolean>
  /** Queues all events of a range again, or none when there are more than `most`. Answers how many there are, up to `most` + 1. */
  replayRange(endpoint: WebhookEndpoint, range: ReplayRange, most: number, at: Date, actor: string): Promise<number>
  /** Notes a test and how it ended. One that arrived ends the endpoint's back-off. */
  recordTest(endpoint: WebhookEndpoint, test: TestRecord, actor: string): Promise<void>
}

export interface Rotation {
  readonly at: Date
  readonly previousUntil: Date
}

/** A delivery with the exact body that is sent, and its tries, oldest first. */
export interface DeliveryRecord {
  readonly delivery: WebhookDelivery
  readonly payload: string
  readonly attempts: readonly WebhookAttempt[]
}

export interface TestRecord {
  readonly id: string
  readonly eventType: string
  readonly payload: string
  readonly at: Date
  readonly attempt: Omit<WebhookAttempt, 'number' | 'at'>
}

/** One delivery, held by this process until its lease ends. */
export interface DeliveryItem {
  readonly tenantId: string
  readonly endpointId: string
  readonly id: string
  readonly eventId: string
  readonly kind: DeliveryKind
  readonly documentId: string | undefined
  /** Its event's place in the feed; 0 for tests. */
  readonly sequence: bigint
  readonly payload: string
  readonly url: string
  readonly secrets: readonly SealedSecret[]
  /** Tries before this one, and when the first of them was. */
  readonly attempts: number
  readonly firstTriedAt: Date | undefined
  /** Fencing token. */
  readonly claim: bigint
}

/** How many of what may be under way at one time. */
export interface ClaimLimits {
  readonly total: number
  readonly perEndpoint: number
}

/** How a try ended. */
export type DeliveryEnd =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'failed'
      /** When this delivery is tried again; undefined: it is given up. */
      readonly nextAt: Date | undefined
      /** The receiver's own word that it is gone. */
      readonly gone: boolean
      /** The receiver asked that nothing at all be sent before. */
      readonly quietUntil: Date | undefined
    }

/** What is to be sent. Many processes share it. */
export interface WebhookQueue {
  /** Takes due deliveries, evenly over the endpoints; of a document's events none before the one before it has arrived. */
  claim(now: Date, limits: ClaimLimits, leaseMs: number): Promise<readonly DeliveryItem[]>
  /**
   * Records how a try ended, and what follows for the endpoint: a rest, a pause with notice, the end of a rest. `restMs` says
   * how long an endpoint rests after so many failures in a row; tries that began before a rest ended add nothing to it.
   * `ours` is false when another has taken the delivery over.
   */
  settle(
    item: DeliveryItem,
    attempt: WebhookAttempt,
    end: DeliveryEnd,
    now: Date,
    restMs: (failures: number) => number | undefined,
  ): Promise<{ readonly ours: boolean; readonly paused: boolean }>
  /** When the next delivery to an endpoint with a free hand is due, if any. */
  nextDue(now: Date, perEndpoint: number): Promise<Date | undefined>
  /** How many deliveries of active endpoints wait, for metrics. */
  depth(): Promise<number>
  /** Expires what was held too long and removes what was kept long enough. Answers how many rows it touched. */
  tidy(now: Date): Promise<number>
}

/** Opens sealed signing secrets. */
export interface WebhookSecrets {
  /** As receivers know them: `whsec_…`. */
  open(tenantId: string, secrets: readonly SealedSecret[]): Promise<readonly string[]>
}

export interface WebhookMessage {
  readonly url: string
  /** The event's, which receivers tell repetitions by. */
  readonly id: string
  readonly at: Date
  readonly payload: string
  /** Each signs. */
  readonly secrets: readonly string[]
  /** Sent along, in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** What became of one request. */
export type WebhookReply = Omit<WebhookAttempt, 'number' | 'at'>

/** The way to receivers, which leads to no private address unless the operator allows it. */
export interface WebhookLine {
  /** Why this address can never be taken, as a fault of `path`; undefined when it can. */
  faultOf(url: string, path: string): Fault | undefined
  /** The address as it is kept. */
  normalOf(url: string): string
  /** One signed request, never repeated, no redirect followed. It does not throw for anything a receiver does. */
  send(message: WebhookMessage): Promise<WebhookReply>
  close(): Promise<void>
}
