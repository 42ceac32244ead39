import type { Catalog } from '../../jurisdiction.ts'

/**
 * CodigoModificacion. 1 to 3 only in 33 and 34; 4 replaces a paper NCF of the equivalent type; 5 only in a 31.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const MODIFICATION_CODES: Catalog = {
  name: 'modification-codes',
  title: { es: 'Códigos de modificación', en: 'Modification codes' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Anula el NCF modificado' },
    { code: '2', name: 'Corrige texto del comprobante modificado' },
    { code: '3', name: 'Corrige montos del NCF modificado' },
    { code: '4', name: 'Reemplazo de NCF emitido en contingencia' },
    { code: '5', name: 'Referencia a Factura de Consumo Electrónica' },
  ],
}
