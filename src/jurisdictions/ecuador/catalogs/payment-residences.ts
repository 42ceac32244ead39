import type { Catalog } from '../../jurisdiction.ts'

/**
 * pagoLocExt: whether a payment goes to a resident.
 *
 * @source SRI, catálogo del ATS, table 15
 */
export const PAYMENT_RESIDENCES: Catalog = {
  name: 'payment-residences',
  title: { es: 'Residencia de quien recibe el pago', en: 'Residence of the payee' },
  source: 'SRI, catálogo del ATS, table 15',
  entries: [
    { code: '01', name: 'Pago a residente / establecimiento permanente' },
    { code: '02', name: 'Pago a no residente' },
  ],
}
