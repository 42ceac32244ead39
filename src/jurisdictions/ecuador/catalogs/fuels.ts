import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigoPrincipal of a line that sells fuel; the factura then names the placa.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 18, table 30
 */
export const FUELS: Catalog = {
  name: 'fuels',
  title: { es: 'Combustibles', en: 'Fuels' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 18, table 30',
  entries: [
    { code: '0103', name: 'SÚPER' },
    { code: '0101', name: 'EXTRA' },
    { code: '0174', name: 'EXTRA CON ETANOL' },
    { code: '0121', name: 'DIESEL PREMIUM' },
    { code: '0104', name: 'DIESEL 2' },
  ],
}
