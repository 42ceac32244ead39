import type { AuthorityAnswer, Condition, DocumentState, Receipt, Verdict } from '../../domain/document.ts'
import { type EventFacts, eventHash } from '../../domain/event-chain.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Run } from './database.ts'

/** Where a document's chain stands. */
export interface ChainHead {
  readonly events: number
  readonly head: Buffer
  readonly state: DocumentState
}

/** Reads the chain's head and locks the document for the rest of the transaction. */
export async function lockedHead(run: Run, tenantId: string, documentId: string): Promise<ChainHead | undefined> {
  const { rows } = await run<{ events: number; head: Buffer; state: DocumentState }>({
    name: 'chain-head',
    text: 'select events, head, state from documents where tenant_id = $1 and id = $2 for update',
    values: [tenantId, documentId],
  })
  return rows[0]
}

/** Appends one event to a chain whose head is locked. Answers the new head. */
export async function appendEvent(
  run: Run,
  chain: ChainHead,
  event: Omit<EventFacts, 'sequence' | 'from'>,
): Promise<{ events: number; head: Uint8Array }> {
  const sequence = chain.events + 1
  const head = eventHash(chain.head, { ...event, sequence, from: chain.state })
  const { tenantId, documentId, at, actor, kind, to, detail } = event
  await run({
    name: 'append-event',
    text: `insert into events (tenant_id, document_id, sequence, at, actor, kind, from_state, to_state, detail, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [tenantId, documentId, sequence, at, actor, kind, chain.state, to, JSON.stringify(detail), head],
  })
  return { events: sequence, head }
}

/** What a step changes on a document. */
export interface DocumentChange {
  readonly tenantId: string
  readonly documentId: string
  readonly at: Date
  readonly state: DocumentState
  readonly condition: Condition | undefined
  readonly reason: string | undefined
  /** `keep` leaves the stored one. */
  readonly receipt: Receipt | undefined | 'keep'
  readonly verdict: Verdict | undefined | 'keep'
  /** Replaces the stored one; undefined leaves it. */
  readonly answer: AuthorityAnswer | undefined
  readonly chain: { readonly events: number; readonly head: Uint8Array }
}

/** Writes the change. A document with a verdict raises no more warnings about its deadline. */
export async function changeDocument(run: Run, change: DocumentChange): Promise<void> {
  const { receipt, verdict, answer } = change
  await run({
    name: 'change-document',
    text: `update documents set state = $3, condition = $4, reason = $5, updated_at = $6, events = $7, head = $8,
        receipt = case when $9 then receipt else $10::jsonb end,
        verdict = case when $11 then verdict else $12::jsonb end,
        answer = coalesce($13, answer), answer_type = coalesce($14, answer_type),
        alert_at = case when $3 in ('signed', 'sent') then alert_at end
      where tenant_id = $1 and id = $2`,
    values: [
      change.tenantId,
      change.documentId,
      change.state,
      change.condition,
      change.reason,
      change.at,
      change.chain.events,
      change.chain.head,
      receipt === 'keep',
      receipt === 'keep' || !receipt ? undefined : JSON.stringify(receipt),
      verdict === 'keep',
      verdict === 'keep' || !verdict ? undefined : JSON.stringify(verdict),
      answer && Buffer.from(answer.body),
      answer?.contentType,
    ],
  })
}

/** For whoever acts on a document as it was a moment ago. */
export function changedMeanwhile(): Refusal {
  return new Refusal('state-conflict', {
    es: 'El documento cambió entretanto; vuelva a leerlo.',
    en: 'The document has changed meanwhile; read it again.',
  })
}
