import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoAfiliacion of a mining sale.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const MINING_AFFILIATIONS: Catalog = {
  name: 'mining-affiliations',
  title: { es: 'Tipos de afiliación (minería)', en: 'Affiliation (mining)' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Afiliada' },
    { code: '2', name: 'No afiliada' },
  ],
}
