import type { DocumentState } from '../../domain/document.ts'
import { CHAIN_START, eventHash } from '../../domain/event-chain.ts'
import { twoDecimals } from './document-rows.ts'
import type { EventRow } from './document-store.ts'

/** A document as it stands, with the SHA-256 of its files. */
export interface DocumentHead {
  id: string
  environment: string
  type: string
  number: string
  state: DocumentState
  revision: number
  issue_date: string
  total: string
  xml_sha256: string
  submission_sha256: string | null
  /** Of the authority's own file of its decision. */
  answer_sha256: string | null
  /** Of revisions that were corrected, by revision. */
  former: Record<string, Fingerprints> | null
  events: number
  head: Buffer
}

interface Fingerprints {
  readonly xml: string
  readonly submission: string | null
}

/** What is wrong with the chain itself. */
export function breakOf(tenantId: string, document: DocumentHead, chain: readonly EventRow[]): string | undefined {
  let head = CHAIN_START
  for (const [index, row] of chain.entries()) {
    if (row.sequence !== index + 1) return `event ${index + 1} is missing`
    head = eventHash(head, {
      tenantId,
      documentId: document.id,
      sequence: row.sequence,
      at: row.at,
      actor: row.actor,
      kind: row.kind,
      from: row.from_state ?? undefined,
      to: row.to_state,
      detail: row.detail,
    })
    if (Buffer.compare(head, row.hash) !== 0) return `event ${row.sequence} was changed`
  }
  if (chain.length !== document.events) return `${document.events} events were written, ${chain.length} are there`
  return Buffer.compare(head, document.head) === 0 ? undefined : 'the head does not match the last event'
}

/** What of the document is no longer as its chain says. Events say only what was sealed when they were written. */
export function changeOf(document: DocumentHead, chain: readonly EventRow[]): string | undefined {
  const { revision, former } = document
  const state = chain.at(-1)?.to_state
  if (state !== document.state) return `its state is ${document.state}, its last event says ${state}`
  const signings = chain.filter(({ kind }) => kind === 'signed' || kind === 'corrected')
  if (signings.length !== revision) return `it is revision ${revision}, ${signings.length} were signed`
  for (const [index, { detail }] of signings.entries()) {
    const files = index + 1 === revision ? currentFiles(document) : former?.[index + 1]
    if (!files) return `revision ${index + 1} is missing`
    const facts = index + 1 === revision ? factsOf(document) : {}
    const now: Readonly<Record<string, unknown>> = {
      ...facts,
      xmlSha256: files.xml,
      submissionSha256: files.submission,
    }
    const changed = Object.keys(now).find((name) => detail[name] !== undefined && detail[name] !== now[name])
    if (changed)
      return `revision ${index + 1} was changed: ${changed} is ${String(now[changed])}, signed was ${String(detail[changed])}`
  }
  const answered = chain.slice(chain.findLastIndex(({ kind }) => kind === 'signed' || kind === 'corrected'))
  const answer = answered.findLast(({ detail }) => detail.answerSha256 !== undefined)?.detail.answerSha256
  return answer === undefined || answer === document.answer_sha256 ? undefined : "the authority's file was changed"
}

function currentFiles({ xml_sha256: xml, submission_sha256: submission }: DocumentHead): Fingerprints {
  return { xml, submission }
}

function factsOf(document: DocumentHead): Readonly<Record<string, string>> {
  const { environment, type, number, issue_date: issueDate, total } = document
  return { environment, type, number, issueDate, total: twoDecimals(total) }
}
