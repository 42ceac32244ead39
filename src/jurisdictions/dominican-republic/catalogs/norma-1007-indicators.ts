import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorNorma1007. The schemas take 0 and 1, the format document only 1.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const NORMA_1007_INDICATORS: Catalog = {
  name: 'norma-1007-indicators',
  title: { es: 'Indicador de la Norma 10-07', en: 'Norma 10-07 indicator' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '0', name: 'No incluir' },
    { code: '1', name: 'Descuento según Norma 10-07' },
  ],
}
