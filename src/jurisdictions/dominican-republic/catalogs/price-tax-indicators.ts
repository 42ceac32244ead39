import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorMontoGravado: whether the amounts of the lines hold ITBIS.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const PRICE_TAX_INDICATORS: Catalog = {
  name: 'price-tax-indicators',
  title: { es: 'Indicador de monto gravado', en: 'Whether prices hold ITBIS' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '0', name: 'Montos de línea sin ITBIS incluido' },
    { code: '1', name: 'Montos de línea con ITBIS incluido' },
  ],
}
