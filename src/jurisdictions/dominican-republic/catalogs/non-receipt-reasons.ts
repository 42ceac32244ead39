import type { Catalog } from '../../jurisdiction.ts'

/**
 * CodigoMotivoNoRecibido of an ARECF.
 *
 * @source DGII, XSD ARECF v1.0
 */
export const NON_RECEIPT_REASONS: Catalog = {
  name: 'non-receipt-reasons',
  title: { es: 'Motivos de no recibido', en: 'Reasons for non-receipt' },
  source: 'DGII, XSD ARECF v1.0',
  entries: [
    { code: '1', name: 'Error de especificación' },
    { code: '2', name: 'Error de firma digital' },
    { code: '3', name: 'Envío duplicado' },
    { code: '4', name: 'RNC comprador no corresponde' },
  ],
}
