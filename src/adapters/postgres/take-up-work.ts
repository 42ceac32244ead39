import type { Document } from '../../domain/document.ts'
import { laneOf } from '../../ports/circuits.ts'
import type { Database } from './database.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow } from './document-rows.ts'
import { appendEvent, changeDocument, changedMeanwhile, lockedHead } from './events.ts'

/** Makes the waiting step of a document due now; a failed document gets a first question to the authority as its next step. */
export async function takeUpWork(database: Database, document: Document, actor: string, now: Date): Promise<Document> {
  const { tenantId, id } = document
  return database.transaction({ tenantId }, async (run) => {
    const chain = await lockedHead(run, tenantId, id)
    if (chain?.state !== document.state) throw changedMeanwhile()
    const state = chain.state === 'failed' ? 'signed' : chain.state
    const event = { tenantId, documentId: id, at: now, actor, kind: 'retried', to: state, detail: {} }
    const head = await appendEvent(run, chain, event)
    await changeDocument(run, {
      tenantId,
      documentId: id,
      at: now,
      state,
      condition: chain.state === 'failed' ? undefined : document.condition,
      reason: chain.state === 'failed' ? undefined : document.reason,
      receipt: 'keep',
      verdict: 'keep',
      chain: head,
    })
    if (chain.state === 'failed') {
      // It may have reached the authority before it failed: look first. What was never seen is then sent.
      const { rows } = await run<{ authority_environment: string }>({
        text: 'select authority_environment from issuers where tenant_id = $1 and id = $2',
        values: [tenantId, document.issuerId],
      })
      const lane = laneOf({ ...document, authorityEnvironment: rows[0]?.authority_environment ?? '' })
      await run({
        text: `insert into work (tenant_id, document_id, step, lane, sequence, run_at)
          select tenant_id, id, 'look', $3, sequence, $4 from documents where tenant_id = $1 and id = $2`,
        values: [tenantId, id, lane, now],
      })
    } else {
      await run({
        text: 'update work set run_at = $3 where tenant_id = $1 and document_id = $2 and lease_until is null',
        values: [tenantId, id, now],
      })
    }
    const { rows } = await run<DocumentRow>({
      text: `select ${DOCUMENT_COLUMNS} from documents where tenant_id = $1 and id = $2`,
      values: [tenantId, id],
    })
    if (!rows[0]) throw changedMeanwhile()
    return documentOf(rows[0])
  })
}
