import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type Answer, type WireAnswer } from './answer.ts'
import { itemsOf, textOf } from './answer-fields.ts'
import { complaintOf, saysNothingFound } from './answer-messages.ts'
import { estadoOf, type Estado } from './answer-state.ts'
import { momentOf } from './answer-time.ts'
import { decisionOf, type Decision } from './decision.ts'
import type { Ambiente } from './environments.ts'
import { question } from './wire-request.ts'

/** A document as the queries by number name it. */
export interface Sought {
  readonly rncEmisor: string
  readonly eNCF: string
  /** Undefined when the document names no buyer with an RNC. */
  readonly rncComprador: string | undefined
  readonly codigoSeguridad: string
}

/**
 * Asks how far DGII is with what it took under a trackId.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado"
 */
export function resultRequest(ambiente: Ambiente, trackId: string, token: string): WireRequest {
  return question({
    service: 'consultaresultado',
    host: 'ecf',
    path: `/${ambiente}/consultaresultado/api/consultas/estado`,
    query: { trackid: trackId },
    token,
  })
}

/**
 * Asks for every trackId of a number. There may be several, and the last need not be the accepted one.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta trackids"; certecf answers as well
 */
export function trackIdsRequest(ambiente: Ambiente, { rncEmisor, eNCF }: Sought, token: string): WireRequest {
  return question({
    service: 'consultatrackids',
    host: 'ecf',
    path: `/${ambiente}/consultatrackids/api/trackids/consulta`,
    query: { rncemisor: rncEmisor, encf: eNCF },
    token,
  })
}

/**
 * Asks for the state of a document by number and security code. It tells acceptances from the rest, without messages.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta estado": testecf and ecf only
 */
export function stateRequest(ambiente: Ambiente, sought: Sought, token: string): WireRequest {
  return question({
    service: 'consultaestado',
    host: 'ecf',
    path: `/${ambiente}/consultaestado/api/consultas/estado`,
    query: {
      rncemisor: sought.rncEmisor,
      ncfelectronico: sought.eNCF,
      rnccomprador: sought.rncComprador,
      codigoseguridad: sought.codigoSeguridad,
    },
    token,
  })
}

/** False where DGII does not offer consulta estado: what answers there may be anything. */
export function offersState(ambiente: Ambiente): boolean {
  return ambiente !== 'certecf'
}

/**
 * Asks for what became of an RFCE.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta RFCE": documented for ecf only
 */
export function rfceQueryRequest(ambiente: Ambiente, sought: Sought, token: string): WireRequest {
  return question({
    service: 'consultarfce',
    host: 'fc',
    path: `/${ambiente}/consultarfce/api/consultas/consulta`,
    query: { RNC_Emisor: sought.rncEmisor, ENCF: sought.eNCF, Cod_Seguridad_eCF: sought.codigoSeguridad },
    token,
  })
}

/** The decision a query found, or why its answer is none. */
export type QueryAnswer =
  { readonly kind: 'decision'; readonly decision: Decision } | { readonly kind: 'none'; readonly cause: string }

/**
 * Reads the answer of consulta resultado, consulta estado and consulta RFCE. One that names another number is none: it would
 * settle the wrong document.
 */
export function queryOf(reply: WireAnswer, eNCF: string): QueryAnswer {
  const answer = answerOf(reply)
  const decision = decisionOf(answer)
  if (!decision) return saysNotFound(answer) ? { kind: 'decision', decision: NOT_FOUND } : none(answer)
  if (decision.eNCF !== undefined && decision.eNCF !== eNCF) {
    return { kind: 'none', cause: `asked for ${eNCF}, answered for ${decision.eNCF.slice(0, 20)}` }
  }
  return { kind: 'decision', decision }
}

/** One time DGII took a file under a number. */
export interface Track {
  readonly trackId: string
  readonly estado: Estado | undefined
  readonly receivedAt: Date | undefined
}

/** Every track of a number, none included; or why the answer does not tell. */
export type TracksAnswer =
  { readonly kind: 'tracks'; readonly tracks: readonly Track[] } | { readonly kind: 'none'; readonly cause: string }

/** Reads the answer of consulta trackids. Only DGII's own word that there are none counts as none. */
export function tracksOf(reply: WireAnswer): TracksAnswer {
  const answer = answerOf(reply)
  const data = answer.kind === 'data' && reply.status >= 200 && reply.status < 300 ? answer.data : undefined
  const items = itemsOf(data, isTrack)
  const tracks = items.flatMap(trackOf)
  const isEmptyList = Array.isArray(data) && items.length === 0
  if (tracks.length > 0 || isEmptyList || saysNotFound(answer)) return { kind: 'tracks', tracks }
  return none(answer)
}

function isTrack(value: unknown): boolean {
  return textOf(value, 'trackId') !== undefined
}

function trackOf(item: unknown): readonly Track[] {
  const trackId = textOf(item, 'trackId')
  if (trackId === undefined) return []
  return [{ trackId, estado: estadoOf(item), receivedAt: momentOf(textOf(item, 'fechaRecepcion')) }]
}

/**
 * True when the answer means that this service does not serve such a question here, rather than that it fails for now:
 * asking again would bring the same. A firewall's page is not such an answer.
 */
export function isNotServed(reply: WireAnswer): boolean {
  if ([404, 405, 410, 501].includes(reply.status)) return true
  return [400, 415, 422].includes(reply.status) && answerOf(reply).kind !== 'noise'
}

const NOT_FOUND: Decision = { estado: 'not-found', eNCF: undefined, numberUsed: undefined, messages: [] }

/** DGII's own word that it has nothing, with or without an `estado`. A bare 404 is not its word. */
function saysNotFound(answer: Answer): boolean {
  if (answer.kind !== 'data' || answer.status >= 500) return false
  return estadoOf(answer.data) === 'not-found' || saysNothingFound(complaintOf(answer))
}

function none(answer: Answer): { readonly kind: 'none'; readonly cause: string } {
  return { kind: 'none', cause: causeOf(answer) }
}
