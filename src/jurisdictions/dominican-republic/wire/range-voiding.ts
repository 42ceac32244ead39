import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { textOf } from './answer-fields.ts'
import { messagesOf, withoutZeros } from './answer-messages.ts'
import type { ActAnswer } from './commercial-approval.ts'
import type { Ambiente } from './environments.ts'
import { refusalOf } from './refusal.ts'
import { delivery } from './wire-request.ts'

/**
 * Hands in a signed ANECF: numbers given up for good. DGII refuses it when one of them was used through any route.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Anulación de rangos": testecf and ecf; it prescribes no file name
 */
export function voidingRequest(ambiente: Ambiente, rncEmisor: string, xml: Uint8Array, token: string): WireRequest {
  return delivery({
    service: 'anulacionrangos',
    host: 'ecf',
    path: `/${ambiente}/anulacionrangos/api/operaciones/anularrango`,
    fileName: `${rncEmisor}.xml`,
    xml,
    token,
  })
}

/** Reads `{rnc, codigo, nombre, mensajes}`: code 1 took it, 2 did not. */
export function voidingOf(reply: WireAnswer): ActAnswer {
  const answer = answerOf(reply)
  const data = answer.kind === 'data' && reply.status < 500 ? answer.data : undefined
  const code = withoutZeros(textOf(data, 'codigo') ?? '')
  if (code === '1' && reply.status < 300) return { kind: 'taken', messages: messagesOf(data, 'warning') }
  if (code === '2') return { kind: 'refused', messages: messagesOf(data, 'error') }
  const messages = refusalOf(answer)
  return messages ? { kind: 'refused', messages } : { kind: 'none', cause: causeOf(answer) }
}
