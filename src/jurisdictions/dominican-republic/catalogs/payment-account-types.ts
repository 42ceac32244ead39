import type { Catalog } from '../../jurisdiction.ts'

/**
 * TipoCuentaPago.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const PAYMENT_ACCOUNT_TYPES: Catalog = {
  name: 'payment-account-types',
  title: { es: 'Tipos de cuenta de pago', en: 'Kinds of payment account' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: 'CT', name: 'Cuenta corriente' },
    { code: 'AH', name: 'Ahorro' },
    { code: 'OT', name: 'Otra' },
  ],
}
