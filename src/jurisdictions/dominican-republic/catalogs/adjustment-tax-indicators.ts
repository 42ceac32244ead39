import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorFacturacionDescuentooRecargo: the lines a global discount or charge touches.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const ADJUSTMENT_TAX_INDICATORS: Catalog = {
  name: 'adjustment-tax-indicators',
  title: { es: 'Indicador de facturación de un descuento o recargo', en: 'Tax indicator of an adjustment' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'ITBIS 1 (18%)' },
    { code: '2', name: 'ITBIS 2 (16%)' },
    { code: '3', name: 'ITBIS 3 (0%)' },
    { code: '4', name: 'Exento' },
  ],
}
