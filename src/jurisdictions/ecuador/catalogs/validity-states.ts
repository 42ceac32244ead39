import type { Catalog } from '../../jurisdiction.ts'

/**
 * What the consultation service answers: the only one that shows an annulment. RECHAZADA says that it could not look.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 8
 */
export const VALIDITY_STATES: Catalog = {
  name: 'validity-states',
  title: { es: 'Estados de validez', en: 'States of validity' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), chapter 8',
  entries: [
    { code: 'AUTORIZADO', name: 'Autorizado' },
    { code: 'NO AUTORIZADO', name: 'No autorizado' },
    { code: 'PENDIENTE DE ANULAR', name: 'Pendiente de anular' },
    { code: 'ANULADO', name: 'Anulado' },
    { code: 'RECHAZADA', name: 'Rechazada' },
  ],
}
