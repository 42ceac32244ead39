import type { FastifyInstance } from 'fastify'
import { json } from '../service.ts'
import { addTokenService, badRequest, queryOf, type Counter } from './counter.ts'

/**
 * Who issues and receives electronically, and where. In testecf the partner that DGII plays is among them.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta directorio": testecf and ecf
 */
export function addDirectory(app: FastifyInstance, counter: Counter, partnerBase: () => string): void {
  if (counter.environment === 'certecf') return
  const { rules } = counter.desk
  const entries = () => {
    const partner = {
      ...rules.partner,
      urlRecepcion: partnerBase(),
      urlAceptacion: partnerBase(),
      urlOpcional: partnerBase(),
    }
    return counter.environment === 'testecf' ? [partner, ...rules.directory] : rules.directory
  }
  addTokenService(app, counter, {
    name: 'directorio-listado',
    method: 'GET',
    path: 'consultadirectorio/api/consultas/listado',
    read: () => undefined,
    answer: () => json(entries()),
  })
  addTokenService(app, counter, {
    name: 'directorio-por-rnc',
    method: 'GET',
    path: 'consultadirectorio/api/consultas/obtenerdirectorioporrnc',
    read: (request) => queryOf(request, 'RNC'),
    answer: (rnc) =>
      rnc === undefined ? badRequest('Falta RNC.') : json(entries().filter((entry) => entry.rnc === rnc)),
  })
}
