import type { House } from './compose.ts'

/**
 * What waits, for metrics. It is read from the database whenever they are asked for, so that any process can tell: with API and
 * worker apart it is the API that is asked.
 */
export function watchWaiting({ metrics, circuits, work, webhookQueue, mailQueue }: House): void {
  metrics.watch({
    name: 'emite_open_circuits',
    help: 'Lanes that wait for an authority.',
    read: () => circuits.count(),
  })
  metrics.watch({
    name: 'emite_waiting_steps',
    help: 'Steps of documents still to be taken.',
    read: () => work.depth(),
  })
  metrics.watch({
    name: 'emite_waiting_webhooks',
    help: 'Webhook deliveries still to be made, held ones included; counted to 100000.',
    read: () => webhookQueue.depth(),
  })
  metrics.watch({
    name: 'emite_waiting_mails',
    help: 'Mails to buyers still to be sent.',
    read: () => mailQueue.depth(),
  })
}
