import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorServicioTodoIncluido: in the schemas only, not in the format document.
 *
 * @source DGII, XSD e-CF v1.0
 */
export const ALL_INCLUSIVE_INDICATORS: Catalog = {
  name: 'all-inclusive-indicators',
  title: { es: 'Indicador de servicio todo incluido', en: 'All-inclusive service indicator' },
  source: 'DGII, XSD e-CF v1.0',
  entries: [{ code: '1', name: 'Servicio todo incluido' }],
}
