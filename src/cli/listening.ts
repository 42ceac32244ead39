import type { Command } from 'commander'
import type { Shell } from './shell.ts'

/** Where a server listens, as the command line says it. */
export interface ListenOptions {
  readonly host?: string
  readonly port?: string
}

/** Adds the options of every command that listens. */
export function withListenOptions(command: Command, shell: Shell): Command {
  return command
    .option('--host <address>', shell.say({ es: 'dirección (EMITE_HOST)', en: 'address (EMITE_HOST)' }))
    .option(
      '--port <port>',
      shell.say({ es: 'puerto; 0 toma uno libre (EMITE_PORT)', en: 'port; 0 takes a free one (EMITE_PORT)' }),
    )
}
