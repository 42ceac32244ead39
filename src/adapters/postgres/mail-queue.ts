import type { Environment } from '../../domain/caller.ts'
import type { Draft } from '../../domain/draft.ts'
import type { FeedEvent } from '../../domain/feed.ts'
import { type MailSettings, reasonOf, type Recipient, statusOf } from '../../domain/mail.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { buyerAddresses, recipientsOf } from '../../domain/mail-recipients.ts'
import type { Run } from './database.ts'
import { insertMail, type NewMail, settingsOf, suppressedAmong } from './mail-rows.ts'

interface MailedRow {
  id: string
  environment: Environment
  issuer_id: string
  revision: number
  draft: Draft
  settings: Partial<MailSettings>
}

/**
 * Queues the mail that an approval entitles the buyer to, in the transaction that gives the events their places. An event makes one
 * mail however often it is queued. Without an address, or where the issuer has not asked for mail, there is none.
 */
export async function queueMails(run: Run, tenantId: string, events: readonly FeedEvent[]): Promise<void> {
  const verdicts = events.filter(({ type }) => type === 'document.approved' || type === 'document.conditional')
  if (verdicts.length === 0) return
  const { rows } = await run<MailedRow>({
    name: 'mail-documents',
    text: `select d.id, d.environment, d.issuer_id, d.revision, d.draft, s.settings
      from documents d join mail_settings s on s.tenant_id = d.tenant_id and s.issuer_id = d.issuer_id
      where d.tenant_id = $1 and d.id = any($2::uuid[]) and s.enabled`,
    values: [tenantId, verdicts.map(({ documentId }) => documentId)],
  })
  const suppressed = await suppressedOf(run, tenantId, rows)
  const documents = new Map(rows.map((row) => [row.id, row]))
  const mails = verdicts.flatMap(({ id, at, documentId }) => {
    const row = documentId === undefined ? undefined : documents.get(documentId)
    const recipients = row ? recipientsOf(...addressesOf(row), suppressed.get(row.environment)) : []
    if (!row || recipients.length === 0) return []
    const { environment, issuer_id: issuerId, revision } = row
    const mail: NewMail = {
      tenantId,
      id,
      environment,
      issuerId,
      documentId: row.id,
      revision,
      actor: 'worker',
      key: undefined,
      asked: undefined,
      status: statusOf(recipients),
      recipients,
      reason: reasonOf(recipients),
      at: new Date(at),
    }
    return [mail]
  })
  // None waits for the one before it: they travel together.
  await Promise.all(mails.map((mail) => insertMail(run, mail)))
}

function addressesOf({ draft, settings }: MailedRow): readonly [to: readonly string[], copies: readonly string[]] {
  return [buyerAddresses(draft), settingsOf({ settings, enabled: true }).copyTo]
}

/** Those of all the documents' addresses that nothing is sent to. */
async function suppressedOf(
  run: Run,
  tenantId: string,
  rows: readonly MailedRow[],
): Promise<ReadonlyMap<Environment, ReadonlySet<string>>> {
  const byEnvironment = Map.groupBy(rows, ({ environment }) => environment)
  const found = await Promise.all(
    Array.from(byEnvironment, async ([environment, documents]) => {
      const addresses = documents.flatMap((row) => addressesOf(row).flat())
      return [environment, await suppressedAmong(run, tenantId, environment, plainAddresses(addresses))] as const
    }),
  )
  return new Map(found)
}

function plainAddresses(given: readonly string[]): readonly string[] {
  return given.map(mailAddressOf).filter((address) => address !== undefined)
}

/** The addresses as recipients, those suppressed marked as such. */
export async function recipientsFor(
  run: Run,
  tenantId: string,
  environment: Environment,
  to: readonly string[],
  copies: readonly string[],
): Promise<readonly Recipient[]> {
  const addresses = plainAddresses([...to, ...copies])
  return recipientsOf(to, copies, await suppressedAmong(run, tenantId, environment, addresses))
}
