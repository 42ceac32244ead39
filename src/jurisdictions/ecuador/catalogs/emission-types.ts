import type { Catalog } from '../../jurisdiction.ts'

/**
 * tipoEmision. The schemas still take 2, the contingency of the old online scheme; the offline scheme has only 1.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 2
 */
export const EMISSION_TYPES: Catalog = {
  name: 'emission-types',
  title: { es: 'Tipos de emisión', en: 'Types of emission' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 2',
  entries: [{ code: '1', name: 'Emisión normal' }],
}
