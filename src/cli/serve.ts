import type { Command } from 'commander'
import { pino } from 'pino'
import { SETTINGS } from '../config.ts'
import type { Bilingual } from '../domain/fault.ts'
import { type Roles, runService, type Service } from '../serve.ts'
import { commandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { configOf, type HouseOptions, withHouseOptions } from './house.ts'
import { opening } from './opening.ts'
import type { Shell } from './shell.ts'
import { stopAsked } from './stopping.ts'
import { type ListenOptions, withListenOptions } from './listening.ts'

/** `emite serve`: API and worker in one process, which is enough for most. */
export function serve(shell: Shell): Command {
  const about = { es: 'Pone en marcha la API y el worker en un proceso.', en: 'Runs API and worker in one process.' }
  const command = withListenOptions(servingCommand(shell, 'serve', about), shell)
  return command.action(async (options: HouseOptions & ListenOptions) => {
    await run(shell, options, { api: true, worker: true })
  })
}

/** `emite api`: the API alone. Some process must run a worker, or documents wait. */
export function api(shell: Shell): Command {
  const about = {
    es: 'Pone en marcha solo la API. Los documentos los envía un worker aparte.',
    en: 'Runs the API alone. A worker of its own sends the documents.',
  }
  const command = withListenOptions(servingCommand(shell, 'api', about), shell)
  return command.action(async (options: HouseOptions & ListenOptions) => {
    await run(shell, options, { api: true, worker: false })
  })
}

/** `emite worker`: a worker alone; any number of them share the work. */
export function worker(shell: Shell): Command {
  const about = {
    es: 'Pone en marcha solo un worker. Puede haber varios, en varias máquinas.',
    en: 'Runs a worker alone. There may be several, on several machines.',
  }
  return servingCommand(shell, 'worker', about).action(async (options: HouseOptions) => {
    await run(shell, options, { api: false, worker: true })
  })
}

function servingCommand(shell: Shell, name: string, about: Bilingual): Command {
  const examples = [name, `${name} --data-dir /var/lib/emite`]
  const title = shell.say({ es: 'Variables de entorno:', en: 'Environment variables:' })
  return withHouseOptions(commandOf(shell, { name, about, examples }), shell).addHelpText(
    'after',
    `\n${title}\n${settingsText()}`,
  )
}

/** The table of settings is the documentation of the settings. */
function settingsText(): string {
  return Object.values(SETTINGS)
    .map(({ name, about, fallback }) => `  ${name}\n      ${about}${fallback === undefined ? '' : ` [${fallback}]`}\n`)
    .join('')
}

async function run(shell: Shell, options: HouseOptions & ListenOptions, roles: Roles): Promise<void> {
  const config = configOf(shell, options)
  const log = pino({ level: config.logLevel }, { write: (line) => shell.terminal.out(line) })
  const stop = stopAsked(shell)
  const service: Service = await opening(() => runService(config, log, roles))
  log.info({ address: service.address, ...roles }, 'ready')
  await stop
  log.info('stopping')
  await service.close()
  shell.end(EXIT.ok)
}
