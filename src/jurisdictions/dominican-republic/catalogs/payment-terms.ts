import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoPago. 3 is not valid in a type 31.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const PAYMENT_TERMS: Catalog = {
  name: 'payment-terms',
  title: { es: 'Tipos de pago', en: 'Payment terms' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Contado' },
    { code: '2', name: 'Crédito' },
    { code: '3', name: 'Gratuito' },
  ],
}
