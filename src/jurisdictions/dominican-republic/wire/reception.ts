import type { AuthorityMessage } from '../../../domain/document.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { textOf } from './answer-fields.ts'
import { decisionOf, type Decision } from './decision.ts'
import type { Ambiente } from './environments.ts'
import { fileNameOf } from './multipart.ts'
import { refusalOf } from './refusal.ts'
import { delivery } from './wire-request.ts'

/** A signed file on its way to DGII. */
export interface OutgoingFile {
  readonly rncEmisor: string
  readonly eNCF: string
  /** Sent as these very bytes. */
  readonly xml: Uint8Array
}

/**
 * Hands in an e-CF. Not for a type 32 below DOP 250,000: of that DGII takes the summary only.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Recepción e-CF"
 */
export function ecfRequest(ambiente: Ambiente, file: OutgoingFile, token: string): WireRequest {
  return delivery({
    service: 'recepcion',
    host: 'ecf',
    path: `/${ambiente}/recepcion/api/facturaselectronicas`,
    fileName: fileNameOf(file.rncEmisor, file.eNCF),
    xml: file.xml,
    token,
  })
}

/**
 * Hands in the summary (RFCE) of a type 32 below DOP 250,000.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Recepción RFCE"; certecf answers as well, though it is not listed there
 */
export function rfceRequest(ambiente: Ambiente, file: OutgoingFile, token: string): WireRequest {
  return delivery({
    service: 'recepcionfc',
    host: 'fc',
    path: `/${ambiente}/recepcionfc/api/recepcion/ecf`,
    fileName: fileNameOf(file.rncEmisor, file.eNCF),
    xml: file.xml,
    token,
  })
}

/**
 * What DGII answers to a file. `taken`: queued under a trackId, which decides nothing yet. `decided`: at once, as for an
 * RFCE. `refused`: not taken, with DGII's reasons. `unclear`: the file may have been taken.
 */
export type ReceptionAnswer =
  | { readonly kind: 'taken'; readonly trackId: string }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'refused'; readonly messages: readonly AuthorityMessage[] }
  | { readonly kind: 'unclear'; readonly cause: string }

/** Reads what either reception answers. A failure of the server decides nothing, whatever its body says. */
export function receptionOf(reply: WireAnswer): ReceptionAnswer {
  const answer = answerOf(reply)
  const decision = decisionOf(answer)
  if (decision) return { kind: 'decided', decision }

  const isSuccess = reply.status >= 200 && reply.status < 300
  const trackId = answer.kind === 'data' && isSuccess ? textOf(answer.data, 'trackId') : undefined
  if (trackId !== undefined) return { kind: 'taken', trackId }

  const messages = refusalOf(answer)
  return messages ? { kind: 'refused', messages } : { kind: 'unclear', cause: causeOf(answer) }
}
