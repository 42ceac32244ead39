import type { Environment } from '../../domain/caller.ts'
import { mailboxOf } from '../../domain/mail-address.ts'
import { MAIL_REASONS } from '../../domain/mail-reasons.ts'
import type { Mail } from '../../domain/mail.ts'
import type { MailClaimLimits, MailEnd, MailItem, MailQueue } from '../../ports/mails.ts'
import type { Database, Run } from './database.ts'
import { appendEvent, lockedHead } from './events.ts'
import { MAIL_COLUMNS, mailOf, type MailRow, suppressedAmong } from './mail-rows.ts'
import { storable } from './storable.ts'

const WORKER = { role: 'worker' } as const

/** The queue of mails in PostgreSQL: claimed with SKIP LOCKED, held by a lease, fenced by the number of the attempt. */
export function mailWork(database: Database): MailQueue {
  return {
    claim: (now, limits, leaseMs) => claim(database, now, limits, leaseMs),
    load: (item) => load(database, item),
    settle: (item, end) => settle(database, item, storableEnd(end)),

    async nextDue() {
      const { rows } = await database.query<{ due: Date | null }>(WORKER, {
        name: 'mail-next',
        text: `${ACCOUNTS}
          select min(greatest(next.run_at, r.until)) as due from accounts a
            cross join lateral (select m.run_at from mails m where m.tenant_id = a.tenant_id and m.environment = a.environment
              and m.status = 'pending' order by m.run_at, m.id limit 1) next
            left join mail_rests r on r.tenant_id = a.tenant_id and r.environment = a.environment`,
      }) // prettier-ignore
      return rows[0]?.due ?? undefined
    },

    async depth() {
      const { rows } = await database.query<{ count: number }>(WORKER, {
        name: 'mail-depth',
        text: `select count(*)::int as count from mails where status = 'pending'`,
      })
      return rows[0]?.count ?? 0
    },
  }
}

// Every account that has something waiting, found by leaping from one to the next in the index: an account with a million
// mails costs no more than one with a single mail.
const ACCOUNTS = `with recursive accounts as (
    (select tenant_id, environment from mails where status = 'pending' order by tenant_id, environment limit 1)
    union all
    select next.tenant_id, next.environment from accounts a cross join lateral (
      select m.tenant_id, m.environment from mails m
      where m.status = 'pending' and (m.tenant_id, m.environment) > (a.tenant_id, a.environment)
      order by m.tenant_id, m.environment limit 1) next)`

interface ClaimedRow {
  tenant_id: string
  environment: Environment
  id: string
  document_id: string
  tries: number
  attempt: bigint
}

/** Claims due mails, so many of each account at most. One that is claimed is due again when its lease ends. */
async function claim(
  database: Database,
  now: Date,
  { total, perAccount, busy }: MailClaimLimits,
  leaseMs: number,
): Promise<readonly MailItem[]> {
  const { rows } = await database.query<ClaimedRow>(WORKER, {
    name: 'mail-claim',
    text: `${ACCOUNTS},
      due as (
        select mine.tenant_id, mine.id from accounts a
          left join mail_rests r on r.tenant_id = a.tenant_id and r.environment = a.environment and r.until > $1
          cross join lateral (
            select m.tenant_id, m.id, m.run_at from mails m
            where m.tenant_id = a.tenant_id and m.environment = a.environment and m.status = 'pending' and m.run_at <= $1
            order by m.run_at, m.id limit $2 for update skip locked) mine
        where r.tenant_id is null and a.tenant_id || '/' || a.environment <> all($3::text[])
        order by mine.run_at, mine.id limit $4)
      update mails m set attempt = nextval('mail_attempts'), lease_until = $5, run_at = $5
        from due where m.tenant_id = due.tenant_id and m.id = due.id
        returning m.tenant_id, m.environment, m.id, m.document_id, m.tries, m.attempt`,
    values: [now, perAccount, busy, total, new Date(now.getTime() + leaseMs)],
  })
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    environment: row.environment,
    id: row.id,
    documentId: row.document_id,
    tries: row.tries,
    attempt: Number(row.attempt),
  }))
}

async function load(database: Database, { tenantId, id, attempt }: MailItem): Promise<Mail | undefined> {
  return database.transaction({ tenantId }, async (run) => {
    const { rows } = await run<MailRow>({
      name: 'mail-load',
      text: `select ${MAIL_COLUMNS} from mails where tenant_id = $1 and id = $2 and attempt = $3 and status = 'pending'`,
      values: [tenantId, id, attempt],
    })
    if (!rows[0]) return undefined
    const mail = mailOf(rows[0])
    const waiting = mail.recipients.filter(({ state }) => state === 'pending').map(({ address }) => address)
    const suppressed = await suppressedAmong(run, tenantId, mail.environment, waiting)
    return {
      ...mail,
      recipients: mail.recipients.map((recipient) =>
        recipient.state === 'pending' && suppressed.has(mailboxOf(recipient.address))
          ? { ...recipient, state: 'suppressed', reason: MAIL_REASONS.suppressed.en }
          : recipient,
      ),
    }
  })
}

async function settle(database: Database, item: MailItem, end: MailEnd): Promise<boolean> {
  const { tenantId, id, attempt, environment } = item
  return database.transaction({ tenantId }, async (run) => {
    // Fenced: whoever claimed the mail after us has the say.
    const { rowCount } = await run({
      name: 'mail-settle',
      text: `update mails set status = $4, recipients = $5, reason = $6, tries = tries + 1, run_at = coalesce($7, run_at),
          lease_until = null, updated_at = $8, sent_at = coalesce(sent_at, case when $9 then $8::timestamptz end)
        where tenant_id = $1 and id = $2 and attempt = $3 and status = 'pending'`,
      values: [
        tenantId,
        id,
        attempt,
        end.status,
        JSON.stringify(end.recipients),
        end.reason,
        end.nextAt,
        end.at,
        end.isDelivered,
      ],
    })
    if (rowCount !== 1) return false
    await rest(run, item, end.restUntil)
    for (const { address, words } of end.gone) {
      await run({
        name: 'mail-gone',
        text: `insert into mail_suppressions (tenant_id, environment, address, reason, detail, at)
          values ($1, $2, $3, 'bounced', $4, $5) on conflict do nothing`,
        values: [tenantId, environment, mailboxOf(address), words, end.at],
      })
    }
    if (end.isDelivered) await tellDelivered(run, item, end)
    return true
  })
}

/** A server that answers again ends the rest of its account; a mail that never got to it says nothing of it. */
async function rest(run: Run, { tenantId, environment }: MailItem, until: MailEnd['restUntil']): Promise<void> {
  if (until === undefined) return
  await (until !== 'over'
    ? run({
        name: 'mail-rest',
        text: `insert into mail_rests (tenant_id, environment, until) values ($1, $2, $3)
          on conflict (tenant_id, environment) do update set until = greatest(mail_rests.until, excluded.until)`,
        values: [tenantId, environment, until],
      })
    : run({
        name: 'mail-rest-over',
        text: 'delete from mail_rests where tenant_id = $1 and environment = $2',
        values: [tenantId, environment],
      }))
}

/**
 * The timeline says which mail and to how many, never to whom: it cannot be changed, and addresses are people's own. Where they
 * are is in the mail.
 */
async function tellDelivered(
  run: Run,
  { tenantId, documentId, id }: MailItem,
  { at, recipients }: MailEnd,
): Promise<void> {
  const chain = await lockedHead(run, tenantId, documentId)
  if (!chain) return
  const accepted = recipients.filter(({ role, state }) => role === 'to' && state === 'accepted').length
  const { events, head } = await appendEvent(run, chain, {
    tenantId,
    documentId,
    at,
    actor: 'worker',
    kind: 'delivered',
    to: chain.state,
    detail: { mailId: id, recipients: accepted },
  })
  await run({
    name: 'mail-delivered',
    text: 'update documents set events = $3, head = $4, updated_at = $5 where tenant_id = $1 and id = $2',
    values: [tenantId, documentId, events, head, at],
  })
}

/** A server's words may hold what the database cannot. */
function storableEnd({ at, nextAt, restUntil, ...end }: MailEnd): MailEnd {
  return { ...storable(end), at, nextAt, restUntil }
}
