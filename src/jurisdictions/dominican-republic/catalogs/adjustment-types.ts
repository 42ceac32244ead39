import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoAjuste of a global discount or charge.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const ADJUSTMENT_TYPES: Catalog = {
  name: 'adjustment-types',
  title: { es: 'Tipos de ajuste', en: 'Kinds of adjustment' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: 'D', name: 'Descuento' },
    { code: 'R', name: 'Recargo' },
  ],
}
