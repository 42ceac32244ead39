import type { Clock } from '../../ports/clock.ts'
import type { MailQuery, Mails } from '../../ports/mails.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database } from './database.ts'
import { requestMail } from './mail-requests.ts'
import { MAIL_COLUMNS, mailOf, type MailRow, settingsOf } from './mail-rows.ts'
import { mailServerRecords } from './mail-server-records.ts'
import { suppressionRecords } from './mail-suppressions.ts'

/** Mails and what people set up for them, in PostgreSQL. */
export function mailStore(database: Database, clock: Clock): Mails {
  return {
    ...mailServerRecords(database, clock),
    ...suppressionRecords(database, clock),
    request: (request) => requestMail(database, request),
    list: (query) => listMails(database, query),

    async settings(tenantId, issuerId) {
      const { rows } = await database.query<Parameters<typeof settingsOf>[0] & object>({ tenantId }, {
        name: 'mail-settings',
        text: 'select settings, enabled from mail_settings where tenant_id = $1 and issuer_id = $2',
        values: [tenantId, issuerId],
      }) // prettier-ignore
      return settingsOf(rows[0])
    },

    async changeSettings(tenantId, issuerId, { enabled, ...settings }, actor) {
      await database.transaction({ tenantId }, async (run) => {
        await run({
          text: `insert into mail_settings (tenant_id, issuer_id, enabled, settings, updated_at) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, issuer_id) do update set enabled = $3, settings = $4, updated_at = $5`,
          values: [tenantId, issuerId, enabled, JSON.stringify(settings), clock.now()],
        })
        const detail = { issuerId, enabled }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'mail.settings-changed', detail })
      })
    },
  }
}

/** Newest first. The page after one begins behind its last mail. */
async function listMails(database: Database, query: MailQuery): Promise<ReturnType<typeof mailOf>[]> {
  const values: unknown[] = [query.tenantId, query.environment]
  const conditions = ['tenant_id = $1', 'environment = $2']
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return
    values.push(value)
    conditions.push(condition.replace('?', `$${values.length}`))
  }
  add('status = ?', query.status)
  add('document_id = ?::uuid', query.documentId)
  add(
    '(created_at, id) < (select b.created_at, b.id from mails b where b.tenant_id = $1 and b.environment = $2 and b.id = ?::uuid)',
    query.before,
  )
  values.push(query.limit)
  const { rows } = await database.query<MailRow>(
    { tenantId: query.tenantId },
    {
      text: `select ${MAIL_COLUMNS} from mails where ${conditions.join(' and ')}
        order by created_at desc, id desc limit $${values.length}`,
      values,
    },
  )
  return rows.map(mailOf)
}
