import type { WebhookQueue, Webhooks } from '../../ports/webhooks.ts'
import type { Database } from './database.ts'
import { claimDeliveries, nextDueDelivery } from './webhook-claim.ts'
import { webhookDeliveries } from './webhook-deliveries.ts'
import { webhookRecords } from './webhook-records.ts'
import { settleDelivery } from './webhook-settle.ts'
import { tidyWebhooks } from './webhook-tidy.ts'

/** Endpoints and their deliveries in PostgreSQL, for people. */
export function webhookStore(database: Database, newId: () => string): Webhooks {
  return { ...webhookRecords(database), ...webhookDeliveries(database, newId) }
}

/** The same, for whoever sends. */
export function webhookSendQueue(database: Database, newId: () => string): WebhookQueue {
  return {
    claim: (now, limits, leaseMs) => claimDeliveries(database, now, limits, leaseMs),
    settle: (...given) => settleDelivery(database, newId, ...given),
    nextDue: (now, perEndpoint) => nextDueDelivery(database, now, perEndpoint),
    tidy: (now) => tidyWebhooks(database, now),

    async depth() {
      const { rows } = await database.query<{ count: number }>(
        { role: 'worker' },
        {
          name: 'webhook-depth',
          // Beyond this the figure says nothing more, and counting on would cost.
          text: `select count(*)::int as count from
            (select from webhook_deliveries where status = 'pending' limit 100000) waiting`,
        },
      )
      return rows[0]?.count ?? 0
    },
  }
}
