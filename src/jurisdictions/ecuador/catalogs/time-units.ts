import type { Catalog } from '../../jurisdiction.ts'

/**
 * unidadTiempo of a payment term. Any text of ten characters will do; these are the usual ones.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), examples
 */
export const TIME_UNITS: Catalog = {
  name: 'time-units',
  title: { es: 'Unidades de tiempo', en: 'Units of time' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), examples',
  entries: [
    { code: 'dias', name: 'Días' },
    { code: 'meses', name: 'Meses' },
    { code: 'anios', name: 'Años' },
  ],
}
