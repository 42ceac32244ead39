import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigoAuxiliar of a line of commercial transport, mandatory since `from`.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 25
 */
export const COMMERCIAL_TRANSPORT: Catalog = {
  name: 'commercial-transport',
  title: { es: 'Transporte comercial', en: 'Commercial transport' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 25',
  entries: [
    { code: 'H492001', name: 'Factura de la operadora al cliente', from: '2025-11-01' },
    { code: 'H492002', name: 'Factura del socio a la operadora', from: '2025-11-01' },
  ],
}
