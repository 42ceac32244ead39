import type { Document } from '../../domain/document.ts'
import { laneOf } from '../../ports/circuits.ts'
import { hastenProbe } from './circuit-store.ts'
import type { Database, Run } from './database.ts'
import { alertTime } from './deadline-alerts.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow } from './document-rows.ts'
import { appendEvent, changeDocument, changedMeanwhile, lockedHead } from './events.ts'

/** Makes the waiting step of a document due now; a failed document gets a first question to the authority as its next step. */
export async function takeUpWork(database: Database, document: Document, actor: string, now: Date): Promise<Document> {
  const { tenantId, id } = document
  return database.transaction({ tenantId }, async (run) => {
    await hastenProbe(run, document, now)
    const chain = await lockedHead(run, tenantId, id)
    if (chain?.state !== document.state) throw changedMeanwhile()
    const state = chain.state === 'failed' ? 'signed' : chain.state
    const event = { tenantId, documentId: id, at: now, actor, kind: 'retried', to: state, detail: {} }
    const head = await appendEvent(run, chain, event)
    await (chain.state === 'failed' ? takeUpFailed(run, document, head, now) : hasten(run, document, head, now))
    const { rows } = await run<DocumentRow>({
      text: `select ${DOCUMENT_COLUMNS} from documents where tenant_id = $1 and id = $2`,
      values: [tenantId, id],
    })
    if (!rows[0]) throw changedMeanwhile()
    return documentOf(rows[0])
  })
}

interface ChainEnd {
  readonly events: number
  readonly head: Uint8Array
}

/** It may have reached the authority before it failed: look first. What was never seen is then sent. */
async function takeUpFailed(run: Run, document: Document, chain: ChainEnd, now: Date): Promise<void> {
  const { tenantId, id } = document
  await changeDocument(run, {
    tenantId,
    documentId: id,
    at: now,
    state: 'signed',
    // Until the authority was asked it may have the document, whatever becomes of this try.
    condition: document.condition === 'unclear' ? 'unclear' : undefined,
    reason: undefined,
    receipt: 'keep',
    verdict: 'keep',
    answer: undefined,
    chain,
  })
  const { rows } = await run<{ authority_environment: string; signed_at: Date; due_at: Date; alerts: number }>({
    text: `select i.authority_environment, d.signed_at, d.due_at, d.alerts
      from documents d join issuers i on i.tenant_id = d.tenant_id and i.id = d.issuer_id
      where d.tenant_id = $1 and d.id = $2`,
    values: [tenantId, id],
  })
  const [facts] = rows
  if (!facts) throw changedMeanwhile()
  await run({
    text: `insert into work (tenant_id, document_id, step, lane, sequence, run_at)
      select tenant_id, id, 'look', $3, sequence, $4 from documents where tenant_id = $1 and id = $2`,
    values: [tenantId, id, laneOf({ ...document, authorityEnvironment: facts.authority_environment }), now],
  })
  // It waits again, so its deadline matters again.
  await run({
    text: 'update documents set alert_at = $3 where tenant_id = $1 and id = $2',
    values: [tenantId, id, alertTime(facts.alerts, facts.signed_at, facts.due_at)],
  })
}

/** A step that is being taken at this moment goes on undisturbed, and keeps what it finds out. */
async function hasten(run: Run, { tenantId, id }: Document, { events, head }: ChainEnd, now: Date): Promise<void> {
  await run({
    text: 'update documents set events = $3, head = $4, updated_at = $5 where tenant_id = $1 and id = $2',
    values: [tenantId, id, events, head, now],
  })
  await run({
    text: 'update work set run_at = $3 where tenant_id = $1 and document_id = $2 and lease_until is null',
    values: [tenantId, id, now],
  })
}
