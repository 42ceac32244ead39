import type { AuthorityMessage } from '../../../domain/document.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import { folded } from '../../wire/folded-text.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { childNamed, childrenNamed, childText } from './answer-fields.ts'
import { messagesOf } from './answer-messages.ts'
import { resultOf, type WireAnswer } from './soap-answer.ts'
import { soapRequest, type Operation } from './soap-request.ts'

/** @source SRI, WSDL of RecepcionComprobantesOffline */
export const RECEPTION: Operation = {
  name: 'validarComprobante',
  namespace: 'http://ec.gob.sri.ws.recepcion',
  path: '/comprobantes-electronicos-ws/RecepcionComprobantesOffline',
  argument: 'xml',
}

/** Hands in a signed comprobante: its very bytes, in base64. */
export function receptionRequest(xml: Uint8Array): WireRequest {
  return soapRequest(RECEPTION, Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).toString('base64'))
}

/**
 * What SRI answers to a comprobante. `taken`: it will decide, and the signature has not been looked at yet. `returned`: not taken,
 * with its reasons. `misunderstood`: the request came broken, so nothing was taken. `unclear`: it may have been taken.
 */
export type ReceptionAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'returned'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'misunderstood'; readonly cause: string }
  | { readonly kind: 'unclear'; readonly cause: string }

/**
 * Reads the answer of reception. One that speaks of another clave de acceso is unclear: it would settle the wrong document.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7: estado is RECIBIDA or DEVUELTA
 */
export function receptionOf(reply: WireAnswer, claveAcceso: string): ReceptionAnswer {
  const answer = resultOf(reply, 'RespuestaRecepcionComprobante')
  if (answer.kind === 'noise') return { kind: 'unclear', cause: answer.cause }
  if (answer.kind === 'fault') {
    return { kind: answer.side === 'client' ? 'misunderstood' : 'unclear', cause: answer.cause }
  }
  const { result } = answer
  const comprobantes = childrenNamed(childNamed(result, 'comprobantes'), 'comprobante')
  const another = comprobantes.map(claveAccesoOf).find((each) => each !== undefined && each !== claveAcceso)
  if (another !== undefined) {
    return { kind: 'unclear', cause: `handed in ${claveAcceso}, answered for ${another.slice(0, 49)}` }
  }

  const estado = folded(childText(result, 'estado') ?? '')
  if (/^recibid[ao]$/.test(estado)) return { kind: 'taken' }
  if (/^devuelt[ao]$/.test(estado)) return { kind: 'returned', messages: [result, ...comprobantes].flatMap(messagesOf) }
  return { kind: 'unclear', cause: `HTTP ${reply.status} with the estado "${estado.slice(0, 40)}"` }
}

/** What SRI could not read has no clave de acceso, or a text that is none, such as N/A. */
function claveAccesoOf(comprobante: XmlElement): string | undefined {
  const text = childText(comprobante, 'claveAcceso')
  return text !== undefined && /^\d{49}$/.test(text) ? text : undefined
}
