import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorAgenteRetencionoPercepcion. The perception regime is not in force.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const WITHHOLDING_AGENT_INDICATORS: Catalog = {
  name: 'withholding-agent-indicators',
  title: { es: 'Indicador de agente de retención o percepción', en: 'Withholding agent indicator' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Retención (R)' },
    { code: '2', name: 'Percepción (P)' },
  ],
}
