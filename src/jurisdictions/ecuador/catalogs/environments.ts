import type { Catalog } from '../../jurisdiction.ts'

/**
 * ambiente. `wire` is the word that the authorisation service answers with.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 4
 */
export const ENVIRONMENTS: Catalog = {
  name: 'environments',
  title: { es: 'Ambientes', en: 'Environments' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 4',
  entries: [
    { code: '1', name: 'Pruebas', wire: 'PRUEBAS' },
    { code: '2', name: 'Producción', wire: 'PRODUCCIÓN' },
  ],
}
