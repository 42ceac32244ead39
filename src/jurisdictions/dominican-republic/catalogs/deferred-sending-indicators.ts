import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorEnvioDiferido, for taxpayers authorised to send later.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const DEFERRED_SENDING_INDICATORS: Catalog = {
  name: 'deferred-sending-indicators',
  title: { es: 'Indicador de envío diferido', en: 'Deferred sending indicator' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [{ code: '1', name: 'Envío diferido autorizado' }],
}
