import type { Catalog } from '../../jurisdiction.ts'

/**
 * FormaPago. 5 only in a type 32; a document names at most seven.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const PAYMENT_METHODS: Catalog = {
  name: 'payment-methods',
  title: { es: 'Formas de pago', en: 'Means of payment' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Efectivo' },
    { code: '2', name: 'Cheque/Transferencia/Depósito' },
    { code: '3', name: 'Tarjeta de débito/crédito' },
    { code: '4', name: 'Venta a crédito' },
    { code: '5', name: 'Bonos o certificados de regalo' },
    { code: '6', name: 'Permuta' },
    { code: '7', name: 'Nota de crédito' },
    { code: '8', name: 'Otras formas de pago' },
  ],
}
