import type { Document, DocumentState } from '../../domain/document.ts'
import {
  type OfficialAnswer,
  officialAnswer,
  RECEIVED,
  trackIdOf,
} from '../../jurisdictions/dominican-republic/official-answer.ts'
import { type HoldUpParts, holdUpNow } from '../hold-up-now.ts'
import { clientPath } from './client-path.ts'

/** The answer to whoever sent an invoice: what DGII said first, or that it has not said anything yet. */
export async function firstAnswer(
  parts: HoldUpParts,
  document: Document,
): Promise<{ readonly status: 200 | 202; readonly body: object }> {
  const { id: trackId, verdict } = document
  const receipt = trackIdOf(document)
  if (receipt !== undefined) return { status: 200, body: success(receipt, RECEIVED) }
  if (verdict) return { status: 200, body: success(trackId, officialAnswer(document)) }
  const holdUp = await holdUpNow(parts, document)
  return { status: 202, body: { status: 'queued', trackId, message: holdUp?.en ?? QUEUED } }
}

/** The answer to whoever asks how far DGII is. Why a document waits is told beside what DGII says of it. */
export async function statusOf(parts: HoldUpParts, document: Document, trackId: string): Promise<object> {
  const { number, state, verdict, receipt, warnings } = document
  const dgii = officialAnswer(document)
  const holdUp = await holdUpNow(parts, document)
  const unsent = state === 'signed' && !receipt ? UNSENT : undefined
  return {
    status: STATUSES[state],
    trackId,
    encf: number,
    message: verdict ? dgii.mensaje : (holdUp?.en ?? unsent ?? dgii.mensaje),
    messages: (verdict?.messages ?? []).map(({ code, text }) => ({ code, message: text })),
    warnings: warnings
      .filter(isOfInvoice)
      .map(({ path, message }) => ({ field: clientPath(path), message: message.en })),
    dgii_response: { trackId: trackIdOf(document) ?? trackId, ...dgii },
  }
}

/** The issuer is set up once, by whoever runs Emite: no invoice can mend it. */
function isOfInvoice({ path }: { readonly path: string }): boolean {
  return !path.startsWith('issuer')
}

function success(trackId: string, answer: OfficialAnswer): object {
  return { status: 'success', dgii_response: { trackId, ...answer } }
}

const UNSENT = 'The invoice is signed and kept, and on its way to DGII.'
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
