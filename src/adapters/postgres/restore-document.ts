import { Refusal, type RefusalCode } from '../../domain/refusal.ts'
import type { Bilingual } from '../../domain/fault.ts'
import type { ArchivedDocument, SupersededRevision } from '../../ports/archive.ts'
import { type Database, type Run, violatedIndex } from './database.ts'
import { alertTime } from './deadline-alerts.ts'

/**
 * Puts an archived document back under its own id, its events as they were, and what it was before corrections. One that still
 * waits for its verdict goes on by asking the authority.
 *
 * @throws Refusal when another document has its number, external id or idempotency key
 */
export async function restoreDocument(
  database: Database,
  archived: ArchivedDocument,
  lane: string,
  now: Date,
): Promise<'restored' | 'there'> {
  const { tenantId, number } = archived.document
  try {
    return await database.transaction({ tenantId }, async (run) => {
      if (!(await insertDocument(run, archived, now))) return thereOrOther(run, archived)
      await insertEvents(run, archived)
      for (const revision of archived.superseded) await insertRevision(run, archived, revision)
      if (isWaiting(archived)) await insertWork(run, archived, lane, now)
      return 'restored'
    })
  } catch (error) {
    const conflict = CONFLICTS[violatedIndex(error) ?? '']
    if (!conflict) throw error
    throw new Refusal(conflict.code, conflict.words(number))
  }
}

function isWaiting({ document: { state } }: ArchivedDocument): boolean {
  return state === 'signed' || state === 'sent'
}

async function insertDocument(run: Run, archived: ArchivedDocument, now: Date): Promise<boolean> {
  const { document, files, events } = archived
  const values: Readonly<Record<string, unknown>> = {
    tenant_id: document.tenantId,
    id: document.id,
    environment: document.environment,
    issuer_id: document.issuerId,
    issuer_tax_id: document.issuerTaxId,
    jurisdiction: document.jurisdiction,
    type: document.type,
    number: document.number,
    series: archived.series,
    sequence: archived.sequence,
    door: archived.door,
    idempotency_key: archived.idempotencyKey,
    external_id: document.externalId,
    request_hash: Buffer.from(archived.requestHash, 'hex'),
    state: document.state,
    condition: document.condition,
    revision: document.revision,
    issue_date: document.issueDate,
    currency: document.currency,
    total: document.total,
    buyer_tax_id: document.buyerTaxId,
    buyer_name: document.buyerName,
    totals: JSON.stringify(document.totals),
    facts: JSON.stringify(document.facts),
    stamp: JSON.stringify(document.stamp),
    warnings: JSON.stringify(document.warnings),
    refers_to: archived.refersTo,
    follows: archived.follows,
    draft: JSON.stringify(archived.draft),
    xml: files.xml,
    submission: files.submission,
    answer: files.answer && Buffer.from(files.answer.body),
    answer_type: files.answer?.contentType,
    receipt: document.receipt && JSON.stringify(document.receipt),
    verdict: document.verdict && JSON.stringify(document.verdict),
    reason: document.reason,
    signed_at: archived.signedAt,
    due_at: document.dueAt,
    alert_at: isWaiting(archived) ? alertTime(0, new Date(archived.signedAt), new Date(document.dueAt)) : undefined,
    events: events.length,
    head: Buffer.from(events.at(-1)?.hash ?? '', 'hex'),
    created_at: document.createdAt,
    updated_at: document.updatedAt,
    restored_at: now,
  }
  const columns = Object.keys(values)
  const { rowCount } = await run({
    text: `insert into documents (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})
      on conflict (tenant_id, id) do nothing`,
    values: Object.values(values),
  })
  return rowCount === 1
}

/** A document of this id is there. The same bytes under the same number: nothing is to be done. */
async function thereOrOther(run: Run, { document, files }: ArchivedDocument): Promise<'there'> {
  const { rowCount } = await run({
    text: 'select from documents where tenant_id = $1 and id = $2 and number = $3 and (xml = $4 or revision > $5)',
    values: [document.tenantId, document.id, document.number, files.xml, document.revision],
  })
  if (rowCount === 1) return 'there'
  throw new Refusal('state-conflict', {
    es: `El documento ${document.number} ya está con otro contenido.`,
    en: `The document ${document.number} is there already with other contents.`,
  })
}

async function insertEvents(run: Run, { document, events }: ArchivedDocument): Promise<void> {
  await run({
    text: `insert into events (tenant_id, document_id, sequence, at, actor, kind, from_state, to_state, detail, hash)
      select $1, $2, * from unnest($3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[],
        $10::bytea[])`,
    values: [
      document.tenantId,
      document.id,
      events.map(({ sequence }) => sequence),
      events.map(({ at }) => at),
      events.map(({ actor }) => actor),
      events.map(({ kind }) => kind),
      events.map(({ from }) => from ?? null),
      events.map(({ to }) => to),
      events.map(({ detail }) => JSON.stringify(detail)),
      events.map(({ hash }) => Buffer.from(hash, 'hex')),
    ],
  })
}

async function insertRevision(run: Run, { document }: ArchivedDocument, revision: SupersededRevision): Promise<void> {
  const { files, said } = revision
  await run({
    text: `insert into superseded_revisions (tenant_id, document_id, revision, draft, xml, submission, stamp, receipt, verdict,
        answer, answer_type, archived_at, issue_date, currency, total, buyer_tax_id, buyer_name)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    values: [
      document.tenantId,
      document.id,
      revision.revision,
      JSON.stringify(revision.draft),
      files.xml,
      files.submission,
      JSON.stringify(revision.stamp),
      revision.receipt && JSON.stringify(revision.receipt),
      revision.verdict && JSON.stringify(revision.verdict),
      files.answer && Buffer.from(files.answer.body),
      files.answer?.contentType,
      revision.archivedAt,
      said?.issueDate,
      said?.currency,
      said?.total,
      said?.buyerTaxId,
      said?.buyerName,
    ],
  })
}

/** Where it was restored from it may have been sent meanwhile: the authority is asked first. */
async function insertWork(run: Run, { document, sequence }: ArchivedDocument, lane: string, now: Date): Promise<void> {
  await run({
    text: `insert into work (tenant_id, document_id, step, lane, sequence, run_at) values ($1, $2, $3, $4, $5, $6)`,
    values: [document.tenantId, document.id, document.state === 'sent' ? 'track' : 'look', lane, sequence, now],
  })
}

interface Conflict {
  readonly code: RefusalCode
  words(number: string): Bilingual
}

const CONFLICTS: Readonly<Record<string, Conflict>> = {
  documents_number: {
    code: 'duplicate-number',
    words: (number) => ({
      es: `El número ${number} ya es de otro documento.`,
      en: `The number ${number} is taken by another document.`,
    }),
  },
  documents_external_id: {
    code: 'duplicate-external-id',
    words: (number) => ({
      es: `El externalId del documento ${number} ya es de otro.`,
      en: `The externalId of document ${number} is taken by another.`,
    }),
  },
  documents_idempotency_key: {
    code: 'idempotency-conflict',
    words: (number) => ({
      es: `La clave de idempotencia del documento ${number} ya es de otro.`,
      en: `The idempotency key of document ${number} is taken by another.`,
    }),
  },
}
