import type { Catalog } from '../../jurisdiction.ts'

/**
 * ViaTransporte, only in type 46.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const TRANSPORT_MODES: Catalog = {
  name: 'transport-modes',
  title: { es: 'Vías de transporte', en: 'Modes of transport' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '01', name: 'Terrestre' },
    { code: '02', name: 'Marítimo' },
    { code: '03', name: 'Aérea' },
  ],
}
