import type { AuthorityEnvironment } from '../../jurisdiction.ts'

/** DGII's own name of one of its environments: the first part of every path. */
export type Ambiente = 'testecf' | 'certecf' | 'ecf'

/** The hosts DGII answers on: everything, the summaries of small type 32 invoices (RFCE), and the state of its services. */
export type DgiiHost = 'ecf' | 'fc' | 'status'

const HOSTS: Readonly<Record<DgiiHost, string>> = {
  ecf: 'https://ecf.dgii.gov.do',
  fc: 'https://fc.dgii.gov.do',
  status: 'https://statusecf.dgii.gov.do',
}

/**
 * DGII's environments. Only `ecf` makes invoices that count; `testecf` is the default of a sandbox.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Ambientes"
 */
export const AUTHORITY_ENVIRONMENTS: readonly (AuthorityEnvironment & { readonly name: Ambiente })[] = [
  { name: 'testecf', environment: 'sandbox', hosts: HOSTS },
  { name: 'certecf', environment: 'sandbox', hosts: HOSTS },
  { name: 'ecf', environment: 'production', hosts: HOSTS },
]

/** Reads the name of an authority environment. An unknown one must never fall back to a default: it could be production. */
export function ambienteOf(name: string): Ambiente {
  const found = AUTHORITY_ENVIRONMENTS.find((each) => each.name === name)
  if (!found) throw new RangeError(`DGII has no environment "${name}": it is one of testecf, certecf, ecf`)
  return found.name
}
