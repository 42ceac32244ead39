import type { Catalog } from '../../jurisdiction.ts'

/**
 * Estado of an ACECF.
 *
 * @source DGII, XSD ACECF v1.0
 */
export const APPROVAL_STATUSES: Catalog = {
  name: 'approval-statuses',
  title: { es: 'Estados de la aprobación comercial', en: 'Statuses of a commercial approval' },
  source: 'DGII, XSD ACECF v1.0',
  entries: [
    { code: '1', name: 'e-CF aceptado' },
    { code: '2', name: 'e-CF rechazado' },
  ],
}
