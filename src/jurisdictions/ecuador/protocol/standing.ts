import type { AuthorityLine, OutboundDocument, StandingReport } from '../../authority-protocol.ts'
import { standingOf, standingRequest } from '../wire/standing.ts'
import { claveAccesoOf } from './outbound.ts'

/** Asks SRI's consultation of validity, the only service that tells of annulments. */
export async function standing(
  document: Pick<OutboundDocument, 'stamp' | 'number'>,
  line: AuthorityLine,
): Promise<StandingReport> {
  const claveAcceso = claveAccesoOf(document)
  const reply = await line.exchange(standingRequest(claveAcceso))
  if (reply.kind === 'silence') return { kind: 'unknown', cause: reply.cause }
  const answer = standingOf(reply, claveAcceso)
  return answer.kind === 'none' ? { kind: 'unknown', cause: answer.cause } : answer
}
