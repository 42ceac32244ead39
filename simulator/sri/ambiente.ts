/** SRI's two environments, by the name of their host under sri.gob.ec. */
export type Ambiente = 'celcer' | 'cel'

/** As the documents number them. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 4 */
export const AMBIENTE_CODES: Readonly<Record<Ambiente, string>> = { celcer: '1', cel: '2' }

/** As authorisation writes them. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 4 */
export const AMBIENTE_NAMES: Readonly<Record<Ambiente, string>> = { celcer: 'PRUEBAS', cel: 'PRODUCCIÓN' }
