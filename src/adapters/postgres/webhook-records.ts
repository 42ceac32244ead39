import type { SealedSecret, WebhookEndpoint, Webhooks } from '../../ports/webhooks.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database, Run } from './database.ts'
import { isUuid } from './uuid.ts'
import { ENDPOINT_COLUMNS, endpointOf, type EndpointRow } from './webhook-rows.ts'
import { hasten } from './webhook-settle.ts'

type Records = Pick<
  Webhooks,
  'create' | 'list' | 'get' | 'change' | 'remove' | 'pause' | 'resume' | 'rotate' | 'secrets'
>

/** The endpoints and their secrets; each change with its audit entry in one transaction. */
export function webhookRecords(database: Database): Records {
  return {
    create: (...given) => create(database, ...given),
    rotate: (...given) => rotate(database, ...given),

    async list(tenantId, environment) {
      const { rows } = await database.query<EndpointRow>({ tenantId }, {
        text: `select ${ENDPOINT_COLUMNS} from webhook_endpoints
          where tenant_id = $1 and environment = $2 and deleted_at is null order by created_at, id`,
        values: [tenantId, environment],
      }) // prettier-ignore
      return rows.map(endpointOf)
    },

    async get(tenantId, environment, id) {
      if (!isUuid(id)) return undefined
      const { rows } = await database.query<EndpointRow>({ tenantId }, {
        text: `select ${ENDPOINT_COLUMNS} from webhook_endpoints
          where tenant_id = $1 and environment = $2 and id = $3 and deleted_at is null`,
        values: [tenantId, environment, id],
      }) // prettier-ignore
      return rows[0] && endpointOf(rows[0])
    },

    async change(endpoint, actor) {
      const { tenantId, id, url, types, description, updatedAt } = endpoint
      return database.transaction({ tenantId }, async (run) => {
        const { rows } = await run<EndpointRow>({
          // What failed before says nothing of what was changed because of it.
          text: `update webhook_endpoints set url = $3, types = $4, description = $5, updated_at = $6, failures = 0,
              failing_since = null, last_error = null, retry_at = null
            where tenant_id = $1 and id = $2 and deleted_at is null returning ${ENDPOINT_COLUMNS}`,
          values: [tenantId, id, url, [...types], description, updatedAt],
        })
        if (!rows[0]) return undefined
        await hasten(run, tenantId, id, new Date(updatedAt))
        await record(run, endpoint, 'changed', new Date(updatedAt), actor, told(endpoint))
        return endpointOf(rows[0])
      })
    },

    async remove(endpoint, at, actor) {
      // Its secrets go at once; what was sent there is cleared away by and by.
      await guarded(database, endpoint, {
        set: `deleted_at = $3, secret = '', previous_secret = null, previous_id = null, previous_until = null`,
        values: [at],
        deed: { kind: 'deleted', at, actor },
      })
    },

    async pause(endpoint, at, actor) {
      return guarded(database, endpoint, {
        set: `state = 'paused', reason = 'asked', state_since = $3, updated_at = $3`,
        only: `state = 'active'`,
        values: [at],
        deed: { kind: 'paused', at, actor },
      })
    },

    async resume(endpoint, at, actor) {
      await guarded(database, endpoint, {
        set: `state = 'active', reason = null, state_since = case when state = 'active' then state_since else $3 end,
          updated_at = $3, failures = 0, failing_since = null, last_error = null, retry_at = null`,
        values: [at],
        deed: { kind: 'resumed', at, actor },
        then: (run) => hasten(run, endpoint.tenantId, endpoint.id, at),
      })
    },

    async secrets({ tenantId, id }, now) {
      const { rows } = await database.query<SecretRow>({ tenantId }, {
        text: `select secret_id, secret, case when previous_until > $3 then previous_id end as previous_id, previous_secret
          from webhook_endpoints where tenant_id = $1 and id = $2 and deleted_at is null`,
        values: [tenantId, id, now],
      }) // prettier-ignore
      return rows.flatMap(secretsOf)
    },
  }
}

export interface SecretRow {
  secret_id: string
  secret: Buffer
  previous_id: string | null
  previous_secret: Buffer | null
}

/** The secrets that sign, newest first. */
export function secretsOf(row: SecretRow): readonly SealedSecret[] {
  const current = { id: row.secret_id, sealed: row.secret }
  if (row.previous_id === null || row.previous_secret === null) return [current]
  return [current, { id: row.previous_id, sealed: row.previous_secret }]
}

async function create(
  database: Database,
  ...[endpoint, secret, actor, most]: Parameters<Webhooks['create']>
): Promise<boolean> {
  const { id, tenantId, environment, url, types, description, createdAt } = endpoint
  return database.transaction({ tenantId }, async (run) => {
    // Two at once must not both find the last free place.
    await run({ text: `select pg_advisory_xact_lock(hashtextextended('webhooks/' || $1, 0))`, values: [tenantId] })
    const { rowCount } = await run({
      text: `insert into webhook_endpoints (tenant_id, id, environment, url, types, description, state, state_since, secret_id,
          secret, created_at, updated_at)
        select $1, $2, $3, $4, $5, $6, 'active', $7, $8, $9, $7, $7
        where (select count(*) from webhook_endpoints
          where tenant_id = $1 and environment = $3 and deleted_at is null) < $10`,
      values: [tenantId, id, environment, url, [...types], description, createdAt, secret.id, secret.sealed, most],
    })
    if (rowCount !== 1) return false
    await record(run, endpoint, 'created', new Date(createdAt), actor, told(endpoint))
    return true
  })
}

async function rotate(
  database: Database,
  ...[endpoint, secret, { at, previousUntil }, actor]: Parameters<Webhooks['rotate']>
): Promise<void> {
  await guarded(database, endpoint, {
    set: `previous_id = secret_id, previous_secret = secret, previous_until = $4, secret_id = $5, secret = $6, updated_at = $3`,
    values: [at, previousUntil, secret.id, secret.sealed],
    deed: { kind: 'secret-rotated', at, actor, detail: { previousUntil: previousUntil.toISOString() } },
  })
}

interface Change {
  readonly set: string
  /** A further condition. */
  readonly only?: string
  /** From $3. */
  readonly values: readonly unknown[]
  readonly deed: {
    readonly kind: string
    readonly at: Date
    readonly actor: string
    readonly detail?: Readonly<Record<string, unknown>>
  }
  readonly then?: (run: Run) => Promise<void>
}

/** Changes an endpoint that is still there and writes who did so. False when it is gone, or not as it must be. */
async function guarded(database: Database, endpoint: WebhookEndpoint, change: Change): Promise<boolean> {
  const { tenantId, id } = endpoint
  const { kind, at, actor, detail } = change.deed
  return database.transaction({ tenantId }, async (run) => {
    const { rowCount } = await run({
      text: `update webhook_endpoints set ${change.set}
        where tenant_id = $1 and id = $2 and deleted_at is null ${change.only ? `and ${change.only}` : ''}`,
      values: [tenantId, id, ...change.values],
    })
    if (rowCount !== 1) return false
    await change.then?.(run)
    await record(run, endpoint, kind, at, actor, { ...told(endpoint), ...detail })
    return true
  })
}

/** Writes what a person did to an endpoint. */
export async function record(
  run: Run,
  { tenantId, id, environment }: WebhookEndpoint,
  deed: string,
  at: Date,
  actor: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendAudit(run, { tenantId, at, actor, kind: `webhook.${deed}`, detail: { id, environment, ...detail } })
}

/** The rest of an address may be a secret of the receiver's: the audit log tells the host only. */
function told({ url, types, description }: WebhookEndpoint): Readonly<Record<string, unknown>> {
  return { host: new URL(url).host, types: [...types], description }
}
