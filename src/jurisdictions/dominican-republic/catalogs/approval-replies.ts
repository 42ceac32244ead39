import type { Catalog } from '../../jurisdiction.ts'

/**
 * What DGII answers to an ACECF.
 *
 * @source DGII, Descripción técnica v1.6
 */
export const APPROVAL_REPLIES: Catalog = {
  name: 'approval-replies',
  title: { es: 'Respuestas a la aprobación comercial', en: 'Replies to a commercial approval' },
  source: 'DGII, Descripción técnica v1.6',
  entries: [
    { code: '1', name: 'Aprobación comercial aprobada' },
    { code: '2', name: 'Aprobación comercial rechazada' },
  ],
}
