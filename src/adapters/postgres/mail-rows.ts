import type { Environment } from '../../domain/caller.ts'
import {
  DEFAULT_MAIL_SETTINGS,
  type Mail,
  type MailSettings,
  type MailStatus,
  type Recipient,
} from '../../domain/mail.ts'
import { mailboxOf } from '../../domain/mail-address.ts'
import type { Run } from './database.ts'
import { storable } from './storable.ts'

export interface MailRow {
  tenant_id: string
  id: string
  environment: Environment
  issuer_id: string
  document_id: string
  actor: string
  status: MailStatus
  recipients: Recipient[]
  tries: number
  run_at: Date
  reason: string | null
  created_at: Date
  updated_at: Date
  sent_at: Date | null
}

/** The columns of {@link MailRow}, for `select`. */
export const MAIL_COLUMNS = `tenant_id, id, environment, issuer_id, document_id, actor, status, recipients, tries, run_at,
  reason, created_at, updated_at, sent_at`

export function mailOf(row: MailRow): Mail {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environment: row.environment,
    issuerId: row.issuer_id,
    documentId: row.document_id,
    actor: row.actor,
    status: row.status,
    recipients: row.recipients,
    tries: row.tries,
    reason: row.reason ?? undefined,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    nextAt: row.status === 'pending' ? row.run_at.toISOString() : undefined,
    sentAt: row.sent_at?.toISOString(),
  }
}

/** A mail that is not there yet. */
export interface NewMail {
  readonly tenantId: string
  readonly id: string
  readonly environment: Environment
  readonly issuerId: string
  readonly documentId: string
  readonly revision: number
  readonly actor: string
  readonly key: string | undefined
  readonly asked: readonly string[] | undefined
  readonly status: MailStatus
  readonly recipients: readonly Recipient[]
  readonly reason: string | undefined
  readonly at: Date
}

/** Inserts the mail, unless it is there. */
export async function insertMail(run: Run, mail: NewMail): Promise<void> {
  await run({
    name: 'mail-insert',
    text: `insert into mails (tenant_id, id, environment, issuer_id, document_id, revision, actor, request_key, asked, status,
        recipients, reason, run_at, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13) on conflict (tenant_id, id) do nothing`,
    values: [
      mail.tenantId,
      mail.id,
      mail.environment,
      mail.issuerId,
      mail.documentId,
      mail.revision,
      mail.actor,
      mail.key,
      mail.asked && JSON.stringify(mail.asked),
      mail.status,
      JSON.stringify(storable(mail.recipients)),
      mail.reason && storable(mail.reason),
      mail.at,
    ],
  })
}

/** Which of these mailboxes nothing is sent to. */
export async function suppressedAmong(
  run: Run,
  tenantId: string,
  environment: Environment,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set()
  const { rows } = await run<{ address: string }>({
    name: 'mail-suppressed',
    text: 'select address from mail_suppressions where tenant_id = $1 and environment = $2 and address = any($3)',
    values: [tenantId, environment, addresses.map(mailboxOf)],
  })
  return new Set(rows.map(({ address }) => address))
}

/** Settings as they are kept: what was added since they were written has its default. */
export function settingsOf(row: { settings: Partial<MailSettings>; enabled: boolean } | undefined): MailSettings {
  return row ? { ...DEFAULT_MAIL_SETTINGS, ...row.settings, enabled: row.enabled } : DEFAULT_MAIL_SETTINGS
}
