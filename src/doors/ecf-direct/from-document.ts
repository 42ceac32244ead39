import type { Document, DocumentState } from '../../domain/document.ts'
import {
  type OfficialAnswer,
  officialAnswer,
  RECEIVED,
  trackIdOf,
} from '../../jurisdictions/dominican-republic/official-answer.ts'

/** The answer to whoever sent an invoice: what DGII said first, or that it has not said anything yet. */
export function firstAnswer(document: Document): { readonly status: 200 | 202; readonly body: object } {
  const { id: trackId, verdict, reason } = document
  const receipt = trackIdOf(document)
  if (receipt !== undefined) return { status: 200, body: success(receipt, RECEIVED) }
  if (verdict) return { status: 200, body: success(trackId, officialAnswer(document)) }
  return { status: 202, body: { status: 'queued', trackId, message: reason ?? QUEUED } }
}

/** The answer to whoever asks how far DGII is. Why a document waits is told beside what DGII says of it. */
export function statusOf(document: Document, trackId: string): object {
  const { number, state, verdict, reason } = document
  const dgii = officialAnswer(document)
  return {
    status: STATUSES[state],
    trackId,
    encf: number,
    message: verdict ? dgii.mensaje : (reason ?? dgii.mensaje),
    messages: (verdict?.messages ?? []).map(({ code, text }) => ({ code, message: text })),
    dgii_response: { trackId: trackIdOf(document) ?? trackId, ...dgii },
  }
}

function success(trackId: string, answer: OfficialAnswer): object {
  return { status: 'success', dgii_response: { trackId, ...answer } }
}

const QUEUED = 'DGII cannot be reached. The invoice is signed and kept; it is sent as soon as DGII answers.'

const STATUSES: Readonly<Record<DocumentState, string>> = {
  signed: 'In Process',
  sent: 'In Process',
  approved: 'Accepted',
  conditional: 'Accepted Conditionally',
  rejected: 'Rejected',
  // It waits for a person; DGII has not decided.
  failed: 'In Process',
  voided: 'Rejected',
}
