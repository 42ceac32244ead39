import type { Catalog } from '../../jurisdiction.ts'

/**
 * IndicadorBienoServicio. 47 takes only 2.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025)
 */
export const GOOD_OR_SERVICE_INDICATORS: Catalog = {
  name: 'good-or-service-indicators',
  title: { es: 'Indicador de bien o servicio', en: 'Good or service' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025)',
  entries: [
    { code: '1', name: 'Bien' },
    { code: '2', name: 'Servicio' },
  ],
}
