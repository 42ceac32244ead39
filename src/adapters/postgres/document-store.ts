import type { CalendarDate } from '../../domain/calendar.ts'
import type { DocumentEvent, DocumentState } from '../../domain/document.ts'
import type { Draft } from '../../domain/draft.ts'
import type { DocumentFiles, Documents, Earlier, RequestIdentity } from '../../ports/documents.ts'
import { AcceptQueue } from './accept-queue.ts'
import { correctDocument } from './correct-document.ts'
import type { Database } from './database.ts'
import { listDocuments } from './document-list.ts'
import { DOCUMENT_COLUMNS, documentOf, type DocumentRow } from './document-rows.ts'
import { relatedDocuments } from './related-documents.ts'
import { isUuid } from './uuid.ts'

/** Documents in PostgreSQL. `newId` makes the ids of documents (UUID version 7). */
export function documentStore(database: Database, newId: () => string): Documents {
  const queue = new AcceptQueue(database, newId)

  return {
    accept: (acceptance) => queue.accept(acceptance),
    correct: (correction) => correctDocument(database, correction),
    list: (query) => listDocuments(database, query),
    earlier: (identity) => earlierDocument(database, identity),
    related: (tenantId, issuerId, numbers, exceptId) =>
      relatedDocuments(
        (statement) => database.query({ tenantId }, statement),
        { tenantId, issuerId, exceptId },
        numbers,
      ),

    async get(tenantId, environment, id) {
      if (!isUuid(id)) return undefined
      const { rows } = await database.query<DocumentRow>({ tenantId }, {
        name: 'document',
        text: `select ${DOCUMENT_COLUMNS} from documents where tenant_id = $1 and id = $2 and environment = $3`,
        values: [tenantId, id, environment],
      }) // prettier-ignore
      return rows[0] && documentOf(rows[0])
    },

    async byAccessKey(tenantId, environment, accessKey) {
      const { rows } = await database.query<DocumentRow>({ tenantId }, {
        name: 'document-by-access-key',
        text: `select ${DOCUMENT_COLUMNS} from documents where tenant_id = $1 and environment = $3 and id in
            (select id from documents where tenant_id = $1 and access_key = $2
              union all select document_id from superseded_revisions where tenant_id = $1 and access_key = $2)`,
        values: [tenantId, accessKey, environment],
      }) // prettier-ignore
      return rows[0] && documentOf(rows[0])
    },

    async byReceipt(tenantId, environment, receiptId) {
      const { rows } = await database.query<DocumentRow>({ tenantId }, {
        name: 'document-by-receipt',
        text: `select ${DOCUMENT_COLUMNS} from documents where tenant_id = $1 and environment = $3 and id in
            (select document_id from events where tenant_id = $1 and receipt_id = $2)
          limit 2`,
        values: [tenantId, receiptId, environment],
      }) // prettier-ignore
      const [row, another] = rows
      return row && !another ? documentOf(row) : undefined
    },

    async expiryOf(document) {
      const { tenantId, issuerId, id } = document
      const { rows } = await database.query<{ expires_on: CalendarDate | null }>({ tenantId }, {
        text: `select r.expires_on from number_ranges r join documents d
            on d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id and d.series = r.series
          where d.tenant_id = $1 and d.issuer_id = $2 and d.id = $3 and d.sequence between r.first and r.last`,
        values: [tenantId, issuerId, id],
      }) // prettier-ignore
      return rows[0]?.expires_on ?? undefined
    },

    async timeline(tenantId, id) {
      if (!isUuid(id)) return []
      const { rows } = await database.query<EventRow>({ tenantId }, {
        text: `select sequence, at, actor, kind, from_state, to_state, detail, hash from events
          where tenant_id = $1 and document_id = $2 order by sequence`,
        values: [tenantId, id],
      }) // prettier-ignore
      return rows.map(eventOf)
    },

    async timelines(tenantId, ids) {
      const { rows } = await database.query<EventRow & { document_id: string }>({ tenantId }, {
        text: `select document_id, sequence, at, actor, kind, from_state, to_state, detail, hash from events
          where tenant_id = $1 and document_id = any($2::uuid[]) order by document_id, sequence`,
        values: [tenantId, ids.filter(isUuid)],
      }) // prettier-ignore
      const events = rows.map((row) => [row.document_id, eventOf(row)] as const)
      const grouped = Map.groupBy(events, ([id]) => id)
      return new Map([...grouped].map(([id, own]) => [id, own.map(([, event]) => event)]))
    },

    async files(tenantId, id) {
      if (!isUuid(id)) return undefined
      const { rows } = await database.query<FilesRow>({ tenantId }, {
        text: 'select draft, xml, submission, answer, answer_type from documents where tenant_id = $1 and id = $2',
        values: [tenantId, id],
      }) // prettier-ignore
      return rows[0] && filesOf(rows[0])
    },
  }
}

interface FilesRow {
  draft: Draft
  xml: Buffer
  submission: Buffer | null
  answer: Buffer | null
  answer_type: string | null
}

function filesOf({ draft, xml, submission, answer, answer_type: contentType }: FilesRow): DocumentFiles {
  return {
    draft,
    xml,
    submission: submission ?? undefined,
    answer: answer && contentType !== null ? { contentType, body: answer.toString() } : undefined,
  }
}

/** An event as it was written. */
export interface EventRow {
  sequence: number
  at: Date
  actor: string
  kind: string
  from_state: DocumentState | null
  to_state: DocumentState
  detail: Record<string, unknown>
  hash: Buffer
}

function eventOf(row: EventRow): DocumentEvent {
  return {
    sequence: row.sequence,
    at: row.at.toISOString(),
    actor: row.actor,
    kind: row.kind,
    from: row.from_state ?? undefined,
    to: row.to_state,
    detail: row.detail,
    hash: row.hash.toString('hex'),
  }
}

async function earlierDocument(database: Database, identity: RequestIdentity): Promise<Earlier | undefined> {
  const { tenantId, environment, door, idempotencyKey, externalId } = identity
  const { rows } = await database.query<DocumentRow & { request_hash: Buffer; by_key: boolean }>({ tenantId }, {
    name: 'earlier',
    text: `select ${DOCUMENT_COLUMNS}, request_hash, true as by_key from documents
        where tenant_id = $1 and environment = $2 and door = $3 and idempotency_key = $4
      union all
      select ${DOCUMENT_COLUMNS}, request_hash, false from documents
        where tenant_id = $1 and environment = $2 and external_id = $5
      limit 1`,
    values: [tenantId, environment, door, idempotencyKey, externalId],
  }) // prettier-ignore
  const row = rows[0]
  return (
    row && {
      document: documentOf(row),
      requestHash: row.request_hash,
      matched: row.by_key ? 'idempotency-key' : 'external-id',
    }
  )
}
