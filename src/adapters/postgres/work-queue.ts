import { hash } from 'node:crypto'
import type { AuthorityAnswer, Document, DocumentState } from '../../domain/document.ts'
import type { LoadedWork, Settlement, WorkItem, WorkQueue } from '../../ports/work.ts'
import type { Database, Run } from './database.ts'
import { alertDeadlines } from './deadline-alerts.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow } from './document-rows.ts'
import { appendEvent, changeDocument, lockedHead } from './events.ts'
import { placeOfRow } from './place-text.ts'
import { storable } from './storable.ts'
import { takeUpWork } from './take-up-work.ts'
import { listenForWork } from './work-notices.ts'

const WORKER = { role: 'worker' } as const
// `not in`, because it is looked up in a hash: when an authority is down for all, thousands of lanes are open, and `not exists`
// was planned as a loop over them for each waiting step (13 s a claim with 3,000 lanes and 100,000 steps; so it is 44 ms).
const LANE_FLOWS = 'lane not in (select lane from circuits where opened_at is not null)'

/** The queue of steps in PostgreSQL: claimed with SKIP LOCKED, held by a lease, fenced by the number of the attempt. */
export function workQueue(database: Database): WorkQueue {
  return {
    claim: (now, limit, leaseMs) => claim(database, now, limit, leaseMs),
    heartbeat: (items, now, leaseMs) => heartbeat(database, items, now, leaseMs),
    load: (item) => load(database, item),
    settle: (item, document, settlement) => settle(database, item, document, storable(settlement)),
    takeUp: (document, actor, now) => takeUpWork(database, document, actor, now),
    alertDeadlines: (now, onError) => alertDeadlines(database, now, onError),
    onWork: (wake) => listenForWork(database, wake),

    async depth() {
      const { rows } = await database.query<{ count: number }>(WORKER, {
        name: 'work-depth',
        text: 'select count(*)::int as count from work',
      })
      return rows[0]?.count ?? 0
    },

    async nextDue() {
      const { rows } = await database.query<{ due: Date | null }>(WORKER, {
        name: 'work-next',
        text: `select run_at as due from work where ${LANE_FLOWS} order by run_at limit 1`,
      })
      return rows[0]?.due ?? undefined
    },
  }
}

interface WorkRow {
  tenant_id: string
  document_id: string
  step: WorkItem['step']
  lane: string
  tries: number
  attempt: bigint
  interrupted: boolean
}

/**
 * Claims due steps. One that is claimed is due again when its lease ends. A submission is marked as begun in the claim itself:
 * should this process die now, the next one asks the authority before it sends anything.
 */
async function claim(database: Database, now: Date, limit: number, leaseMs: number): Promise<readonly WorkItem[]> {
  const { rows } = await database.query<WorkRow>(WORKER, {
    name: 'work-claim',
    text: `with due as (
        select tenant_id, document_id, sending from work w
        where run_at <= $1 and (lease_until is null or lease_until <= $1) and ${LANE_FLOWS}
        order by run_at, sequence limit $2 for update skip locked),
      taken as (
        update work w set attempt = nextval('work_attempts'), lease_until = $3, run_at = $3, sending = w.sending or w.step = 'submit'
        from due where w.tenant_id = due.tenant_id and w.document_id = due.document_id
        returning w.tenant_id, w.document_id, w.step, w.lane, w.tries, w.attempt, due.sending as interrupted,
          w.run_at, w.sequence)
      select tenant_id, document_id, step, lane, tries, attempt, interrupted from taken order by run_at, sequence`,
    values: [now, limit, new Date(now.getTime() + leaseMs)],
  })
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    documentId: row.document_id,
    step: row.step,
    lane: row.lane,
    tries: row.tries,
    attempt: Number(row.attempt),
    interrupted: row.interrupted,
  }))
}

/**
 * A step that has ended keeps its attempt until the next claim but holds no lease. A heartbeat that was under way meanwhile must
 * not give it one: the document's next step would wait for a lease that nobody holds.
 */
async function heartbeat(
  database: Database,
  items: readonly WorkItem[],
  now: Date,
  leaseMs: number,
): Promise<readonly WorkItem[]> {
  const { rows } = await database.query<{ attempt: bigint }>(WORKER, {
    name: 'work-heartbeat',
    text: `update work w set lease_until = $1, run_at = $1
      from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as mine (tenant_id, document_id, attempt)
      where w.tenant_id = mine.tenant_id and w.document_id = mine.document_id and w.attempt = mine.attempt
        and w.lease_until is not null
      returning w.attempt`,
    values: [
      new Date(now.getTime() + leaseMs),
      items.map((item) => item.tenantId),
      items.map((item) => item.documentId),
      items.map((item) => item.attempt),
    ],
  })
  const kept = new Set(rows.map((row) => Number(row.attempt)))
  return items.filter((item) => !kept.has(item.attempt))
}

interface LoadedRow extends DocumentRow {
  outgoing: Buffer
  authority_environment: string
  original_number: string | null
  original_state: DocumentState | null
  former_receipts: string[]
}

async function load(database: Database, { tenantId, documentId }: WorkItem): Promise<LoadedWork | undefined> {
  const columns = DOCUMENT_COLUMNS.replaceAll(/\w+/g, (column) => `d.${column}`)
  const { rows } = await database.query<LoadedRow>({ tenantId }, {
    name: 'work-load',
    text: `select ${columns}, coalesce(d.submission, d.xml) as outgoing, i.authority_environment, o.number as original_number,
        o.state as original_state, array(select s.receipt ->> 'id' from superseded_revisions s where s.tenant_id = d.tenant_id
          and s.document_id = d.id and s.receipt is not null) as former_receipts
      from documents d join issuers i on i.tenant_id = d.tenant_id and i.id = d.issuer_id
        left join documents o on o.tenant_id = d.tenant_id and o.issuer_id = d.issuer_id
          and o.series = split_part(d.follows, '/', 1) and o.sequence = split_part(d.follows, '/', 2)::bigint
      where d.tenant_id = $1 and d.id = $2`,
    values: [tenantId, documentId],
  }) // prettier-ignore
  const row = rows[0]
  if (!row) return undefined
  const document = documentOf(row)
  return {
    document,
    outbound: {
      type: document.type,
      number: document.number,
      issuerTaxId: document.issuerTaxId,
      buyerTaxId: document.buyerTaxId,
      xml: row.outgoing,
      stamp: document.stamp,
      total: document.total,
      facts: document.facts,
      formerReceipts: row.former_receipts,
    },
    authorityEnvironment: row.authority_environment,
    original:
      row.original_number && row.original_state
        ? { number: row.original_number, state: row.original_state }
        : undefined,
  }
}

class Overtaken extends Error {}

async function settle(
  database: Database,
  item: WorkItem,
  document: Document,
  settlement: Settlement,
): Promise<boolean> {
  try {
    await database.transaction({ tenantId: item.tenantId }, async (run) => {
      const [chain] = await Promise.all([
        lockedHead(run, item.tenantId, item.documentId),
        // Fenced: whoever claimed the step after us has the say.
        proceed(run, item, settlement),
      ])
      if (chain?.state !== document.state) throw new Overtaken()
      const event = settlement.event ?? transitionOf(document, settlement)
      const head = event
        ? await appendEvent(run, chain, {
            tenantId: item.tenantId,
            documentId: item.documentId,
            at: settlement.at,
            actor: 'worker',
            kind: event.kind,
            to: settlement.state,
            detail: { ...event.detail, ...answerSeal(settlement.answer) },
          })
        : chain
      await changeDocument(run, {
        ...settlement,
        tenantId: item.tenantId,
        documentId: item.documentId,
        receipt: 'receipt' in settlement ? settlement.receipt : 'keep',
        verdict: settlement.verdict ?? 'keep',
        answer: settlement.answer,
        chain: head,
      })
      if (settlement.next === undefined) await wakeFollowers(run, document, settlement.at)
    })
    return true
  } catch (error) {
    if (error instanceof Overtaken) return false
    throw error
  }
}

/** No state changes without an event, whatever the step said. */
function transitionOf(document: Document, settlement: Settlement): Settlement['event'] {
  return document.state === settlement.state ? undefined : { kind: settlement.state, detail: {} }
}

async function proceed(run: Run, item: WorkItem, { next }: Settlement): Promise<void> {
  const key = [item.tenantId, item.documentId, item.attempt]
  const { rowCount } = next
    ? await run({
        name: 'work-next-step',
        text: `update work set step = $4, run_at = $5, tries = $6, lease_until = null, sending = false
          where tenant_id = $1 and document_id = $2 and attempt = $3`,
        values: [...key, next.step, next.runAt, next.tries],
      })
    : await run({
        name: 'work-done',
        text: 'delete from work where tenant_id = $1 and document_id = $2 and attempt = $3',
        values: key,
      })
  if (rowCount !== 1) throw new Overtaken()
}

/** A verdict on an original lets the notes that wait for it go. */
async function wakeFollowers(run: Run, document: Document, at: Date): Promise<void> {
  await run({
    name: 'work-wake-followers',
    text: `update work w set run_at = $4 from documents o join documents d
        on d.tenant_id = o.tenant_id and d.issuer_id = o.issuer_id and d.refers_to = ${placeOfRow('o')} and d.follows = d.refers_to
      where o.tenant_id = $1 and o.issuer_id = $2 and o.id = $3
        and w.tenant_id = d.tenant_id and w.document_id = d.id and w.step = 'submit' and w.run_at > $4
        and w.lease_until is null`,
    values: [document.tenantId, document.issuerId, document.id, at],
  })
}

/** What the event says of the authority's file that comes with it, so that nobody can change it unseen. */
function answerSeal(answer: AuthorityAnswer | undefined): object {
  return answer === undefined ? {} : { answerSha256: hash('sha256', answer.body) }
}
