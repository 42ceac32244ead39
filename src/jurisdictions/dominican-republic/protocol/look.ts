import type { AuthorityLine, OutboundDocument, Sighting, WireRequest } from '../../authority-protocol.ts'
import { ambienteOf } from '../wire/environments.ts'
import {
  isNotServed,
  offersState,
  queryOf,
  rfceQueryRequest,
  stateRequest,
  tracksOf,
  trackIdsRequest,
  type QueryAnswer,
} from '../wire/queries.ts'
import { acceptanceOn, isWholePage, stampPageRequest } from '../wire/stamp-page.ts'
import { channelOf, soughtOf } from './outbound.ts'
import { exchangeWithToken, silenceOf } from './session.ts'
import { siftTracks } from './tracks.ts'
import { isTemporary, verdictOf } from './verdict.ts'

/**
 * Finds out what DGII knows of a document by its number, after an unclear answer.
 *
 * `unseen` leads to sending the same bytes again, so it is said only on DGII's own word: consulta trackids has no track
 * of this document and consulta estado, where it is offered, does not contradict; for an RFCE, consulta RFCE has not found it.
 * Whatever fails is `unknown`, and is asked again later.
 *
 * Consulta RFCE is documented for production only. Where a sandbox does not serve it, waiting would never end: then consulta
 * estado and the page behind the QR are asked, and an RFCE that neither shows as accepted counts as unseen. Sending it again
 * costs at most a test number. In production there is no such way out.
 */
export function look(document: OutboundDocument, line: AuthorityLine): Promise<Sighting> {
  return channelOf(document) === 'RFCE' ? lookForRfce(document, line) : lookForEcf(document, line)
}

async function lookForEcf(document: OutboundDocument, line: AuthorityLine): Promise<Sighting> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  const exchange = await exchangeWithToken(line, (token) => trackIdsRequest(ambiente, soughtOf(document), token))
  const answer = exchange.kind === 'answer' ? tracksOf(exchange.reply) : none(silenceOf(exchange))
  const sighting = answer.kind === 'tracks' ? await siftTracks(document, answer.tracks, line) : undefined
  if (sighting) return sighting

  const opinion = await stateOpinion(document, line)
  if (opinion.kind !== 'silent') return opinion.sighting
  return answer.kind === 'tracks' ? { kind: 'unseen' } : { kind: 'unknown', cause: answer.cause }
}

async function lookForRfce(document: OutboundDocument, line: AuthorityLine): Promise<Sighting> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  const inquiry = await inquire(document, line, (token) => rfceQueryRequest(ambiente, soughtOf(document), token))
  if (inquiry.kind === 'decision') {
    const { decision } = inquiry
    if (decision.estado === 'not-found' || isTemporary(decision)) return { kind: 'unseen' }
    const verdict = verdictOf(decision, line.now())
    return verdict ? { kind: 'verdict', verdict } : { kind: 'unknown', cause: 'DGII is still working on the RFCE' }
  }
  if (ambiente === 'ecf' || !inquiry.isNotServed) return { kind: 'unknown', cause: inquiry.cause }

  for (const opinionOf of [stateOpinion, stampOpinion]) {
    const opinion = await opinionOf(document, line)
    if (opinion.kind === 'heard') return opinion.sighting
  }
  return { kind: 'unseen' }
}

type Opinion = { readonly kind: 'heard'; readonly sighting: Sighting } | { readonly kind: 'silent' }

/**
 * What consulta estado adds. It asks by the security code, so what it finds accepted is this very document. Its
 * rejections carry neither messages nor `secuenciaUtilizada`, and it need not know of what others refused: only an acceptance
 * counts. Where it is not offered, or does not take the question (no buyer to name), it is silent.
 */
async function stateOpinion(document: OutboundDocument, line: AuthorityLine): Promise<Opinion> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  if (!offersState(ambiente)) return { kind: 'silent' }
  const inquiry = await inquire(document, line, (token) => stateRequest(ambiente, soughtOf(document), token))
  if (inquiry.kind === 'none') {
    return inquiry.isNotServed
      ? { kind: 'silent' }
      : { kind: 'heard', sighting: { kind: 'unknown', cause: inquiry.cause } }
  }
  const { estado } = inquiry.decision
  if (estado === 'processing')
    return { kind: 'heard', sighting: { kind: 'unknown', cause: 'DGII is still working on it' } }
  const verdict = estado === 'rejected' ? undefined : verdictOf(inquiry.decision, line.now())
  return verdict ? { kind: 'heard', sighting: { kind: 'verdict', verdict } } : { kind: 'silent' }
}

/** What the page behind the QR adds, in a sandbox. It is found by the security code; only an acceptance counts. */
async function stampOpinion(document: OutboundDocument, line: AuthorityLine): Promise<Opinion> {
  const montoTotal = document.facts.MontoTotal ?? document.total
  const reply = await line.exchange(
    stampPageRequest(ambienteOf(line.authorityEnvironment), { ...soughtOf(document), montoTotal }),
  )
  if (reply.kind === 'silence') return { kind: 'heard', sighting: { kind: 'unknown', cause: reply.cause } }
  const outcome = acceptanceOn(reply)
  if (outcome) {
    const verdict = { outcome, messages: [], numberSurvives: false, decidedAt: line.now().toISOString() }
    return { kind: 'heard', sighting: { kind: 'verdict', verdict } }
  }
  if ((reply.status === 200 && isWholePage(reply)) || isNotServed(reply)) return { kind: 'silent' }
  const cause =
    reply.status === 200 ? 'half a page of consulta timbre FC' : `HTTP ${reply.status} at consulta timbre FC`
  return { kind: 'heard', sighting: { kind: 'unknown', cause } }
}

type Inquiry =
  | Extract<QueryAnswer, { kind: 'decision' }>
  | { readonly kind: 'none'; readonly cause: string; readonly isNotServed: boolean }

async function inquire(
  document: OutboundDocument,
  line: AuthorityLine,
  request: (token: string) => WireRequest,
): Promise<Inquiry> {
  const exchange = await exchangeWithToken(line, request)
  if (exchange.kind !== 'answer') return { ...none(silenceOf(exchange)), isNotServed: false }
  const answer = queryOf(exchange.reply, document.number)
  return answer.kind === 'decision' ? answer : { ...answer, isNotServed: isNotServed(exchange.reply) }
}

function none(cause: string): { readonly kind: 'none'; readonly cause: string } {
  return { kind: 'none', cause }
}
