import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigoPrincipal of the line on which plastic bags are taxed (ICE 3680, price 0).
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 16
 */
export const PLASTIC_BAGS: Catalog = {
  name: 'plastic-bags',
  title: { es: 'Fundas plásticas', en: 'Plastic bags' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 16',
  entries: [
    { code: 'ICE-FPN-01', name: 'Funda o bolsa plástica' },
    { code: 'ICE-FPR-02', name: 'Funda o bolsa plástica con rebaja del 50 %' },
    { code: 'ICE-FPE-03', name: 'Funda o bolsa plástica exenta' },
  ],
}
