import type { Accounts, Tenant } from '../../ports/accounts.ts'
import type { Clock } from '../../ports/clock.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'

interface TenantRow {
  id: string
  name: string
  created_at: Date
}

function tenantOf(row: TenantRow): Tenant {
  return { id: row.id, name: row.name, createdAt: row.created_at.toISOString() }
}

/**
 * Tenants, in PostgreSQL. `tenants` looks across all of them, as the operator; `createTenant` opens the tenant's audit log in the
 * same transaction, and a name that is taken comes back as the database's own error.
 */
export function tenantRecords(database: Database, clock: Clock): Pick<Accounts, 'createTenant' | 'tenants'> {
  return {
    async createTenant({ id, name }, actor) {
      const at = clock.now()
      return database.transaction({ tenantId: id }, async (run) => {
        await run({ text: 'insert into tenants (id, name, created_at) values ($1, $2, $3)', values: [id, name, at] })
        await appendAudit(run, { tenantId: id, at, actor, kind: 'tenant.created', detail: { name } })
        return { id, name, createdAt: at.toISOString() }
      })
    },

    async tenants() {
      const { rows } = await database.query<TenantRow>(
        { role: 'operator' },
        { text: 'select id, name, created_at from tenants order by created_at, id' },
      )
      return rows.map(tenantOf)
    },
  }
}
