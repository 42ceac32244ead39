import type { Caller } from '../domain/caller.ts'
import type { FeedType } from '../domain/feed.ts'
import { instantOf } from '../domain/instant.ts'
import { Refusal } from '../domain/refusal.ts'
import type { DeliveryRecord } from '../ports/webhooks.ts'
import { type WebhookParts, webhookOf } from './webhooks.ts'

/** Replays that may wait for one endpoint. */
export const MOST_REPLAYS = 10_000

/** Queues the event of a delivery again: the same id, the same bytes. Answers the new delivery. @throws Refusal not-found */
export async function replayDelivery(
  parts: WebhookParts,
  caller: Caller,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryRecord> {
  const endpoint = await webhookOf(parts, caller, webhookId)
  const { delivery } = await deliveryOf(parts, caller, webhookId, deliveryId)
  const id = parts.chance.id()
  const isThere = await parts.webhooks.replay(endpoint, delivery, id, parts.clock.now(), caller.actor)
  if (!isThere) throw notThere()
  return deliveryOf(parts, caller, webhookId, id)
}

/** A delivery with what was sent and what came back. @throws Refusal not-found */
export async function deliveryOf(
  parts: Pick<WebhookParts, 'webhooks'>,
  caller: Caller,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryRecord> {
  const endpoint = await webhookOf(parts, caller, webhookId)
  const found = await parts.webhooks.delivery(endpoint, deliveryId)
  if (!found) throw notThere()
  return found
}

/** Which events to send again, as a person says it. */
export interface RangeRequest {
  readonly from: string
  readonly to: string
  readonly types?: readonly FeedType[]
}

/**
 * Queues every event of a time range again, whether it was sent before or not. Answers how many.
 *
 * @throws Refusal not-found, invalid-request when the range is none, or holds more than may wait at one time
 */
export async function replayRange(
  parts: WebhookParts,
  caller: Caller,
  webhookId: string,
  request: RangeRequest,
): Promise<number> {
  const endpoint = await webhookOf(parts, caller, webhookId)
  const from = checkedInstant(request.from, 'from')
  const to = checkedInstant(request.to, 'to')
  if (to < from) {
    throw new Refusal('invalid-request', { es: 'Debe ser posterior a from.', en: 'Must be later than from.' }, 'to')
  }
  const range = { from, to, types: request.types }
  const count = await parts.webhooks.replayRange(endpoint, range, MOST_REPLAYS, parts.clock.now(), caller.actor)
  if (count <= MOST_REPLAYS) return count
  throw new Refusal(
    'invalid-request',
    {
      es: `Junto con las que esperan son más de ${MOST_REPLAYS} repeticiones: acorte el rango o espere.`,
      en: `With those that wait these are more than ${MOST_REPLAYS} replays: narrow the range, or wait.`,
    },
    'to',
  )
}

function checkedInstant(text: string, path: string): Date {
  const at = instantOf(text)
  if (at) return at
  throw new Refusal(
    'invalid-request',
    {
      es: 'Debe ser un instante con zona horaria, como 2026-11-21T08:00:00-04:00.',
      en: 'Must be an instant with its time zone, such as 2026-11-21T08:00:00-04:00.',
    },
    path,
  )
}

function notThere(): Refusal {
  return new Refusal('not-found', {
    es: 'No hay ninguna entrega con este id.',
    en: 'There is no delivery with this id.',
  })
}
