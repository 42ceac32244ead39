import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoValor, and TipoSubDescuento and TipoSubRecargo of a line.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const ADJUSTMENT_VALUE_TYPES: Catalog = {
  name: 'adjustment-value-types',
  title: { es: 'Tipos de valor de un ajuste', en: 'Kinds of adjustment value' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '$', name: 'Monto' },
    { code: '%', name: 'Porcentaje' },
  ],
}
