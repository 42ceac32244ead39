import type { Catalog } from '../../jurisdiction.ts'

/**
 * The rates ITBIS1, ITBIS2 and ITBIS3 stand for.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const ITBIS_RATES: Catalog = {
  name: 'itbis-rates',
  title: { es: 'Tasas del ITBIS', en: 'ITBIS rates' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: 'ITBIS1', name: 'ITBIS 18 %', rate: '18' },
    { code: 'ITBIS2', name: 'ITBIS 16 %', rate: '16' },
    { code: 'ITBIS3', name: 'ITBIS 0 %', rate: '0' },
  ],
}
