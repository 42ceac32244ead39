import type { AuthorityMessage } from '../../../domain/document.ts'
import { folded } from '../../wire/folded-text.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { childText } from './answer-fields.ts'
import { haveCode, messagesOf } from './answer-messages.ts'
import { momentOf } from './answer-time.ts'
import { resultOf, type WireAnswer } from './soap-answer.ts'
import { soapRequest, type Operation } from './soap-request.ts'

/** @source SRI, Ficha técnica offline v2.32 (oct-2025), "Consulta de validez de comprobantes" (since v2.31) */
export const STANDING: Operation = {
  name: 'consultarEstadoAutorizacionComprobante',
  namespace: 'http://ec.gob.sri.ws.consultas',
  path: '/comprobantes-electronicos-ws/ConsultaComprobante',
  argument: 'claveAcceso',
}

/** Asks whether a comprobante is valid today. No other service tells of annulments. */
export function standingRequest(claveAcceso: string): WireRequest {
  return soapRequest(STANDING, claveAcceso)
}

/** What a comprobante is worth today. `annulment-pending`: asked for, and the receiver has not agreed yet. */
export type Standing = 'authorized' | 'not-authorized' | 'annulment-pending' | 'annulled'

/** `unseen`: SRI knows no such clave, or its date is outside the range that may be asked about. */
export type StandingAnswer =
  | { readonly kind: 'standing'; readonly standing: Standing; readonly authorizedAt: Date | undefined }
  | { readonly kind: 'unseen'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'none'; readonly cause: string }

/** Reads the answer of the consultation of validity. */
export function standingOf(reply: WireAnswer, claveAcceso: string): StandingAnswer {
  const answer = resultOf(reply, 'EstadoAutorizacionComprobante')
  if (answer.kind !== 'result') return { kind: 'none', cause: answer.cause }
  const { result } = answer
  const asked = childText(result, 'claveAcceso')
  if (asked !== undefined && asked !== claveAcceso) {
    return { kind: 'none', cause: `asked for ${claveAcceso}, answered for ${asked.slice(0, 49)}` }
  }

  const standing = STANDINGS.get(folded(childText(result, 'estadoAutorizacion') ?? ''))
  if (standing) {
    return { kind: 'standing', standing, authorizedAt: momentOf(childText(result, 'fechaAutorizacion')) }
  }
  const messages = messagesOf(result)
  if (haveCode(messages, '99')) return { kind: 'unseen', messages }
  return { kind: 'none', cause: `HTTP ${reply.status} with an answer that lacks what it should say` }
}

const STANDINGS: ReadonlyMap<string, Standing> = new Map([
  ['autorizado', 'authorized'],
  ['no autorizado', 'not-authorized'],
  ['pendiente de anular', 'annulment-pending'],
  ['anulado', 'annulled'],
])
