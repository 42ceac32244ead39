import type { Catalog } from '../../jurisdiction.ts'

/** The code of the only rate. */
export const IRBPNR_CODE = '5001'
/** USD a bottle. */
export const IRBPNR_RATE = '0.02'

/**
 * The tax on plastic bottles that are not returned. `rate` is in USD a bottle: the base is the number of bottles.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1
 */
export const IRBPNR_RATES: Catalog = {
  name: 'irbpnr-rates',
  title: { es: 'Tarifas del IRBPNR', en: 'IRBPNR rates' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 1',
  entries: [
    {
      code: IRBPNR_CODE,
      name: 'IRBPNR botellas plásticas no retornables',
      rate: IRBPNR_RATE,
      basis: 'per-bottle',
    },
  ],
}
