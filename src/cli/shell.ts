import type { Bilingual } from '../domain/fault.ts'
import type { ExitCode } from './exit-code.ts'
import type { Language } from './language.ts'
import type { Terminal } from './terminal.ts'

/** What every command works with. */
export interface Shell {
  readonly terminal: Terminal
  readonly language: Language
  /** The text in the language of this command line. */
  say(text: Bilingual): string
  /** How the command ended. */
  end(code: ExitCode): void
}

/** A shell whose commands tell `end` how they ended. */
export function shellOf(terminal: Terminal, language: Language, end: (code: ExitCode) => void): Shell {
  return { terminal, language, say: (text) => text[language], end }
}
