import type { Language } from './language.ts'

/** Commander's own words in Spanish. What is not listed stays English. */
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Uso:',
  'Arguments:': 'Argumentos:',
  'Options:': 'Opciones:',
  'Commands:': 'Comandos:',
}

const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.*)'$/m, "falta el argumento '$1'"],
  [/^error: option '(.*)' argument missing$/m, "la opción '$1' necesita un valor"],
  [/^error: required option '(.*)' not specified$/m, "falta la opción '$1'"],
  [/^error: option '(.*)' cannot be used with option '(.*)'$/m, "la opción '$1' no puede usarse junto con '$2'"],
  [/^error: unknown option '(.*)'$/m, "no hay ninguna opción '$1'"],
  [/^error: unknown command '(.*)'$/m, "no hay ningún comando '$1'"],
  [/^error: too many arguments.*$/m, 'sobran argumentos'],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/m,
    "'$2' no vale para '$1'; debe ser uno de: $3",
  ],
  [/^error: option '(.*)' argument '(.*)' is invalid\. (.*)$/m, "'$2' no vale para '$1': $3"],
  [/^\(Did you mean (.*)\?\)$/m, '(¿Quiso decir $1?)'],
]

/** A title of a help page in the language. */
export function titleIn(language: Language, title: string): string {
  return language === 'es' ? (TITLES[title] ?? title) : title
}

/** How a command is typed, in the language. */
export function usageIn(language: Language, usage: string): string {
  return language === 'es' ? usage.replace('[options]', '[opciones]').replace('[command]', '[comando]') : usage
}

/** What commander adds to the description of an option, in the language. */
export function detailsIn(language: Language, description: string): string {
  return language === 'es'
    ? description.replace('choices: ', 'valores: ').replace('default: ', 'si falta: ')
    : description
}

/** A complaint of commander's about the arguments, in the language. */
export function complaintIn(language: Language, complaint: string): string {
  if (language === 'en') return complaint.replace(/^error: /, '')
  return COMPLAINTS.reduce((text, [pattern, words]) => text.replace(pattern, words), complaint)
}
