import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoIngresos: two digits, with the leading zero.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const INCOME_TYPES: Catalog = {
  name: 'income-types',
  title: { es: 'Tipos de ingreso', en: 'Kinds of income' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '01', name: 'Ingresos por operaciones (no financieros)' },
    { code: '02', name: 'Ingresos financieros' },
    { code: '03', name: 'Ingresos extraordinarios' },
    { code: '04', name: 'Ingresos por arrendamientos' },
    { code: '05', name: 'Ingresos por venta de activo depreciable' },
    { code: '06', name: 'Otros ingresos' },
  ],
}
