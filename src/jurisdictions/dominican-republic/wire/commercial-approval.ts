import type { AuthorityMessage } from '../../../domain/document.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { textOf } from './answer-fields.ts'
import { messagesOf, withoutZeros } from './answer-messages.ts'
import { estadoOf } from './answer-state.ts'
import type { Ambiente } from './environments.ts'
import { fileNameOf } from './multipart.ts'
import { refusalOf } from './refusal.ts'
import { delivery } from './wire-request.ts'

/** A signed commercial approval (ACECF), or refusal, of an e-CF we received. */
export interface SignedApproval {
  readonly rncComprador: string
  readonly eNCF: string
  readonly xml: Uint8Array
}

/**
 * Hands DGII its copy. The file is named after the buyer, who makes it, not the issuer.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Aprobación comercial"
 */
export function approvalRequest(ambiente: Ambiente, approval: SignedApproval, token: string): WireRequest {
  return delivery({
    service: 'aprobacioncomercial',
    host: 'ecf',
    path: `/${ambiente}/aprobacioncomercial/api/aprobacioncomercial`,
    fileName: fileNameOf(approval.rncComprador, approval.eNCF),
    xml: approval.xml,
    token,
  })
}

/** What DGII said of an approval or of a voiding, or why its answer is none. */
export type ActAnswer =
  | { readonly kind: 'taken'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'none'; readonly cause: string }

/** Reads `{mensaje, estado, codigo}`: 1 took it, 2 did not. Codes are seen as `1`, `01` and 1. */
export function approvalOf(reply: WireAnswer): ActAnswer {
  const answer = answerOf(reply)
  const data = answer.kind === 'data' && reply.status < 500 ? answer.data : undefined
  const code = withoutZeros(textOf(data, 'codigo') ?? '')
  const estado = estadoOf(data) ?? (code === '1' ? 'approved' : code === '2' ? 'rejected' : undefined)
  if (estado === 'approved' && reply.status < 300) return { kind: 'taken', messages: messagesOf(data, 'warning') }
  if (estado === 'rejected') return { kind: 'refused', messages: messagesOf(data, 'error') }
  const messages = refusalOf(answer)
  return messages ? { kind: 'refused', messages } : { kind: 'none', cause: causeOf(answer) }
}
