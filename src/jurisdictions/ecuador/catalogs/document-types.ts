import type { Catalog } from '../../jurisdiction.ts'

/**
 * codDoc: the six types of comprobante electrónico.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 3
 */
export const DOCUMENT_TYPES: Catalog = {
  name: 'document-types',
  title: { es: 'Tipos de comprobante', en: 'Types of document' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 3',
  entries: [
    { code: '01', name: 'Factura' },
    { code: '03', name: 'Liquidación de compra de bienes y prestación de servicios' },
    { code: '04', name: 'Nota de crédito' },
    { code: '05', name: 'Nota de débito' },
    { code: '06', name: 'Guía de remisión' },
    { code: '07', name: 'Comprobante de retención' },
  ],
}
