import type { Catalog } from '../../jurisdiction.ts'

/**
 * What reception answers first.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), chapter 7
 */
export const RECEPTION_STATES: Catalog = {
  name: 'reception-states',
  title: { es: 'Estados de recepción', en: 'States of reception' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), chapter 7',
  entries: [
    { code: 'RECIBIDA', name: 'Recibida: sigue la autorización' },
    { code: 'DEVUELTA', name: 'Devuelta: el SRI no la guarda' },
  ],
}
