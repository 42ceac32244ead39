import type { Accounts } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { KEY_COLUMNS, keyOf, type KeyRow } from './account-rows.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'
import { isUuid } from './uuid.ts'

/**
 * API keys, by their hashes alone, in PostgreSQL; each change with its audit entry in one transaction, which holds the tenant's
 * audit log until its end. `keyUsed` and the look-ups lock nothing else; an id that is no UUID is nobody's.
 */
export function keyRecords(
  database: Database,
  clock: Clock,
): Pick<Accounts, 'createKey' | 'keys' | 'keyByHash' | 'keyById' | 'revokeKey' | 'keyUsed'> {
  return {
    async createKey(key, actor) {
      const { tenantId, id, environment, name, prefix, scopes, createdAt, expiresAt, requestsPerMinute, hash } = key
      await database.transaction({ tenantId }, async (run) => {
        await run({
          text: `insert into api_keys (tenant_id, id, environment, name, prefix, hash, scopes, created_at, expires_at,
              requests_per_minute)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          values: [tenantId, id, environment, name, prefix, hash, scopes, createdAt, expiresAt, requestsPerMinute],
        })
        const detail = { id, environment, name, prefix, scopes: [...scopes], requestsPerMinute }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'key.created', detail })
      })
    },

    async keys(tenantId, environment) {
      const { rows } = await database.query<KeyRow>({ tenantId }, {
        text: `select ${KEY_COLUMNS} from api_keys where tenant_id = $1 and ($2::text is null or environment = $2)
          order by created_at, id`,
        values: [tenantId, environment],
      }) // prettier-ignore
      return rows.map(keyOf)
    },

    async keyByHash(tenantId, hash) {
      const { rows } = await database.query<KeyRow>({ tenantId }, {
        name: 'key-by-hash',
        text: `select ${KEY_COLUMNS} from api_keys where tenant_id = $1 and hash = $2`,
        values: [tenantId, hash],
      }) // prettier-ignore
      return rows[0] && keyOf(rows[0])
    },

    async keyById(tenantId, id) {
      if (!isUuid(id)) return undefined
      const { rows } = await database.query<KeyRow>({ tenantId }, {
        name: 'key-by-id',
        text: `select ${KEY_COLUMNS} from api_keys where tenant_id = $1 and id = $2`,
        values: [tenantId, id],
      }) // prettier-ignore
      return rows[0] && keyOf(rows[0])
    },

    async revokeKey(tenantId, environment, id, actor) {
      if (!isUuid(id)) return false
      const at = clock.now()
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: `update api_keys set revoked_at = coalesce(revoked_at, $4)
            where tenant_id = $1 and id = $2 and ($3::text is null or environment = $3)`,
          values: [tenantId, id, environment, at],
        })
        if (rowCount !== 1) return false
        await appendAudit(run, { tenantId, at, actor, kind: 'key.revoked', detail: { id } })
        return true
      })
    },

    async keyUsed(tenantId, id, at) {
      await database.query({ tenantId }, {
        name: 'key-used',
        text: 'update api_keys set last_used_at = $3 where tenant_id = $1 and id = $2',
        values: [tenantId, id, at],
      }) // prettier-ignore
    },
  }
}
