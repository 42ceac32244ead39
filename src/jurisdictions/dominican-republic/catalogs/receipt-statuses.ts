import type { Catalog } from '../../jurisdiction.ts'

/**
 * Estado of an ARECF.
 *
 * @source DGII, XSD ARECF v1.0
 */
export const RECEIPT_STATUSES: Catalog = {
  name: 'receipt-statuses',
  title: { es: 'Estados del acuse de recibo', en: 'Statuses of an acknowledgement' },
  source: 'DGII, XSD ARECF v1.0',
  entries: [
    { code: '0', name: 'e-CF recibido' },
    { code: '1', name: 'e-CF no recibido' },
  ],
}
