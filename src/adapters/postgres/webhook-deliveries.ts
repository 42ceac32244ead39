import type { DeliveryQuery, DeliveryRecord, WebhookDelivery, WebhookEndpoint, Webhooks } from '../../ports/webhooks.ts'
import type { Database, Run } from './database.ts'
import { isUuid } from './uuid.ts'
import { record } from './webhook-records.ts'
import { type AttemptRow, attemptOf, DELIVERY_COLUMNS, deliveryOf, type DeliveryRow } from './webhook-rows.ts'
import { endBackOff, errorOf, recordAttempt } from './webhook-settle.ts'

const FROM = `from webhook_deliveries d join webhook_endpoints e on e.tenant_id = d.tenant_id and e.id = d.endpoint_id`

/** What was sent, for people to read and to have sent again. `newId` makes the ids of replays. */
export function webhookDeliveries(
  database: Database,
  newId: () => string,
): Pick<Webhooks, 'deliveries' | 'delivery' | 'replay' | 'replayRange' | 'recordTest'> {
  return {
    deliveries: (query) => list(database, query),
    delivery: (endpoint, id) => one(database, endpoint, id),
    replayRange: (...given) => replayRange(database, newId, ...given),

    async replay(endpoint, delivery, id, at, actor) {
      const { tenantId } = endpoint
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: `insert into webhook_deliveries
              (tenant_id, endpoint_id, id, event_id, event_type, kind, sequence, payload, document_id, status, next_at, queued_at)
            select tenant_id, endpoint_id, $4, event_id, event_type, case kind when 'test' then 'test' else 'replay' end, sequence,
              payload, document_id, 'pending', $5, $5
            from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 and id = $3`,
          values: [tenantId, endpoint.id, delivery.id, id, at],
        })
        if (rowCount !== 1) return false
        await record(run, endpoint, 'replayed', at, actor, { deliveryId: delivery.id })
        return true
      })
    },

    async recordTest(endpoint, { id, eventType, payload, at, attempt }, actor) {
      const { tenantId } = endpoint
      const isDelivered = attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300
      await database.transaction({ tenantId }, async (run) => {
        await run({
          text: `insert into webhook_deliveries (tenant_id, endpoint_id, id, event_id, event_type, kind, payload, status, attempts,
              first_tried_at, next_at, queued_at, settled_at, last_status, last_error)
            values ($1, $2, $3, $3, $4, 'test', $5, $6, 1, $7, $7, $7, $7, $8, $9)`,
          values: [tenantId, endpoint.id, id, eventType, payload, isDelivered ? 'delivered' : 'failed', at, attempt.status,
            errorOf(attempt)], // prettier-ignore
        })
        const place = { tenantId, endpointId: endpoint.id, id }
        await recordAttempt(run, place, { ...attempt, number: 1, at: at.toISOString() })
        if (isDelivered) await endBackOff(run, place, at)
        await record(run, endpoint, 'tested', at, actor, { deliveryId: id, delivered: isDelivered })
      })
    },
  }
}

async function list(database: Database, query: DeliveryQuery): Promise<readonly WebhookDelivery[]> {
  const { tenantId, endpointId, status, before, limit } = query
  const conditions = ['d.tenant_id = $1', 'd.endpoint_id = $2']
  const values: unknown[] = [tenantId, endpointId]
  const add = (condition: string, value: unknown): void => {
    values.push(value)
    conditions.push(condition.replace('?', `$${values.length}`))
  }
  if (status !== undefined) {
    // What waits is told as held while its endpoint does not take anything.
    add('d.status = ?', status === 'held' ? 'pending' : status)
    if (status === 'held') conditions.push(`e.state <> 'active'`)
    if (status === 'pending') conditions.push(`e.state = 'active'`)
  }
  if (before !== undefined) {
    const last =
      'select b.queued_at, b.sequence, b.id from webhook_deliveries b where b.tenant_id = $1 and b.endpoint_id = $2'
    add(`(d.queued_at, d.sequence, d.id) < (${last} and b.id = ?::uuid)`, before)
  }
  values.push(limit)
  const { rows } = await database.query<DeliveryRow>(
    { tenantId },
    {
      text: `select ${DELIVERY_COLUMNS} ${FROM} where ${conditions.join(' and ')}
        order by d.queued_at desc, d.sequence desc, d.id desc limit $${values.length}`,
      values,
    },
  )
  return rows.map(deliveryOf)
}

async function one(
  database: Database,
  { tenantId, id: endpointId }: WebhookEndpoint,
  id: string,
): Promise<DeliveryRecord | undefined> {
  if (!isUuid(id)) return undefined
  const key = [tenantId, endpointId, id]
  return database.transaction({ tenantId }, async (run) => {
    const [found, tries] = await Promise.all([
      run<DeliveryRow & { payload: string }>({
        text: `select ${DELIVERY_COLUMNS}, coalesce(d.payload, (select f.payload from feed_events f
            where f.tenant_id = d.tenant_id and f.sequence = d.sequence)) as payload
          ${FROM} where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = $3`,
        values: key,
      }),
      run<AttemptRow>({
        text: `select number, at, duration_ms, request_headers, status, response_headers, response_body, error
          from webhook_attempts where tenant_id = $1 and endpoint_id = $2 and delivery_id = $3 order by number`,
        values: key,
      }),
    ])
    const [row] = found.rows
    return row && { delivery: deliveryOf(row), payload: row.payload, attempts: tries.rows.map(attemptOf) }
  })
}

async function replayRange(
  database: Database,
  newId: () => string,
  ...[endpoint, { from, to, types }, most, at, actor]: Parameters<Webhooks['replayRange']>
): Promise<number> {
  const { tenantId, id, environment } = endpoint
  const wanted = types ?? endpoint.types
  return database.transaction({ tenantId }, async (run) => {
    const { rows } = await run<{ sequence: bigint }>({
      text: `select sequence from feed_events where tenant_id = $1 and environment = $2 and at between $3 and $4
          and (cardinality($5::text[]) = 0 or type = any($5)) order by at limit $6 + 1`,
      values: [tenantId, environment, from, to, [...wanted], most],
    })
    const count = rows.length
    if (count === 0 || count + (await waitingReplays(run, tenantId, id, most)) > most) return count === 0 ? 0 : most + 1
    await run({
      text: `insert into webhook_deliveries
          (tenant_id, endpoint_id, id, event_id, event_type, kind, sequence, document_id, status, next_at, queued_at)
        select f.tenant_id, $2, v.id, f.id, f.type, 'replay', f.sequence, f.document_id, 'pending', $5, $5
        from unnest($3::uuid[], $4::bigint[]) as v (id, sequence)
          join feed_events f on f.tenant_id = $1 and f.sequence = v.sequence`,
      values: [tenantId, id, rows.map(() => newId()), rows.map(({ sequence }) => sequence), at],
    })
    const detail = { from: from.toISOString(), to: to.toISOString(), ...(types ? { types: [...types] } : {}), count }
    await record(run, endpoint, 'range-replayed', at, actor, detail)
    return count
  })
}

async function waitingReplays(run: Run, tenantId: string, endpointId: string, most: number): Promise<number> {
  const { rows } = await run<{ count: number }>({
    text: `select count(*)::int as count from (select from webhook_deliveries where tenant_id = $1 and endpoint_id = $2
      and status = 'pending' and kind = 'replay' limit $3) waiting`,
    values: [tenantId, endpointId, most],
  })
  return rows[0]?.count ?? 0
}
