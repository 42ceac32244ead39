import type { House } from './compose.ts'
import { type DeliveryObservation, WebhookSender } from './worker/webhook-sender.ts'
import { WorkerLoop } from './worker/worker-loop.ts'

// Requests of one process at the same time. They wait for others nearly all of the time, and cost little while they do.
const CONCURRENCY = 256
const TIDY_EVERY_MS = 3_600_000

/** Sends webhooks until it is stopped, beside the worker and out of its way. */
export function webhookLoop(house: House): WorkerLoop {
  const { clock, feed, webhookQueue, log } = house
  const observe = (observation: DeliveryObservation): void => {
    observed(house, observation)
    // A hand is free: its endpoint may have more, and a document's next event may be due.
    loop.wake()
  }
  const sender = new WebhookSender({ ...house, observe })
  const loop = new WorkerLoop({
    worker: sender,
    work: { nextDue: () => sender.nextDue(), onWork: (wake) => feed.onFeed(wake) },
    clock,
    concurrency: CONCURRENCY,
    onError: (where, error) => log.error({ err: error, where }, 'sending webhooks failed'),
    chores: [{ name: 'webhook-tidy', everyMs: TIDY_EVERY_MS, run: () => webhookQueue.tidy(clock.now()) }],
  })
  return loop
}

/** One line and one count a request: ids and outcomes, never addresses or contents. */
function observed({ log, metrics }: House, { item, outcome, reply, paused, error }: DeliveryObservation): void {
  const facts = { webhookId: item.endpointId, deliveryId: item.id, attempt: item.attempts + 1, status: reply?.status }
  if (outcome === 'broken') log.error({ ...facts, err: error }, 'a webhook broke; it is sent again when its lease ends')
  else log.info({ ...facts, outcome }, 'webhook sent')
  if (paused === true) log.warn(facts, 'a webhook was stopped; its owner was told')
  if (reply) metrics.sent({ outcome }, reply.durationMs / 1000)
}
