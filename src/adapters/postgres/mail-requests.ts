import type { Draft } from '../../domain/draft.ts'
import { reasonOf, statusOf } from '../../domain/mail.ts'
import { buyerAddresses } from '../../domain/mail-recipients.ts'
import type { MailRequest, MailRequestOutcome } from '../../ports/mails.ts'
import type { Database, Run } from './database.ts'
import { recipientsFor } from './mail-queue.ts'
import { insertMail, MAIL_COLUMNS, mailOf, type MailRow, settingsOf } from './mail-rows.ts'

/** Queues a mail at a person's word; the document's row is locked meanwhile, so that requests of one document take turns. */
export function requestMail(database: Database, request: MailRequest): Promise<MailRequestOutcome> {
  const { tenantId, id: documentId } = request.document
  const { mails: most, windowMs } = request.limit
  return database.transaction({ tenantId }, async (run) => {
    const [found, earlier, recent] = await Promise.all([
      run<{ draft: Draft; state: string; revision: number }>({
        text: 'select draft, state, revision from documents where tenant_id = $1 and id = $2 for update',
        values: [tenantId, documentId],
      }),
      run<MailRow & { asked: string[] | null }>({
        text: `select ${MAIL_COLUMNS}, asked from mails where tenant_id = $1 and document_id = $2 and request_key = $3`,
        values: [tenantId, documentId, request.key],
      }),
      run<{ created_at: Date }>({
        text: `select created_at from mails where tenant_id = $1 and document_id = $2 and created_at > $3
          order by created_at desc offset $4 limit 1`,
        values: [tenantId, documentId, new Date(request.now.getTime() - windowMs), most - 1],
      }),
    ])
    const [before] = earlier.rows
    if (before) {
      const isSame = JSON.stringify(before.asked ?? undefined) === JSON.stringify(request.to)
      return isSame ? { kind: 'replayed', mail: mailOf(before) } : { kind: 'other-request' }
    }
    const [row] = found.rows
    if (row?.state !== request.document.state) return { kind: 'changed' }
    const [inTheWay] = recent.rows
    if (inTheWay) return { kind: 'too-many', until: new Date(inTheWay.created_at.getTime() + windowMs) }
    return queue(run, request, row)
  })
}

async function queue(
  run: Run,
  { id, document, actor, key, to, now }: MailRequest,
  { draft, revision }: { readonly draft: Draft; readonly revision: number },
): Promise<MailRequestOutcome> {
  const { tenantId, environment, issuerId } = document
  const settings = await run<Parameters<typeof settingsOf>[0] & object>({
    text: 'select settings, enabled from mail_settings where tenant_id = $1 and issuer_id = $2',
    values: [tenantId, issuerId],
  })
  const { copyTo } = settingsOf(settings.rows[0])
  // Who names the addresses sends it to these and nobody else.
  const recipients = await recipientsFor(run, tenantId, environment, to ?? buyerAddresses(draft), to ? [] : copyTo)
  if (recipients.length === 0) return { kind: 'no-recipient' }
  await insertMail(run, {
    tenantId,
    id,
    environment,
    issuerId,
    documentId: document.id,
    revision,
    actor,
    key,
    asked: to,
    status: statusOf(recipients),
    recipients,
    reason: reasonOf(recipients),
    at: now,
  })
  const { rows } = await run<MailRow>({
    text: `select ${MAIL_COLUMNS} from mails where tenant_id = $1 and id = $2`,
    values: [tenantId, id],
  })
  if (!rows[0]) throw new Error('a mail that was stored is gone')
  return { kind: 'queued', mail: mailOf(rows[0]) }
}
