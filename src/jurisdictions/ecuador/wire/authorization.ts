import type { AuthorityMessage } from '../../../domain/document.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { folded } from '../../wire/folded-text.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { childNamed, childrenNamed, childText } from './answer-fields.ts'
import { messagesOf } from './answer-messages.ts'
import { momentOf } from './answer-time.ts'
import { standaloneElements } from './standalone-element.ts'
import { resultOf, type WireAnswer } from './soap-answer.ts'
import { soapRequest, type Operation } from './soap-request.ts'

/** @source SRI, WSDL of AutorizacionComprobantesOffline */
export const AUTHORIZATION: Operation = {
  name: 'autorizacionComprobante',
  namespace: 'http://ec.gob.sri.ws.autorizacion',
  path: '/comprobantes-electronicos-ws/AutorizacionComprobantesOffline',
  argument: 'claveAccesoComprobante',
}

/** Asks what SRI has decided on a clave de acceso. */
export function authorizationRequest(claveAcceso: string): WireRequest {
  return soapRequest(AUTHORIZATION, claveAcceso)
}

/** What SRI says of a comprobante it has taken. Only `authorized` is a success, whatever else an answer holds. */
export type AuthorizationState = 'authorized' | 'not-authorized' | 'processing'

/** One `autorizacion`: what SRI says of one comprobante it took under a clave de acceso. */
export interface Authorization {
  readonly state: AuthorizationState
  /** In the offline scheme it is the clave de acceso. */
  readonly numeroAutorizacion: string | undefined
  /** `fechaAutorizacion`, which rejections have as well. */
  readonly decidedAt: Date | undefined
  /** The signed XML as SRI took it; undefined when the answer has none. */
  readonly comprobante: string | undefined
  readonly messages: readonly AuthorityMessage[]
  /** The `autorizacion` element exactly as it came: the file that the issuer keeps and hands out. */
  readonly file: string
}

/** Everything SRI tells of a clave de acceso, oldest first, none included; or why the answer does not tell. */
export type AuthorizationsAnswer =
  | { readonly kind: 'authorizations'; readonly authorizations: readonly Authorization[] }
  | { readonly kind: 'none'; readonly cause: string }

/**
 * Reads the answer of authorisation. None at all is the answer to a clave that SRI has not got to yet as well as to one that
 * it never saw; it counts only when SRI says so, with an empty `autorizaciones` or the number 0. An answer for another clave is
 * none: it would settle the wrong document.
 */
export function authorizationsOf(reply: WireAnswer, claveAcceso: string): AuthorizationsAnswer {
  const answer = resultOf(reply, 'RespuestaAutorizacionComprobante')
  if (answer.kind !== 'result') return { kind: 'none', cause: answer.cause }
  const { result } = answer
  const asked = childText(result, 'claveAccesoConsultada')
  if (asked !== undefined && asked !== claveAcceso) {
    return { kind: 'none', cause: `asked for ${claveAcceso}, answered for ${asked.slice(0, 49)}` }
  }

  const list = childNamed(result, 'autorizaciones')
  const items = childrenNamed(list, 'autorizacion')
  const announced = childText(result, 'numeroComprobantes') ?? (list ? '0' : '')
  if (items.length === 0 && announced !== '0') {
    return { kind: 'none', cause: `HTTP ${reply.status} with an answer that lacks its autorizaciones` }
  }
  const files = standaloneElements(reply.body, 'autorizacion')
  return { kind: 'authorizations', authorizations: items.map((item, i) => authorizationOf(item, files[i] ?? '')) }
}

function authorizationOf(item: XmlElement, file: string): Authorization {
  return {
    state: stateOf(childText(item, 'estado') ?? ''),
    numeroAutorizacion: childText(item, 'numeroAutorizacion'),
    decidedAt: momentOf(childText(item, 'fechaAutorizacion')),
    comprobante: childText(item, 'comprobante'),
    messages: messagesOf(item),
    file,
  }
}

/**
 * The state by SRI's word for it. A word that nobody knows, and none at all, leave it open: SRI may yet decide.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 8: AUTORIZADO, NO AUTORIZADO, EN PROCESO; AUT, NAT, PPR
 */
function stateOf(estado: string): AuthorizationState {
  const words = folded(estado)
  if (/^(autorizad[oa]|aut)$/.test(words)) return 'authorized'
  if (/^(no autorizad[oa]|nat|rechazad[oa])$/.test(words)) return 'not-authorized'
  return 'processing'
}
