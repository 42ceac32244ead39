import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { Locale } from 'typebox/system'
import type { Bilingual, Fault } from '../domain/fault.ts'
import { formInWords } from '../domain/form-in-words.ts'
import type { IssuerProfile } from './jurisdiction.ts'

/** How a country reads the settings of its issuers. */
export interface SettingsReader<Settings> {
  /** Settings that break the schema read as none, because {@link SettingsReader.settingsFaults} told when they came in. */
  readonly settingsOf: (profile: IssuerProfile) => Settings
  /** Where settings break their schema, each mistake once, with paths such as `settings.taxRates.0.code`. */
  readonly settingsFaults: (profile: IssuerProfile, source: string) => readonly Fault[]
}

/** Makes the reader of a country's settings; `none` are those of an issuer that says nothing. */
export function settingsReader<Schema extends TSchema>(
  schema: Schema,
  none: Static<Schema>,
): SettingsReader<Static<Schema>> {
  const compiled = Compile(schema)
  return {
    settingsOf: ({ settings }) => (compiled.Check(settings) ? settings : none),
    settingsFaults: ({ settings }, source) => {
      const mistakes = compiled.Check(settings)
        ? []
        : compiled.Errors(settings).flatMap((each) => mistakesOf(each, schema))
      return mistakes.map(({ path, message }) => ({
        code: 'issuer-settings',
        path: ['settings', ...path].join('.'),
        message,
        severity: 'error',
        source,
      }))
    },
  }
}

interface Mistake {
  readonly path: readonly string[]
  readonly message: Bilingual
}

function mistakesOf(error: TLocalizedValidationError, schema: TSchema): readonly Mistake[] {
  const path = partsOf(error.instancePath)
  switch (error.keyword) {
    // The schema of what must not be there: the unknown names have been told.
    case 'boolean':
      return []
    case 'additionalProperties': {
      const known = namesAt(schema, partsOf(error.schemaPath))
      return error.params.additionalProperties.map((name) => ({ path: [...path, name], message: unknown(name, known) }))
    }
    case 'enum':
      return [{ path, message: oneOf(error.params.allowedValues.map(String)) }]
    case 'pattern':
      return [{ path, message: formInWords(String(error.params.pattern)) }]
    default:
      return [{ path, message: worded(Locale.es_419(error), Locale.en_US(error)) }]
  }
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The names that the part of a schema at these steps gives to its members. */
function namesAt(schema: TSchema, steps: readonly string[]): readonly string[] {
  let at: unknown = schema
  for (const step of [...steps, 'properties'])
    at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
  return typeof at === 'object' && at !== null ? Object.keys(at) : []
}

function unknown(name: string, known: readonly string[]): Bilingual {
  const list = known.join(', ')
  return {
    es: `No existe la configuración ${name}: las que hay son ${list}.`,
    en: `There is no setting ${name}: there are ${list}.`,
  }
}

function oneOf(values: readonly string[]): Bilingual {
  return worded(`debe ser uno de ${values.join(', ')}`, `must be one of ${values.join(', ')}`)
}

function worded(es: string, en: string): Bilingual {
  return { es: `Configuración no válida: ${es}.`, en: `Not a valid setting: ${en}.` }
}
