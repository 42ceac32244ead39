import type { Receipt, Verdict } from '../../../domain/document.ts'
import type { AuthorityLine, OutboundDocument, Progress } from '../../authority-protocol.ts'
import { look } from './look.ts'
import { channelOf } from './outbound.ts'
import { NUMBER_USED_RECEIPT } from './submit.ts'
import { resultOf } from './tracks.ts'
import { isNumberUsed, isTemporary, verdictOf } from './verdict.ts'

/** Long past the seconds that consulta resultado may be behind reception: a trackId unknown by then leads nowhere. */
const LOST_AFTER_MS = 10 * 60_000

/** Between sending a document again that DGII failed to validate: its trouble must not become a loop. */
const RESEND_AFTER_MS = 60_000

/** Long past the time DGII's queries may be behind its check of numbers. */
const NUMBER_TAKEN_AFTER_MS = 15 * 60_000

/**
 * Asks how far DGII is with a document it has taken.
 *
 * Rejected because the number is used (1209) is no verdict yet: an earlier attempt of this very document may be the one that
 * was accepted. Rejected for a failure of DGII's own (004) is none at all: after a while `lost` leads to
 * looking and sending again.
 */
export async function track(document: OutboundDocument, receipt: Receipt, line: AuthorityLine): Promise<Progress> {
  const ageMs = line.now().getTime() - Date.parse(receipt.receivedAt)
  if (receipt.id === NUMBER_USED_RECEIPT) {
    return trackByNumber(document, line, ageMs >= NUMBER_TAKEN_AFTER_MS ? numberTaken(document, line.now()) : undefined)
  }

  const answer = await resultOf(document, receipt.id, line)
  if (answer.kind === 'none') return { kind: 'unknown', cause: answer.cause }
  const { decision } = answer
  if (decision.estado === 'not-found') return { kind: ageMs < LOST_AFTER_MS ? 'processing' : 'lost' }
  if (isTemporary(decision)) return { kind: ageMs < RESEND_AFTER_MS ? 'processing' : 'lost' }
  const verdict = verdictOf(decision, line.now())
  if (!verdict) return { kind: 'processing' }
  const rejected: Progress = { kind: 'verdict', verdict }
  return isNumberUsed(decision) ? trackByNumber(document, line, rejected) : rejected
}

/** Looks by number. When DGII knows nothing of the document, `otherwise` is how it ends; without it, it is early days. */
async function trackByNumber(
  document: OutboundDocument,
  line: AuthorityLine,
  otherwise: Progress | undefined,
): Promise<Progress> {
  const sighting = await look(document, line)
  switch (sighting.kind) {
    case 'verdict':
    case 'unknown':
      return sighting
    case 'receipt':
      return { kind: 'processing' }
    case 'unseen':
      return otherwise ?? { kind: 'processing' }
  }
}

/**
 * DGII said 1209 when the document was sent and has not known it since. An e-CF that consulta trackids does not know was never
 * taken, so the number is another document's. No such list exists for summaries: one that was accepted while its answer was
 * lost looks just like this, so nobody but a person at DGII's portal can tell.
 */
function numberTaken(document: OutboundDocument, now: Date): Progress {
  if (channelOf(document) === 'RFCE') return { kind: 'undecidable', cause: SUMMARY_UNKNOWN }
  const messages: Verdict['messages'] = [{ code: '1209', text: '', severity: 'error' }]
  return {
    kind: 'verdict',
    verdict: { outcome: 'rejected', messages, numberSurvives: false, decidedAt: now.toISOString() },
  }
}

const SUMMARY_UNKNOWN =
  'DGII says that the number is used (1209), and none of its queries knows the summary: it may have been accepted. ' +
  'Look the number up in the Oficina Virtual before anything is issued in its place.'
