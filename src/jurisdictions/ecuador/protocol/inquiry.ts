import type { AuthorityLine, Decision, OutboundDocument } from '../../authority-protocol.ts'
import { authorizationRequest, authorizationsOf, type Authorization } from '../wire/authorization.ts'
import { claveAccesoOf, isOfThis } from './outbound.ts'
import { decisionOf } from './verdict.ts'

/**
 * What SRI's authorisation service says of a document. `processing`: SRI has it and has not decided. `another`: SRI has authorised
 * another document under its clave de acceso, so this one never will be. `nothing`: SRI says nothing of it. `unknown`: no answer that
 * could be read.
 */
export type Inquiry =
  | Decision
  | { readonly kind: 'processing' }
  | { readonly kind: 'another' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly cause: string }

/** Asks SRI's authorisation service by the clave de acceso. */
export async function inquire(document: OutboundDocument, line: AuthorityLine): Promise<Inquiry> {
  const claveAcceso = claveAccesoOf(document)
  const reply = await line.exchange(authorizationRequest(claveAcceso))
  if (reply.kind === 'silence') return { kind: 'unknown', cause: reply.cause }
  const answer = authorizationsOf(reply, claveAcceso)
  return answer.kind === 'none'
    ? { kind: 'unknown', cause: answer.cause }
    : sift(document, answer.authorizations, line.now())
}

/**
 * SRI keeps every refusal and usually tells the last one. An authorisation decides wherever it stands; else the last word on this
 * very document does. Refusals of earlier revisions, which had the same clave, are not this document's; what SRI is at can be no
 * other.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.10: a comprobante that was not authorised may be sent again
 */
function sift(document: OutboundDocument, authorizations: readonly Authorization[], now: Date): Inquiry {
  const own = authorizations.filter((each) => each.state === 'processing' || isOfThis(document, each))
  const authorized = own.find(({ state }) => state === 'authorized')
  if (!authorized && authorizations.some(({ state }) => state === 'authorized')) return { kind: 'another' }
  const deciding = authorized ?? own.at(-1)
  if (!deciding) return { kind: 'nothing' }
  return decisionOf(deciding, claveAccesoOf(document), now) ?? { kind: 'processing' }
}
