import type { AuthorityLine } from '../../authority-protocol.ts'
import { authorizationRequest } from '../wire/authorization.ts'
import { soapAnswerOf } from '../wire/soap-answer.ts'

/** A clave de acceso that no document has. */
const NO_DOCUMENT = '0'.repeat(49)

/** Asks for the authorisation of no document: the cheapest question that only SRI itself can answer, whatever it says. */
export async function ping(line: AuthorityLine): Promise<{ readonly up: boolean; readonly cause: string }> {
  const reply = await line.exchange(authorizationRequest(NO_DOCUMENT))
  if (reply.kind === 'silence') return { up: false, cause: reply.cause }
  const answer = soapAnswerOf(reply)
  return answer.kind === 'content' ? { up: true, cause: '' } : { up: false, cause: answer.cause }
}
