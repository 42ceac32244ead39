import type { Catalog } from '../../jurisdiction.ts'

/**
 * tipoRegi: the regime of a payee abroad, only with pagoLocExt 02. It decides the table that paisEfecPago comes from.
 *
 * @source SRI, catálogo del ATS, table 19
 */
export const TAX_REGIMES: Catalog = {
  name: 'tax-regimes',
  title: { es: 'Regímenes fiscales del exterior', en: 'Tax regimes abroad' },
  source: 'SRI, catálogo del ATS, table 19',
  entries: [
    { code: '01', name: 'Régimen general' },
    { code: '02', name: 'Paraíso fiscal' },
    { code: '03', name: 'Régimen fiscal preferente o jurisdicción de menor imposición' },
  ],
}
