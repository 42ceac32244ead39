import type { Catalog, CatalogEntry } from '../../jurisdiction.ts'

/**
 * formaPago, in use since `from`. The schemas take 01 to 21, but these are all there are.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 24
 */
export const PAYMENT_METHODS: Catalog = {
  name: 'payment-methods',
  title: { es: 'Formas de pago', en: 'Payment methods' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 24',
  entries: [
    { code: '01', name: 'Sin utilización del sistema financiero', from: '2013-01-01' },
    { code: '15', name: 'Compensación de deudas', from: '2013-01-01' },
    { code: '16', name: 'Tarjeta de débito', from: '2016-06-01' },
    { code: '17', name: 'Dinero electrónico', from: '2016-06-01' },
    { code: '18', name: 'Tarjeta prepago', from: '2016-06-01' },
    { code: '19', name: 'Tarjeta de crédito', from: '2016-06-01' },
    { code: '20', name: 'Otros con utilización del sistema financiero', from: '2016-06-01' },
    { code: '21', name: 'Endoso de títulos', from: '2016-06-01' },
  ],
}

/** The payment method with this code; undefined when there is none. */
export function paymentMethodOf(code: string): CatalogEntry | undefined {
  return BY_CODE.get(code)
}

const BY_CODE: ReadonlyMap<string, CatalogEntry> = new Map(PAYMENT_METHODS.entries.map((entry) => [entry.code, entry]))
