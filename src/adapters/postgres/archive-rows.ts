import type { CalendarDate } from '../../domain/calendar.ts'
import type { DocumentEvent, DocumentState, Receipt, Stamp, Verdict } from '../../domain/document.ts'
import type { Draft } from '../../domain/draft.ts'
import type { ArchivedDocument, ArchivedFiles, RevisionFacts, SupersededRevision } from '../../ports/archive.ts'
import { documentOf, type DocumentRow } from './document-rows.ts'

/** A row of `documents` with all that an archive keeps of it. */
export interface ArchiveRow extends DocumentRow, FileColumns {
  door: string
  idempotency_key: string | null
  request_hash: Buffer
  refers_to: string | null
  follows: string | null
  signed_at: Date
  draft: Draft
  events: EventJson[]
}

/** The columns of {@link ArchiveRow} that documents are not read with otherwise. */
export const ARCHIVE_COLUMNS =
  'door, idempotency_key, request_hash, refers_to, follows, signed_at, draft, xml, submission, answer, answer_type'

interface FileColumns {
  xml: Buffer
  submission: Buffer | null
  answer: Buffer | null
  answer_type: string | null
}

/** An event as a member of JSON. */
interface EventJson {
  sequence: number
  at: string
  actor: string
  kind: string
  from: DocumentState | null
  to: DocumentState
  detail: Record<string, unknown>
  hash: string
}

export interface SupersededRow extends FileColumns {
  document_id: string
  revision: number
  draft: Draft
  stamp: Stamp
  receipt: Receipt | null
  verdict: Verdict | null
  archived_at: Date
  issue_date: CalendarDate | null
  currency: string | null
  total: string | null
  buyer_tax_id: string | null
  buyer_name: string | null
}

export function archivedDocumentOf(row: ArchiveRow, superseded: readonly SupersededRow[]): ArchivedDocument {
  return {
    document: documentOf(row),
    series: row.series,
    sequence: String(row.sequence),
    door: row.door,
    idempotencyKey: row.idempotency_key ?? undefined,
    requestHash: row.request_hash.toString('hex'),
    refersTo: row.refers_to ?? undefined,
    follows: row.follows ?? undefined,
    signedAt: row.signed_at.toISOString(),
    draft: row.draft,
    files: filesOf(row),
    events: row.events.map(eventOf),
    // A correction may have come between the two questions.
    superseded: superseded.filter(({ revision }) => revision < row.revision).map(revisionOf),
  }
}

function filesOf({ xml, submission, answer, answer_type: contentType }: FileColumns): ArchivedFiles {
  return {
    xml,
    submission: submission ?? undefined,
    answer: answer && contentType !== null ? { contentType, body: answer.toString() } : undefined,
  }
}

function eventOf({ from, ...event }: EventJson): DocumentEvent {
  return { ...event, at: new Date(event.at).toISOString(), from: from ?? undefined }
}

function revisionOf(row: SupersededRow): SupersededRevision {
  return {
    revision: row.revision,
    draft: row.draft,
    stamp: row.stamp,
    receipt: row.receipt ?? undefined,
    verdict: row.verdict ?? undefined,
    archivedAt: row.archived_at.toISOString(),
    said: saidIn(row),
    files: filesOf(row),
  }
}

function saidIn({ issue_date: issueDate, currency, total, ...row }: SupersededRow): RevisionFacts | undefined {
  if (issueDate === null || currency === null || total === null) return undefined
  const { buyer_tax_id: buyerTaxId, buyer_name: buyerName } = row
  return { issueDate, currency, total, buyerTaxId: buyerTaxId ?? undefined, buyerName: buyerName ?? undefined }
}
