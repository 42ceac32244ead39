import type { Environment } from '../../domain/caller.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MailSecurity } from '../../ports/mailer.ts'
import type { Mails, MailServerFacts } from '../../ports/mails.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'

interface ServerRow {
  host: string
  port: number
  security: MailSecurity
  username: string | null
  sealed: Buffer | null
  from_address: string
  updated_at: Date
}

/** Tenants' own mail servers. */
export function mailServerRecords(
  database: Database,
  clock: Clock,
): Pick<Mails, 'server' | 'sealedServer' | 'changeServer' | 'removeServer'> {
  async function rowOf(tenantId: string, environment: Environment): Promise<ServerRow | undefined> {
    const { rows } = await database.query<ServerRow>({ tenantId }, {
      name: 'mail-server',
      text: `select host, port, security, username, sealed, from_address, updated_at from mail_servers
        where tenant_id = $1 and environment = $2`,
      values: [tenantId, environment],
    }) // prettier-ignore
    return rows[0]
  }

  return {
    async server(tenantId, environment) {
      const row = await rowOf(tenantId, environment)
      return row && factsOf(row)
    },

    async sealedServer(tenantId, environment) {
      const row = await rowOf(tenantId, environment)
      return row && { ...factsOf(row), sealed: row.sealed ?? undefined }
    },

    async changeServer(tenantId, environment, { host, port, security, username, from, updatedAt, sealed }, actor) {
      await database.transaction({ tenantId }, async (run) => {
        await run({
          text: `insert into mail_servers (tenant_id, environment, host, port, security, username, sealed, from_address, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, environment) do update
            set host = $3, port = $4, security = $5, username = $6, sealed = $7, from_address = $8, updated_at = $9`,
          values: [
            tenantId,
            environment,
            host,
            port,
            security,
            username,
            sealed && Buffer.from(sealed),
            from,
            updatedAt,
          ],
        })
        // What waited for the old one may go now.
        await run({
          text: 'delete from mail_rests where tenant_id = $1 and environment = $2',
          values: [tenantId, environment],
        })
        const detail = { environment, host, port, security, username: username ?? null }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'mail.server-changed', detail })
      })
    },

    async removeServer(tenantId, environment, actor) {
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: 'delete from mail_servers where tenant_id = $1 and environment = $2',
          values: [tenantId, environment],
        })
        if (rowCount !== 1) return false
        const detail = { environment }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'mail.server-removed', detail })
        return true
      })
    },
  }
}

function factsOf({ host, port, security, username, from_address: from, updated_at: at }: ServerRow): MailServerFacts {
  return { host, port, security, username: username ?? undefined, from, updatedAt: at.toISOString() }
}
