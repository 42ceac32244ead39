import type { AuthorityLine, OutboundDocument, Sighting } from '../../authority-protocol.ts'
import type { Decision } from '../wire/decision.ts'
import { ambienteOf } from '../wire/environments.ts'
import { queryOf, resultRequest, type QueryAnswer, type Track } from '../wire/queries.ts'
import { signedAtOf } from './outbound.ts'
import { exchangeWithToken, silenceOf } from './session.ts'
import { isNumberUsed, isTemporary, verdictOf } from './verdict.ts'

/** How far DGII's clock and ours may be apart. A document signed later than that in DGII's eyes is rejected anyway. */
const CLOCK_TOLERANCE_MS = 120_000

/**
 * What the tracks of a number say of this document; undefined when none of them is of it.
 *
 * One accepted decides, wherever it stands in the list: the last track need not be the accepted one. Then one that is still
 * open; then a rejection, and one for a reason of the document's own before "number used", which only tells of the others.
 */
export async function siftTracks(
  document: OutboundDocument,
  tracks: readonly Track[],
  line: AuthorityLine,
): Promise<Sighting | undefined> {
  const open: string[] = []
  const unreadable: string[] = []
  const rejected: Decision[] = []

  for (const { trackId } of tracksOfThis(document, tracks)) {
    const answer = await resultOf(document, trackId, line)
    if (answer.kind === 'none') {
      unreadable.push(answer.cause)
      continue
    }
    const { decision } = answer
    const verdict = verdictOf(decision, line.now())
    if (!verdict) open.push(trackId)
    else if (verdict.outcome !== 'rejected') return { kind: 'verdict', verdict }
    else if (!isTemporary(decision)) rejected.push(decision)
  }

  const [trackId] = open
  if (trackId !== undefined) return { kind: 'receipt', receipt: { id: trackId, receivedAt: line.now().toISOString() } }
  const [cause] = unreadable
  if (cause !== undefined) return { kind: 'unknown', cause }
  const decision = rejected.findLast((each) => !isNumberUsed(each)) ?? rejected.at(-1)
  const verdict = decision && verdictOf(decision, line.now())
  return verdict && { kind: 'verdict', verdict }
}

/** Asks what became of what DGII took under a trackId. */
export async function resultOf(document: OutboundDocument, trackId: string, line: AuthorityLine): Promise<QueryAnswer> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  const exchange = await exchangeWithToken(line, (token) => resultRequest(ambiente, trackId, token))
  return exchange.kind === 'answer'
    ? queryOf(exchange.reply, document.number)
    : { kind: 'none', cause: silenceOf(exchange) }
}

/**
 * Without the tracks of earlier revisions under the same number, and those that DGII received before this document was signed,
 * which another system may have made. Their verdict is not this document's.
 */
function tracksOfThis(document: OutboundDocument, tracks: readonly Track[]): readonly Track[] {
  const others = tracks.filter(({ trackId }) => !document.formerReceipts?.includes(trackId))
  const signedAt = signedAtOf(document)
  if (!signedAt) return others
  const earliest = signedAt.getTime() - CLOCK_TOLERANCE_MS
  return others.filter(({ receivedAt }) => receivedAt === undefined || receivedAt.getTime() >= earliest)
}
