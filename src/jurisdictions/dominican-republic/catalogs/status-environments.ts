import type { Catalog } from '../../jurisdiction.ts'

/**
 * The numbers the status service has for the environments: here 2 is production and 3 certification.
 *
 * @source DGII, Descripción técnica v1.6
 */
export const STATUS_ENVIRONMENTS: Catalog = {
  name: 'status-environments',
  title: { es: 'Ambientes del servicio de estatus', en: 'Environments of the status service' },
  source: 'DGII, Descripción técnica v1.6',
  entries: [
    { code: '1', name: 'Pre-certificación (testecf)' },
    { code: '2', name: 'Producción (ecf)' },
    { code: '3', name: 'Certificación (certecf)' },
  ],
}
