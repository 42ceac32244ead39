import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorNotaCredito, only in type 34: whether the original is more than 30 calendar days old.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const CREDIT_NOTE_INDICATORS: Catalog = {
  name: 'credit-note-indicators',
  title: { es: 'Indicador de nota de crédito', en: 'Credit note indicator' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '0', name: 'Emitida a 30 días calendario o menos del e-CF afectado' },
    { code: '1', name: 'Emitida a más de 30 días calendario (no rebaja ITBIS)' },
  ],
}
