import type { Environment } from '../../domain/caller.ts'
import { appendAudit } from './audit-entries.ts'
import type { Run } from './database.ts'
import { appendToFeed } from './feed-append.ts'

interface Stop {
  readonly tenantId: string
  readonly endpointId: string
  readonly reason: 'failing' | 'gone'
  readonly at: Date
}

/**
 * Stops an endpoint without anybody's word, and says so: in its state, in the audit log, and in the feed, where other endpoints
 * and the stream hear of it. What waits for it is kept. False when it is stopped already.
 */
export async function notifyStop(run: Run, newId: () => string, stop: Stop): Promise<boolean> {
  const { tenantId, endpointId, reason, at } = stop
  const { rows } = await run<{
    environment: Environment
    url: string
    description: string
    failing_since: Date
    last_error: string | null
  }>({
    name: 'webhook-stop',
    text: `update webhook_endpoints set state = $3, reason = $4, state_since = $5, updated_at = $5
      where tenant_id = $1 and id = $2 and state = 'active' and deleted_at is null
      returning environment, url, description, failing_since, last_error`,
    values: [tenantId, endpointId, reason === 'gone' ? 'disabled' : 'paused', reason, at],
  })
  const [row] = rows
  if (!row) return false
  const facts = {
    webhookId: endpointId,
    description: row.description,
    // The rest of the address may be a secret of the receiver's.
    host: new URL(row.url).host,
    state: reason === 'gone' ? 'disabled' : 'paused',
    reason,
    failingSince: row.failing_since.toISOString(),
    lastError: row.last_error,
  }
  const { webhookId: id, ...rest } = facts
  const detail = { id, environment: row.environment, ...rest }
  await appendAudit(run, { tenantId, at, actor: 'worker', kind: `webhook.${facts.state}`, detail })
  await appendToFeed(run, tenantId, [
    {
      id: newId(),
      tenantId,
      environment: row.environment,
      type: 'webhook.paused',
      at: at.toISOString(),
      documentId: undefined,
      order: undefined,
      data: facts,
    },
  ])
  return true
}
