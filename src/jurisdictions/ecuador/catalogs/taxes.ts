import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigo of a tax.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 16
 */
export const TAXES: Catalog = {
  name: 'taxes',
  title: { es: 'Impuestos', en: 'Taxes' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 16',
  entries: [
    { code: '2', name: 'IVA' },
    { code: '3', name: 'ICE' },
    { code: '5', name: 'IRBPNR' },
  ],
}
