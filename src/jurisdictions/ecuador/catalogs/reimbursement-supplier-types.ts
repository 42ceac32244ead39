import type { Catalog } from '../../jurisdiction.ts'

/**
 * tipoProveedorReembolso.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 26
 */
export const REIMBURSEMENT_SUPPLIER_TYPES: Catalog = {
  name: 'reimbursement-supplier-types',
  title: { es: 'Tipos de proveedor de reembolso', en: 'Types of supplier of a reimbursement' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 26',
  entries: [
    { code: '01', name: 'Persona natural' },
    { code: '02', name: 'Sociedad' },
  ],
}
