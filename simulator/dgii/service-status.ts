import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Answer } from '../fault-effects.ts'
import { addService, json, text, type ServiceParts } from '../service.ts'
import { badRequest, queryOf, type Counter } from './counter.ts'

/**
 * The status host: how services and environments are, and when they are closed. It knows no tokens, but an API key, and any will
 * do here. Production is number 2 and certification 3.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Estatus de servicios"
 */
export function addServiceStatus(app: FastifyInstance, parts: ServiceParts, counters: readonly Counter[]): void {
  const base = '/api/estatusservicios'
  const isOpen = (environment: string, service?: string) =>
    !parts.faults.stands('maintenance', { service: service ?? '', environment }) &&
    !(service !== undefined && parts.faults.stands('down', { service, environment }))

  addStatusService(app, parts, 'obtenerestatus', `${base}/obtenerestatus`, () =>
    json(
      counters.flatMap(({ environment }) =>
        SERVICES.map(([service, servicio]) => ({
          servicio,
          estatus: isOpen(environment, service) ? 'Disponible' : 'No Disponible',
          ambiente: AMBIENTES[environment].name,
        })),
      ),
    ),
  )
  addStatusService(app, parts, 'ventanasmantenimiento', `${base}/obtenerventanasmantenimiento`, () => {
    const windows = counters[0]?.desk.rules.maintenanceWindows ?? []
    const ventanaMantenimientos = windows.map(({ environment, ...rest }) => ({
      ambiente: AMBIENTES[environment].name,
      ...rest,
    }))
    return json({ ventanaMantenimientos })
  })
  addStatusService(app, parts, 'verificarestado', `${base}/verificarestado`, (request) => {
    const asked = queryOf(request, 'ambiente')
    const counter = counters.find(({ environment }) => AMBIENTES[environment].number === asked)
    if (!counter) return badRequest('ambiente debe ser 1 (PreCertificación), 2 (Producción) o 3 (Certificación).')
    return json({ estado: isOpen(counter.environment) ? 'Disponible' : 'No Disponible' })
  })
}

const AMBIENTES = {
  testecf: { number: '1', name: 'PreCertificacion' },
  ecf: { number: '2', name: 'Produccion' },
  certecf: { number: '3', name: 'Certificacion' },
} as const

const SERVICES = [
  ['semilla', 'Autenticación'],
  ['recepcion', 'Recepción'],
  ['recepcionfc', 'Recepción FC'],
  ['consultaresultado', 'Consulta Resultado'],
  ['consultaestado', 'Consulta Estado'],
  ['consultatrackids', 'Consulta TrackIds'],
  ['consultarfce', 'Consulta RFCE'],
  ['directorio-listado', 'Consulta Directorio'],
  ['aprobacioncomercial', 'Aprobación Comercial'],
  ['anulacionrangos', 'Anulación de Rangos'],
] as const

function addStatusService(
  app: FastifyInstance,
  parts: ServiceParts,
  name: string,
  path: string,
  answer: (request: FastifyRequest) => Answer,
): void {
  addService(app, parts, {
    name,
    method: 'GET',
    path,
    read: () => undefined,
    answer: (_question, _faults, request) =>
      /^Apikey\s+\S/i.test(request.headers.authorization ?? '') ? answer(request) : text('', 401),
  })
}
