import { MasterKeyProblem } from '../certificates/master-key.ts'
import { ConfigError } from '../config.ts'
import { Outage } from '../domain/outage.ts'
import { Refusal } from '../domain/refusal.ts'
import { CommandProblem, unavailable } from './command-problem.ts'

/**
 * Opens a part (the database, a server), its failures in words: what stops it is mostly the machine or the settings.
 *
 * @throws CommandProblem unavailable, and whatever the caller knows already; mistakes of our own stay what they are
 */
export async function opening<Part>(open: () => Promise<Part>): Promise<Part> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Error) || ANSWERED.some((kind) => error instanceof kind)) throw error
    throw isListenError(error) ? cannotListen(error) : cannotOpen(error)
  }
}

/** Those that `failureOf` knows, and those that only a bug throws. */
const ANSWERED = [CommandProblem, ConfigError, MasterKeyProblem, Refusal, Outage, TypeError, RangeError, ReferenceError]

interface ListenError extends NodeJS.ErrnoException {
  readonly address: string
  readonly port: number
}

function isListenError(error: NodeJS.ErrnoException): error is ListenError {
  return error.syscall === 'listen'
}

function cannotListen(error: ListenError): CommandProblem {
  const place = `${error.address}:${error.port}`
  if (error.code === 'EADDRINUSE') {
    return unavailable(
      {
        es: `El puerto ${place} ya está en uso. Detenga lo que lo usa, o elija otro con --port (0 toma uno libre).`,
        en: `The port ${place} is in use. Stop what uses it, or choose another by --port (0 takes a free one).`,
      },
      error,
    )
  }
  const words = {
    es: `No se puede escuchar en ${place}: ${error.code}.`,
    en: `Cannot listen on ${place}: ${error.code}.`,
  }
  return unavailable(words, error)
}

function cannotOpen(error: Error): CommandProblem {
  return unavailable({ es: `No se pudo abrir: ${error.message}`, en: `Could not be opened: ${error.message}` }, error)
}
