import { type Command, Option } from 'commander'
import { wrongUsage } from './command-problem.ts'
import { inputFile } from './input-file.ts'
import type { Shell } from './shell.ts'

/** Where a password comes from. Never from the command line itself, which every user of the machine can read. */
export interface PasswordOptions {
  readonly passwordFile?: string
  readonly passwordEnv?: string
}

const MOST_BYTES = 4096

/** Adds the options a password may come by. */
export function withPassword(command: Command, shell: Shell): Command {
  return command
    .addOption(
      new Option(
        '--password-file <file>',
        shell.say({ es: 'archivo con la contraseña', en: 'file that holds the password' }),
      ).conflicts('passwordEnv'),
    )
    .option(
      '--password-env <name>',
      shell.say({ es: 'variable de entorno con la contraseña', en: 'environment variable that holds the password' }),
    )
}

/** The password of a certificate file: from a file, from the environment, else typed by a person without being shown. */
export async function passwordOf(shell: Shell, { passwordFile, passwordEnv }: PasswordOptions): Promise<string> {
  if (passwordFile !== undefined) return firstLine(Buffer.from(await inputFile(passwordFile, MOST_BYTES)).toString())
  if (passwordEnv === undefined) {
    return shell.terminal.askSecret(shell.say({ es: 'Contraseña: ', en: 'Password: ' }))
  }
  const password = shell.terminal.environment[passwordEnv]
  if (password !== undefined) return password
  throw wrongUsage({
    es: `La variable de entorno ${passwordEnv} no está definida.`,
    en: `The environment variable ${passwordEnv} is not set.`,
  })
}

/** Editors end a file with a line feed that is not part of the password; blanks may be. */
function firstLine(text: string): string {
  return text.replace(/\r?\n$/, '')
}
