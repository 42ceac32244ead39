import { mailboxOf } from '../../domain/mail-address.ts'
import { MAIL_REASONS } from '../../domain/mail-reasons.ts'
import { type Mail, reasonOf, statusOf, type Suppression } from '../../domain/mail.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Bounce, BounceOutcome, Mails } from '../../ports/mails.ts'
import { appendAudit } from './audit-entries.ts'
import type { Database, Run } from './database.ts'
import { MAIL_COLUMNS, mailOf, type MailRow } from './mail-rows.ts'
import { storable } from './storable.ts'

interface SuppressionRow {
  address: string
  reason: Suppression['reason']
  detail: string | null
  at: Date
}

/** Addresses that nothing is sent to, and mails that came back. */
export function suppressionRecords(
  database: Database,
  clock: Clock,
): Pick<Mails, 'suppressions' | 'suppress' | 'release' | 'bounced'> {
  return {
    async suppressions(tenantId, environment, { limit, after }) {
      const { rows } = await database.query<SuppressionRow>({ tenantId }, {
        text: `select address, reason, detail, at from mail_suppressions
          where tenant_id = $1 and environment = $2 and address > $3 order by address limit $4`,
        values: [tenantId, environment, after ?? '', limit],
      }) // prettier-ignore
      return rows.map(({ address, reason, detail, at }) => {
        return { address, reason, detail: detail ?? undefined, at: at.toISOString() }
      })
    },

    async suppress(tenantId, environment, suppression, actor) {
      await database.transaction({ tenantId }, async (run) => {
        await putSuppression(run, { ...suppression, tenantId, environment })
        const detail = { environment, address: mailboxOf(suppression.address), reason: suppression.reason }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'mail.suppressed', detail })
      })
    },

    async release(tenantId, environment, address, actor) {
      return database.transaction({ tenantId }, async (run) => {
        const { rowCount } = await run({
          text: 'delete from mail_suppressions where tenant_id = $1 and environment = $2 and address = $3',
          values: [tenantId, environment, mailboxOf(address)],
        })
        if (rowCount !== 1) return false
        const detail = { environment, address: mailboxOf(address) }
        await appendAudit(run, { tenantId, at: clock.now(), actor, kind: 'mail.released', detail })
        return true
      })
    },

    bounced: (bounce, actor) => noteBounce(database, storable(bounce), bounce.at, actor),
  }
}

async function putSuppression(
  run: Run,
  { tenantId, environment, address, reason, detail, at }: Suppression & Pick<Bounce, 'tenantId' | 'environment'>,
): Promise<void> {
  await run({
    text: `insert into mail_suppressions (tenant_id, environment, address, reason, detail, at) values ($1, $2, $3, $4, $5, $6)
      on conflict (tenant_id, environment, address) do update set reason = $4, detail = $5, at = $6`,
    values: [tenantId, environment, mailboxOf(address), reason, detail && storable(detail), at],
  })
}

/** Without the mail's id it is the last one that the address got. */
async function noteBounce(database: Database, bounce: Bounce, at: Date, actor: string): Promise<BounceOutcome> {
  const { tenantId, environment, mailId, reason, detail } = bounce
  return database.transaction({ tenantId }, async (run) => {
    const mail = await bouncedMail(run, bounce)
    if (mailId !== undefined && !mail) return { kind: 'unknown' }
    const got = mail?.recipients.filter(({ state }) => state === 'accepted' || state === 'bounced') ?? []
    if (bounce.address === undefined && got.length !== 1) return { kind: 'unclear' }
    const address = bounce.address ?? got[0]?.address ?? ''
    if (mailId !== undefined && !got.some((one) => mailboxOf(one.address) === mailboxOf(address)))
      return { kind: 'unknown' }

    await putSuppression(run, { tenantId, environment, address, reason, detail, at: at.toISOString() })
    // Whoever complains has got it.
    if (mail && reason === 'bounced') await markBounced(run, mail, address, detail, at)
    const facts = { environment, address: mailboxOf(address), reason, mailId: mail?.id ?? null }
    await appendAudit(run, { tenantId, at, actor, kind: 'mail.bounced', detail: facts })
    return { kind: 'noted', addresses: [mailboxOf(address)], mails: mail ? [mail.id] : [] }
  })
}

async function bouncedMail(run: Run, { tenantId, environment, mailId, address }: Bounce): Promise<Mail | undefined> {
  const { rows } = await run<MailRow>({
    text: `select ${MAIL_COLUMNS} from mails where tenant_id = $1 and environment = $2
        and ($3::uuid is null or id = $3::uuid)
        and ($3::uuid is not null or recipients @> $4::jsonb or recipients @> $5::jsonb)
      order by created_at desc limit 1 for update`,
    values: [
      tenantId,
      environment,
      mailId,
      JSON.stringify([{ address, state: 'accepted' }]),
      JSON.stringify([{ address: address && mailboxOf(address), state: 'accepted' }]),
    ],
  })
  return rows[0] && mailOf(rows[0])
}

async function markBounced(run: Run, mail: Mail, address: string, detail: string | undefined, at: Date): Promise<void> {
  const mailbox = mailboxOf(address)
  const recipients = mail.recipients.map((recipient) =>
    mailboxOf(recipient.address) === mailbox && recipient.state === 'accepted'
      ? { ...recipient, state: 'bounced' as const, reason: detail ?? MAIL_REASONS.cameBack.en }
      : recipient,
  )
  await run({
    text: 'update mails set recipients = $3, status = $4, reason = $5, updated_at = $6 where tenant_id = $1 and id = $2',
    values: [mail.tenantId, mail.id, JSON.stringify(recipients), statusOf(recipients), reasonOf(recipients), at],
  })
}
