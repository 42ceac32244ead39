import type { Catalog } from '../../jurisdiction.ts'

/**
 * What authorisation answers, with the abbreviation that the ficha uses. Only AUTORIZADO is success.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapters 5 and 8
 */
export const AUTHORIZATION_STATES: Catalog = {
  name: 'authorization-states',
  title: { es: 'Estados de autorización', en: 'States of authorisation' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), chapters 5 and 8',
  entries: [
    { code: 'AUTORIZADO', name: 'Autorizado', abbreviation: 'AUT' },
    { code: 'NO AUTORIZADO', name: 'No autorizado', abbreviation: 'NAT' },
    { code: 'EN PROCESO', name: 'En procesamiento', abbreviation: 'PPR' },
    { code: 'RECHAZADA', name: 'Rechazada' },
  ],
}
