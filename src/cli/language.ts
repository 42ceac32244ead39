import type { Bilingual } from '../domain/fault.ts'

/** The languages the command line speaks. */
export type Language = keyof Bilingual

export const LANGUAGES: readonly Language[] = ['es', 'en']

/**
 * The language of a command line: `--lang`, else the locale of the environment, else Spanish.
 *
 * Read before the arguments are parsed, because help and complaints about the arguments are written in it too.
 */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '')
  return LANGUAGES.find((language) => language === askedFor(args)) ?? (/^en/i.test(locale ?? '') ? 'en' : 'es')
}

function askedFor(args: readonly string[]): string | undefined {
  const at = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  return args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length)
}
