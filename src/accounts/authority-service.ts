import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { Environment } from '../domain/caller.ts'
import type { Bilingual, Fault } from '../domain/fault.ts'
import type { IssuerProfile, Jurisdiction } from '../jurisdictions/jurisdiction.ts'

type Settings = IssuerProfile['settings']

/** The service an issuer's documents go to, and its settings saying the same. */
export type ServiceChoice =
  | { readonly name: string; readonly settings: Settings; readonly faults: readonly [] }
  | { readonly name: undefined; readonly faults: readonly [Fault] }

/**
 * Which of the authority's services an issuer uses: the one asked for, or the country's first for `environment`. It must be
 * one of that environment: test documents that reach production because of some default are invoices.
 *
 * A country that stamps the name of the service on paper reads it from the settings, so it is written there as well.
 */
export function chosenService(
  jurisdiction: Jurisdiction,
  environment: Environment,
  asked: string | undefined,
  settings: Settings,
): ServiceChoice {
  const possible = jurisdiction.authorityEnvironments.filter((each) => each.environment === environment)
  const set = settings.authorityEnvironment
  const wanted = asked ?? (typeof set === 'string' ? set : undefined)
  const name = (wanted === undefined ? possible[0] : possible.find((each) => each.name === wanted))?.name

  if (name === undefined) return refused('authorityEnvironment', notPossible(environment, possible))
  if (set !== undefined && set !== name) return refused('settings.authorityEnvironment', contradiction(name))
  const settingsTell = takesService(jurisdiction.issuers.settings, name)
  return { name, settings: settingsTell ? { ...settings, authorityEnvironment: name } : settings, faults: [] }
}

function takesService(schema: TSchema, name: string): boolean {
  const member = (schema as { properties?: Readonly<Record<string, TSchema>> }).properties?.authorityEnvironment
  return member !== undefined && Check(member, name)
}

function notPossible(environment: Environment, possible: readonly { readonly name: string }[]): Bilingual {
  const names = possible.map(({ name }) => name).join(', ')
  return {
    es: `Con una clave de ${environment} debe ser uno de: ${names}.`,
    en: `With a ${environment} key it must be one of: ${names}.`,
  }
}

function contradiction(name: string): Bilingual {
  return {
    es: `Contradice authorityEnvironment, que es ${name}.`,
    en: `It contradicts authorityEnvironment, which is ${name}.`,
  }
}

function refused(path: string, message: Bilingual): ServiceChoice {
  return { name: undefined, faults: [{ code: 'authority-environment', path, message, severity: 'error' }] }
}
