import type { Bilingual } from '../domain/fault.ts'
import { EXIT, type ExitCode } from './exit-code.ts'

/** Why a command ends without doing its work, in words for whoever typed it. */
export class CommandProblem extends Error {
  readonly exitCode: ExitCode
  readonly messages: Bilingual

  constructor(exitCode: ExitCode, messages: Bilingual, options?: ErrorOptions) {
    super(messages.en, options)
    this.name = 'CommandProblem'
    this.exitCode = exitCode
    this.messages = messages
  }
}

/** The command makes no sense as it was typed. */
export function wrongUsage(messages: Bilingual): CommandProblem {
  return new CommandProblem(EXIT.wrongUsage, messages)
}

/** A file, a port or the database cannot be had. */
export function unavailable(messages: Bilingual, cause?: unknown): CommandProblem {
  return new CommandProblem(EXIT.unavailable, messages, { cause })
}

/** What was asked about or for is not to be had, and asking again will not change it. */
export function negative(messages: Bilingual): CommandProblem {
  return new CommandProblem(EXIT.no, messages)
}
