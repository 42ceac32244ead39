import type { Environment } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'

/** The service an issuer's documents go to, or why there is none. */
export type ServiceChoice =
  | { readonly name: string; readonly faults: readonly [] }
  | { readonly name: undefined; readonly faults: readonly [Fault] }

/**
 * Which of the authority's services an issuer uses: the one asked for, or the country's first for `environment`. It must be
 * one of that environment: test documents that reach production because of some default are invoices.
 */
export function chosenService(
  jurisdiction: Jurisdiction,
  environment: Environment,
  asked: string | undefined,
): ServiceChoice {
  const possible = jurisdiction.authorityEnvironments.filter((each) => each.environment === environment)
  const chosen = asked === undefined ? possible[0] : possible.find(({ name }) => name === asked)
  if (chosen) return { name: chosen.name, faults: [] }

  const names = possible.map(({ name }) => name).join(', ')
  const message = {
    es: `Con una clave de ${environment} debe ser uno de: ${names}.`,
    en: `With a ${environment} key it must be one of: ${names}.`,
  }
  const fault: Fault = { code: 'authority-environment', path: 'authorityEnvironment', message, severity: 'error' }
  return { name: undefined, faults: [fault] }
}
