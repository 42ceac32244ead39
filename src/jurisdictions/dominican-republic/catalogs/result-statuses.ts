import type { Catalog } from '../../jurisdiction.ts'

/**
 * The estado that DGII answers when asked for the result of a trackId.
 *
 * @source DGII, Descripción técnica v1.6
 */
export const RESULT_STATUSES: Catalog = {
  name: 'result-statuses',
  title: { es: 'Estados de la consulta de resultado', en: 'Statuses of the result query' },
  source: 'DGII, Descripción técnica v1.6',
  entries: [
    { code: '0', name: 'No encontrado' },
    { code: '1', name: 'Aceptado' },
    { code: '2', name: 'Rechazado' },
    { code: '3', name: 'En proceso' },
    { code: '4', name: 'Aceptado condicional' },
  ],
}
