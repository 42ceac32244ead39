import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorFacturacion of a line. 43, 44 and 47 take only 4; 46 only 3.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const LINE_TAX_INDICATORS: Catalog = {
  name: 'line-tax-indicators',
  title: { es: 'Indicador de facturación', en: 'Tax indicator of a line' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '0', name: 'No facturable' },
    { code: '1', name: 'ITBIS 1 (18%)' },
    { code: '2', name: 'ITBIS 2 (16%)' },
    { code: '3', name: 'ITBIS 3 (0%)' },
    { code: '4', name: 'Exento' },
  ],
}
