import type { AuthorityEnvironment } from '../../jurisdiction.ts'

/** SRI's name of one of its environments: the host its services answer on. */
export type SriEnvironment = 'celcer' | 'cel'

/** The one host of an environment, which all web services share. */
export type SriHost = 'ws'

/**
 * SRI's environments. Only `cel` makes documents that count.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 7 "Web services"
 */
export const AUTHORITY_ENVIRONMENTS: readonly (AuthorityEnvironment & {
  readonly name: SriEnvironment
  readonly hosts: Readonly<Record<SriHost, string>>
})[] = [
  { name: 'celcer', environment: 'sandbox', hosts: { ws: 'https://celcer.sri.gob.ec' } },
  { name: 'cel', environment: 'production', hosts: { ws: 'https://cel.sri.gob.ec' } },
]

/**
 * What documents for an authority environment say in `ambiente`: 1 pruebas, 2 producción. An unknown one must never fall back
 * to a default: it could be production.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 4
 */
export function ambienteOf(name: string): '1' | '2' {
  const found = AUTHORITY_ENVIRONMENTS.find((each) => each.name === name)
  if (!found) throw new RangeError(`SRI has no environment "${name}": it is one of celcer, cel`)
  return found.environment === 'production' ? '2' : '1'
}
