import type { WireRequest } from '../../authority-protocol.ts'
import { answerOf, causeOf, type WireAnswer } from './answer.ts'
import { fieldOf, itemsOf, scalarText, textOf } from './answer-fields.ts'
import type { Ambiente } from './environments.ts'
import { question } from './wire-request.ts'

const BASE = '/api/estatusservicios'

/**
 * The numbers the status host has for the environments. Production is 2 and certification 3, against their order elsewhere.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Estatus de servicios", verificarestado
 */
const AMBIENTE_NUMBERS: Readonly<Record<Ambiente, string>> = { testecf: '1', ecf: '2', certecf: '3' }

/** Asks how each service of each environment is. `apiKey` is handed out by DGII and has nothing to do with tokens. */
export function servicesRequest(apiKey: string): WireRequest {
  return withApiKey(question({ service: 'obtenerestatus', host: 'status', path: `${BASE}/obtenerestatus` }), apiKey)
}

/** Asks for the maintenance windows of every environment. */
export function maintenanceRequest(apiKey: string): WireRequest {
  const path = `${BASE}/obtenerventanasmantenimiento`
  return withApiKey(question({ service: 'ventanasmantenimiento', host: 'status', path }), apiKey)
}

/** Asks how one environment is as a whole. */
export function ambienteStatusRequest(ambiente: Ambiente, apiKey: string): WireRequest {
  const query = { ambiente: AMBIENTE_NUMBERS[ambiente] }
  return withApiKey(
    question({ service: 'verificarestado', host: 'status', path: `${BASE}/verificarestado`, query }),
    apiKey,
  )
}

/** How one service is, in DGII's words. */
export interface ServiceStatus {
  readonly servicio: string
  readonly estatus: string
  readonly ambiente: string
}

/** When an environment is closed for work, by its clock, on the days named. */
export interface MaintenanceWindow {
  readonly ambiente: string
  readonly horaInicio: string
  readonly horaFin: string
  readonly dias: readonly string[]
}

/** What a status service said, or why its answer is none. */
export type StatusAnswer<Value> =
  { readonly kind: 'status'; readonly value: Value } | { readonly kind: 'none'; readonly cause: string }

export function servicesOf(reply: WireAnswer): StatusAnswer<readonly ServiceStatus[]> {
  return statusOf(reply, (data) => {
    return listIn(data, 'servicio')?.map((item) => ({
      servicio: textOf(item, 'servicio') ?? '',
      estatus: textOf(item, 'estatus') ?? '',
      ambiente: textOf(item, 'ambiente') ?? '',
    }))
  })
}

export function maintenanceOf(reply: WireAnswer): StatusAnswer<readonly MaintenanceWindow[]> {
  return statusOf(reply, (data) => {
    const list = fieldOf(data, 'ventanaMantenimientos') ?? data
    return listIn(list, 'horaInicio')?.map((item) => ({
      ambiente: textOf(item, 'ambiente') ?? '',
      horaInicio: textOf(item, 'horaInicio') ?? '',
      horaFin: textOf(item, 'horaFin') ?? '',
      dias: itemsOf(fieldOf(item, 'dias'), (day) => scalarText(day) !== undefined).flatMap(
        (day) => scalarText(day) ?? [],
      ),
    }))
  })
}

export function ambienteStatusOf(reply: WireAnswer): StatusAnswer<string> {
  return statusOf(reply, (data) => textOf(data, 'estado'))
}

function withApiKey(request: WireRequest, apiKey: string): WireRequest {
  return { ...request, headers: { ...request.headers, authorization: `Apikey ${apiKey}` } }
}

function statusOf<Value>(reply: WireAnswer, read: (data: unknown) => Value | undefined): StatusAnswer<Value> {
  const answer = answerOf(reply)
  const value = answer.kind === 'data' && reply.status >= 200 && reply.status < 300 ? read(answer.data) : undefined
  return value === undefined ? { kind: 'none', cause: causeOf(answer) } : { kind: 'status', value }
}

/** The items that have a field of this name; undefined when there is no list at all. */
function listIn(data: unknown, name: string): readonly unknown[] | undefined {
  const isItem = (value: unknown) => textOf(value, name) !== undefined
  const items = itemsOf(data, isItem).filter(isItem)
  return items.length > 0 || Array.isArray(data) ? items : undefined
}
