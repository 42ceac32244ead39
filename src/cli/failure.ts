import { CertificateProblem } from '../certificates/certificate-problem.ts'
import { MasterKeyProblem } from '../certificates/master-key.ts'
import { SealProblem } from '../certificates/sealing.ts'
import { ConfigError } from '../config.ts'
import type { Bilingual } from '../domain/fault.ts'
import { Outage } from '../domain/outage.ts'
import { Refusal } from '../domain/refusal.ts'
import { UnreadableXml } from '../xml/unreadable.ts'
import { CommandProblem } from './command-problem.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { unreadableWords } from './unreadable-words.ts'

/** How a command that threw ends, and what is said about it. */
export interface Failure {
  readonly exitCode: ExitCode
  readonly words: Bilingual
}

/** What an error means to whoever typed the command. An error that nothing here knows is a bug, and is shown with its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandProblem) return { exitCode: error.exitCode, words: error.messages }
  if (error instanceof ConfigError) return { exitCode: EXIT.wrongUsage, words: plain(error.message) }
  if (error instanceof SealProblem) return masterKey(error.detail ?? plain(error.message))
  if (error instanceof Refusal) return refusal(error)
  if (error instanceof CertificateProblem) return { exitCode: EXIT.no, words: error.messages }
  if (error instanceof UnreadableXml) return { exitCode: EXIT.no, words: unreadableWords(error) }
  if (error instanceof Outage) return { exitCode: EXIT.unavailable, words: outage(error) }
  if (error instanceof MasterKeyProblem) return masterKey(error.messages)
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: EXIT.internalError, words: { es: `Error interno: ${stack}`, en: `Internal error: ${stack}` } }
}

function refusal(error: Refusal): Failure {
  const words = error.detail ?? plain(error.message)
  const at = error.path === undefined ? '' : `${error.path}: `
  const exitCode = error.code === 'unavailable' ? EXIT.unavailable : EXIT.no
  return { exitCode, words: { es: at + words.es, en: at + words.en } }
}

function outage(error: Outage): Bilingual {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return {
    es: `No se pudo usar "${error.part}": ${error.message}${cause}`,
    en: `"${error.part}" could not be used: ${error.message}${cause}`,
  }
}

function masterKey({ es, en }: Bilingual): Failure {
  return { exitCode: EXIT.unavailable, words: { es: `Clave maestra: ${es}`, en: `Master key: ${en}` } }
}

function plain(text: string): Bilingual {
  return { es: text, en: text }
}
