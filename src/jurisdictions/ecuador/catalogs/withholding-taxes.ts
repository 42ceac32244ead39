import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigo of a withholding. 4 stands in a factura only, of distributors of fuel and newspapers.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), tables 19 and 22
 */
export const WITHHOLDING_TAXES: Catalog = {
  name: 'withholding-taxes',
  title: { es: 'Impuestos que se retienen', en: 'Taxes that are withheld' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), tables 19 and 22',
  entries: [
    { code: '1', name: 'RENTA' },
    { code: '2', name: 'IVA' },
    { code: '6', name: 'ISD' },
    { code: '4', name: 'IVA presuntivo y renta' },
  ],
}
