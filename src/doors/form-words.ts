import type { Fault } from '../domain/fault.ts'
import type { Language } from './language.ts'

/**
 * What a fault of shape says, in the contract's own words where it only says that a value is not of its form.
 *
 * @param forms what fields must look like, by their last names, in the contract's language
 */
export function formWords(
  { code, path, message }: Fault,
  forms: Readonly<Record<string, string>>,
  language: Language = 'en',
): string {
  const name = /(\w+)(?:\[\d+\])*$/.exec(path)?.[1] ?? ''
  return UNFIT.has(code) && Object.hasOwn(forms, name) ? (forms[name] ?? message[language]) : message[language]
}

const UNFIT: ReadonlySet<string> = new Set([
  'field-date',
  'field-format',
  'field-invalid',
  'field-pattern',
  'field-type',
  'number-not-exact',
])
