import type { Corrected, Correction } from '../../ports/documents.ts'
import { sealOf } from '../../domain/document-seal.ts'
import type { Database } from './database.ts'
import { alertTime } from './deadline-alerts.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow, twoDecimals } from './document-rows.ts'
import { appendEvent, changedMeanwhile, lockedHead } from './events.ts'
import { placeText } from './place-text.ts'
import { isStillCurrent } from './related-documents.ts'

/** Archives the revision that was refused and puts the corrected one in its place, ready to be sent. */
export async function correctDocument(database: Database, correction: Correction): Promise<Corrected> {
  const { document, prepared, signed, now } = correction
  const { tenantId, id, environment, type, number } = document
  const { issueDate } = prepared
  const revision = document.revision + 1

  return database.transaction({ tenantId }, async (run) => {
    if (!(await isStillCurrent(run, document, correction.seen))) return { kind: 'outdated' }
    const chain = await lockedHead(run, tenantId, id)
    if (chain?.state !== document.state) throw changedMeanwhile()
    await run({
      text: `insert into superseded_revisions
          (tenant_id, document_id, revision, draft, xml, submission, stamp, receipt, verdict, answer, answer_type,
            archived_at, issue_date, currency, total, buyer_tax_id, buyer_name)
        select tenant_id, id, revision, draft, xml, submission, stamp, receipt, verdict, answer, answer_type, $4, issue_date,
          currency, total, buyer_tax_id, buyer_name from documents
        where tenant_id = $1 and id = $2 and revision = $3`,
      values: [tenantId, id, document.revision, now],
    })
    const head = await appendEvent(run, chain, {
      tenantId,
      documentId: id,
      at: now,
      actor: correction.actor,
      kind: 'corrected',
      to: 'signed',
      detail: {
        revision,
        ...sealOf({ environment, type, number, issueDate, total: twoDecimals(prepared.total) }, signed),
      },
    })
    const { rows } = await run<DocumentRow>({
      text: `update documents set state = 'signed', condition = null, reason = null, receipt = null, verdict = null,
          answer = null, answer_type = null,
          revision = $3, issue_date = $4, currency = $5, total = $6, buyer_tax_id = $7, buyer_name = $8, totals = $9,
          facts = $10, stamp = $11, warnings = $12, refers_to = $13, follows = $14, draft = $15, xml = $16,
          submission = $17, due_at = $18, events = $19, head = $20, updated_at = $21, signed_at = $21, alert_at = $22,
          alerts = 0
        where tenant_id = $1 and id = $2 and revision = $3 - 1 returning ${DOCUMENT_COLUMNS}`,
      values: [
        tenantId,
        id,
        revision,
        issueDate,
        prepared.currency,
        prepared.total,
        prepared.buyerTaxId,
        prepared.buyerName,
        JSON.stringify(prepared.totals),
        JSON.stringify(prepared.facts),
        JSON.stringify(signed.stamp),
        JSON.stringify(prepared.warnings),
        placeText(prepared.refersTo),
        placeText(prepared.follows),
        JSON.stringify(correction.draft),
        Buffer.from(signed.xml),
        signed.submission === undefined ? undefined : Buffer.from(signed.submission),
        signed.dueAt,
        head.events,
        head.head,
        now,
        alertTime(0, now, signed.dueAt),
      ],
    })
    await run({
      text: `insert into work (tenant_id, document_id, step, lane, sequence, run_at)
        select tenant_id, id, 'submit', $3, sequence, $4 from documents where tenant_id = $1 and id = $2
        on conflict (tenant_id, document_id) do update set step = 'submit', run_at = $4, tries = 0, sending = false`,
      values: [tenantId, id, correction.lane, now],
    })
    const row = rows[0]
    if (!row) throw changedMeanwhile()
    return { kind: 'stored', document: documentOf(row) }
  })
}
