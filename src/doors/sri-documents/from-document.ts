import type { Document, DocumentState } from '../../domain/document.ts'
import type { MailStatus } from '../../domain/mail.ts'
import { isMailable } from '../../domain/mail.ts'
import { isSettled } from '../../journey/journey.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Mails } from '../../ports/mails.ts'
import { contractDate } from './contract-date.ts'

/** What the contract calls a state; it has no word for what nothing but a person can mend. */
const STATUSES: Readonly<Record<DocumentState, string>> = {
  signed: 'SIGNED',
  sent: 'SENT',
  approved: 'AUTHORIZED',
  conditional: 'AUTHORIZED',
  rejected: 'REJECTED',
  failed: 'FAILED',
  voided: 'VOIDED',
}

type EmailStatus = 'PENDING' | 'SENT' | 'FAILED'

const EMAIL_STATUSES: Readonly<Record<MailStatus, EmailStatus>> = {
  pending: 'PENDING',
  sent: 'SENT',
  failed: 'FAILED',
  suppressed: 'FAILED',
}

export interface MailParts {
  readonly mails: Pick<Mails, 'list' | 'settings'>
  readonly clock: Clock
}

/** `document` of the reply to the request that made it, whatever has become of it since. */
export function madeDocument(document: Document): Record<string, unknown> {
  return viewOf(document, STATUSES.signed, 'PENDING')
}

/** `document` as it stands now; with the reason where it was not authorised and will not be. */
export async function documentNow(parts: MailParts, document: Document): Promise<Record<string, unknown>> {
  const view = viewOf(document, STATUSES[document.state], await emailStatusOf(parts, document))
  const reason = reasonOf(document)
  return reason === undefined ? view : { ...view, reason }
}

function viewOf(document: Document, status: string, emailStatus: EmailStatus): Record<string, unknown> {
  const { stamp, type, number, issueDate, total } = document
  return {
    accessKey: stamp.accessKey,
    documentType: type,
    sequential: number.slice(number.lastIndexOf('-') + 1),
    status,
    issueDate: contractDate(issueDate),
    total,
    email: { status: emailStatus },
  }
}

/** How the newest mail stands; without one, whether it can still come. */
async function emailStatusOf({ mails, clock }: MailParts, document: Document): Promise<EmailStatus> {
  const { tenantId, environment, id, issuerId, state, updatedAt } = document
  if (!isMailable(document)) return isSettled(state) ? 'FAILED' : 'PENDING'
  const [newest] = await mails.list({ tenantId, environment, documentId: id, limit: 1 })
  if (newest) return EMAIL_STATUSES[newest.status]
  const isFresh = clock.now().getTime() - Date.parse(updatedAt) < MAIL_FOLLOWS_WITHIN_MS
  return isFresh && (await mails.settings(tenantId, issuerId)).enabled ? 'PENDING' : 'FAILED'
}

/** The mail of what was authorised is written a moment later; what has none by then gets none. */
const MAIL_FOLLOWS_WITHIN_MS = 600_000

function reasonOf({ state, verdict, reason }: Document): string | undefined {
  if (state === 'failed') return reason
  if (state !== 'rejected') return undefined
  return verdict?.messages.map(({ code, text }) => `${code}: ${text}`).join(' | ')
}
