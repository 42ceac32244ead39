import { LONGEST_QUIET_MS, restMs, retryPauseMs } from '../domain/webhook-pauses.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type {
  DeliveryEnd,
  DeliveryItem,
  WebhookLine,
  WebhookQueue,
  WebhookReply,
  WebhookSecrets,
} from '../ports/webhooks.ts'

/** What the sender runs on. */
export interface WebhookSenderParts {
  readonly webhookQueue: WebhookQueue
  readonly webhookLine: WebhookLine
  readonly webhookSecrets: WebhookSecrets
  readonly clock: Clock
  readonly chance: Chance
  /** Told of every try's end, for logs and metrics. */
  readonly observe: (observation: DeliveryObservation) => void
}

export interface DeliveryObservation {
  readonly item: DeliveryItem
  readonly outcome: 'delivered' | 'failed' | 'overtaken' | 'late' | 'broken'
  readonly reply?: WebhookReply
  /** The endpoint was stopped by this try. */
  readonly paused?: boolean
  readonly error?: unknown
}

/** Requests to one endpoint at the same time: a slow one delays nobody but itself, and several do not when hands get few. */
const PER_ENDPOINT = 8
const PER_ENDPOINT_WHEN_FEW = 2
const FEW = 64
const LEASE_MS = 60_000
/** No request lasts longer: whoever opens the line must see to it. */
export const LONGEST_REQUEST_MS = 30_000

/** Sends what waits to the tenants' endpoints. Any number of senders, in any number of processes, may run beside each other. */
export class WebhookSender {
  readonly #parts: WebhookSenderParts
  readonly #running = new Map<DeliveryItem, Promise<void>>()
  // As in the last claim: asked with another figure, the queue would tell of work that the next claim does not take.
  #perEndpoint = PER_ENDPOINT

  constructor(parts: WebhookSenderParts) {
    this.#parts = parts
  }

  /** Requests under way. */
  get running(): number {
    return this.#running.size
  }

  /** Claims up to `limit` due deliveries and starts them. Answers how many. */
  async start(limit: number): Promise<number> {
    const claimedAt = this.#parts.clock.now()
    this.#perEndpoint = limit < FEW ? PER_ENDPOINT_WHEN_FEW : PER_ENDPOINT
    const limits = { total: limit, perEndpoint: this.#perEndpoint }
    const items = await this.#parts.webhookQueue.claim(claimedAt, limits, LEASE_MS)
    for (const item of items) {
      const sending = this.#send(item, claimedAt).finally(() => this.#running.delete(item))
      this.#running.set(item, sending)
    }
    return items.length
  }

  /** Sends everything that is due now, and what becomes due by that, until nothing is left. Answers how many requests. */
  async drain(): Promise<number> {
    let sent = 0
    for (;;) {
      const started = await this.start(64)
      sent += started
      await this.idle()
      if (started === 0) return sent
    }
  }

  /** Resolves when no request is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  /** Resolves as soon as one of the requests under way ends. */
  async oneDone(): Promise<void> {
    await Promise.race(this.#running.values())
  }

  /** A lease outlasts any request: there is nothing to keep. */
  heartbeat(): Promise<void> {
    return Promise.resolve()
  }

  /** When the next delivery is due, if any. */
  nextDue(): Promise<Date | undefined> {
    return this.#parts.webhookQueue.nextDue(this.#parts.clock.now(), this.#perEndpoint)
  }

  async #send(item: DeliveryItem, claimedAt: Date): Promise<void> {
    const { webhookLine, webhookSecrets, webhookQueue, clock, chance, observe } = this.#parts
    try {
      const secrets = await webhookSecrets.open(item.tenantId, item.secrets)
      const at = clock.now()
      // Held up for long, this process may be overtaken before the request ends, and the next event be there before this one.
      if (at.getTime() + LONGEST_REQUEST_MS > claimedAt.getTime() + LEASE_MS) {
        observe({ item, outcome: 'late' })
        return
      }
      const reply = await webhookLine.send({
        url: item.url,
        id: item.eventId,
        at,
        payload: item.payload,
        secrets,
        headers: { 'emite-delivery': item.id, 'emite-kind': item.kind },
      })
      const now = clock.now()
      const end = endOf(reply, item, now, chance)
      const attempt = { ...reply, number: item.attempts + 1, at: at.toISOString() }
      const rest = (failures: number): number | undefined => restMs(failures, chance.fraction())
      const { ours, paused } = await webhookQueue.settle(item, attempt, end, now, rest)
      observe({ item, outcome: ours ? end.kind : 'overtaken', reply, paused })
    } catch (error) {
      // The lease runs out and it is sent again: the receiver may get it twice, never not at all.
      observe({ item, outcome: 'broken', error })
    }
  }
}

const GONE = 410
const ASKS_TO_WAIT: readonly (number | undefined)[] = [429, 503]

/** What follows from an answer, or from none. Only a 2xx is a yes: a redirect would lead past the checks of the address. */
function endOf({ status, responseHeaders }: WebhookReply, item: DeliveryItem, now: Date, chance: Chance): DeliveryEnd {
  if (status !== undefined && status >= 200 && status < 300) return { kind: 'delivered' }
  const gone = status === GONE
  const quietUntil = ASKS_TO_WAIT.includes(status) ? asked(responseHeaders?.['retry-after'], now) : undefined
  const pauseMs = retryPauseMs(item.attempts + 1, chance.fraction())
  const own = pauseMs === undefined ? undefined : new Date(now.getTime() + pauseMs)
  // Who is gone for good may come back at a person's word: then this is sent first.
  return { kind: 'failed', nextAt: later(own ?? (gone ? now : undefined), quietUntil), gone, quietUntil }
}

function later(own: Date | undefined, quietUntil: Date | undefined): Date | undefined {
  return own && quietUntil && quietUntil > own ? quietUntil : own
}

/** Until when a receiver asks for quiet: in seconds or as a date, and not for longer than is bearable. */
function asked(retryAfter: string | undefined, now: Date): Date | undefined {
  if (retryAfter === undefined) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now.getTime()
  if (!(ms > 0)) return undefined
  return new Date(now.getTime() + Math.min(ms, LONGEST_QUIET_MS))
}
