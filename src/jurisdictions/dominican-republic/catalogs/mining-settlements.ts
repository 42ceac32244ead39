import type { Catalog } from '../../jurisdiction.ts'

/**
 * Liquidacion of a mining sale.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const MINING_SETTLEMENTS: Catalog = {
  name: 'mining-settlements',
  title: { es: 'Tipos de liquidación (minería)', en: 'Settlement (mining)' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Provisional' },
    { code: '2', name: 'Final' },
  ],
}
