import type { Audit, AuditEntry } from '../../ports/audit.ts'
import type { Clock } from '../../ports/clock.ts'
import { appendAudit } from './audit-entries.ts'
import { verifyTenant } from './audit-verification.ts'
import type { Database } from './database.ts'
import { seal } from './seal.ts'

/** The tenants' audit logs in PostgreSQL. */
export function auditStore(database: Database, clock: Clock): Audit {
  return {
    async record(tenantId, entry) {
      await database.transaction({ tenantId }, (run) => appendAudit(run, { tenantId, at: clock.now(), ...entry }))
    },
    seal: (tenantId, now) => database.transaction({ tenantId }, (run) => seal(run, tenantId, now)),
    verify: (tenantId, onProgress) => verifyTenant(database, tenantId, onProgress),

    async unsealed() {
      const { rows } = await database.query<{ tenant_id: string }>(
        { role: 'worker' },
        {
          name: 'unsealed',
          // Past the last seal, or counted by another server that a backup came from: `seal` tells.
          text: `select t.id as tenant_id from tenants t
            cross join lateral (select coalesce((select detail->>'before' from audit_log a
              where a.tenant_id = t.id and a.kind = 'sealed' order by a.sequence desc limit 1), '0')::xid8 as sealed) s
            where s.sealed > pg_snapshot_xmin(pg_current_snapshot())
              or exists (select from events e where e.tenant_id = t.id and e.transaction >= s.sealed)`,
        },
      )
      return rows.map((row) => row.tenant_id)
    },

    async entries(tenantId, afterSequence, limit) {
      const { rows } = await database.query<EntryRow>({ tenantId }, {
        text: `select sequence, at, actor, kind, detail from audit_log
          where tenant_id = $1 and sequence > $2 order by sequence limit $3`,
        values: [tenantId, afterSequence, limit],
      }) // prettier-ignore
      return rows.map((row): AuditEntry => ({ ...row, sequence: Number(row.sequence), at: row.at.toISOString() }))
    },
  }
}

interface EntryRow {
  sequence: bigint
  at: Date
  actor: string
  kind: string
  detail: Record<string, unknown>
}
