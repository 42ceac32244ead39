import type { Command } from 'commander'
import { pino, type Logger } from 'pino'
import { type House, openHouse, type Surroundings } from '../compose.ts'
import { type Config, readConfig } from '../config.ts'
import type { ListenOptions } from './listening.ts'
import { opening } from './opening.ts'
import { plainText } from './output/plain-text.ts'
import type { Shell } from './shell.ts'

/** Where the database is, as the command line says it. What is left out comes from the environment. */
export interface HouseOptions {
  readonly dataDir?: string
  readonly databaseUrl?: string
}

/** Adds the options of every command that works on the database. */
export function withHouseOptions(command: Command, shell: Shell): Command {
  return command
    .option(
      '--data-dir <folder>',
      shell.say({ es: 'carpeta de datos (EMITE_DATA_DIR)', en: 'data folder (EMITE_DATA_DIR)' }),
    )
    .option(
      '--database-url <url>',
      shell.say({
        es: 'PostgreSQL propio (DATABASE_URL); mejor en el entorno: otros usuarios ven los argumentos',
        en: 'a PostgreSQL of yours (DATABASE_URL); better in the environment: other users see arguments',
      }),
    )
}

/** The settings of the environment, with those that the command line names in their place. @throws ConfigError */
export function configOf(shell: Shell, options: HouseOptions & ListenOptions): Config {
  const named = {
    EMITE_DATA_DIR: options.dataDir,
    DATABASE_URL: options.databaseUrl,
    EMITE_HOST: options.host,
    EMITE_PORT: options.port,
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  return readConfig({ ...shell.terminal.environment, ...Object.fromEntries(given) })
}

/** What a command that seals or opens something lives among: the master keys of the database. */
export const SEALS: Surroundings = {}

/**
 * Runs `work` on the same database as the server, then gives it up. An embedded server that is running in the data folder is
 * shared; otherwise one is started, and stopped again. Without `surroundings` there are no master keys: most work needs none.
 *
 * @throws CommandProblem unavailable when the database cannot be had
 */
export async function inHouse<Result>(
  shell: Shell,
  options: HouseOptions,
  work: (house: House) => Promise<Result>,
  surroundings: Surroundings = { masterKeys: 'none' },
): Promise<Result> {
  const config = configOf(shell, options)
  const house = await opening(() => openHouse(config, commandLog(shell), surroundings))
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}

/** A log for commands people type: warnings, in words, on stderr. With `EMITE_LOG_LEVEL` set, JSON lines of that level. */
export function commandLog({ terminal }: Shell): Logger {
  const level = terminal.environment.EMITE_LOG_LEVEL
  if (level !== undefined && level !== '') return pino({ level }, { write: (line) => terminal.err(line) })
  return pino({ level: 'warn' }, { write: (line) => terminal.err(`emite: ${wordsOf(line)}\n`) })
}

function wordsOf(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } }
  return plainText([msg, err?.message].filter((text) => text !== undefined).join(': '))
}
