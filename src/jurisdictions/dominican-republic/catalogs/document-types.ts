import type { Catalog } from '../../jurisdiction.ts'

/**
 * The ten types of e-CF.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const DOCUMENT_TYPES: Catalog = {
  name: 'document-types',
  title: { es: 'Tipos de e-CF', en: 'Types of e-CF' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '31', name: 'Factura de Crédito Fiscal Electrónica' },
    { code: '32', name: 'Factura de Consumo Electrónica' },
    { code: '33', name: 'Nota de Débito Electrónica' },
    { code: '34', name: 'Nota de Crédito Electrónica' },
    { code: '41', name: 'Compras Electrónico' },
    { code: '43', name: 'Gastos Menores Electrónico' },
    { code: '44', name: 'Regímenes Especiales Electrónico' },
    { code: '45', name: 'Gubernamental Electrónico' },
    { code: '46', name: 'Comprobante para Exportaciones Electrónico' },
    { code: '47', name: 'Comprobante para Pagos al Exterior Electrónico' },
  ],
}
