import { join } from 'node:path'
import type { Command } from 'commander'
import { type Simulator, startSimulator } from '../../simulator/simulator.ts'
import { type House, openHouse } from '../compose.ts'
import type { Config } from '../config.ts'
import { runService } from '../serve.ts'
import { commandOf } from './command.ts'
import { type Credentials, demoCredentials, writeCredentials } from './demo/credentials.ts'
import { greeting } from './demo/greeting.ts'
import { demoLock } from './demo/lock.ts'
import { onLoopback } from './demo/loopback.ts'
import { furnishDemo } from './demo/tenant.ts'
import { EXIT } from './exit-code.ts'
import { commandLog, configOf, type HouseOptions } from './house.ts'
import { opening } from './opening.ts'
import type { Shell } from './shell.ts'
import { stopAsked } from './stopping.ts'

interface Options extends Pick<HouseOptions, 'dataDir'> {
  readonly port?: string
}

/** `emite demo`: everything on this machine, ready to be tried: database, simulator, API and worker in one process. */
export function demo(shell: Shell): Command {
  const page = {
    name: 'demo',
    about: {
      es:
        'Pone en marcha una demostración completa en esta máquina: base de datos, simuladores de la DGII y del SRI, API y worker. ' +
        'Nada sale de la máquina. Lo que se emite se conserva en la carpeta de datos.',
      en:
        'Runs a complete demo on this machine: database, simulators of DGII and SRI, API and worker. Nothing leaves the machine. ' +
        'What is issued is kept in the data folder.',
    },
    examples: ['demo', 'demo --port 8080', 'demo --data-dir /tmp/prueba --port 0'],
  }
  return commandOf(shell, page)
    .option('--data-dir <folder>', shell.say({ es: 'carpeta de datos (EMITE_DATA_DIR)', en: 'data folder (EMITE_DATA_DIR)' }))
    .option('--port <port>', shell.say({ es: 'puerto; 0 toma uno libre (EMITE_PORT)', en: 'port; 0 takes a free one (EMITE_PORT)' }))
    .action(async (options: Options) => {
      const config = configOf(shell, options)
      const stop = stopAsked(shell)
      const closers: (() => unknown)[] = []
      try {
        const credentials = await started(shell, config, closers)
        shell.terminal.out(greeting(shell, credentials, credentialsFile(config)))
        await stop
        shell.terminal.err(shell.say({ es: 'Deteniendo…\n', en: 'Stopping…\n' }))
      } finally {
        for (const close of closers.toReversed()) await close()
      }
      shell.end(EXIT.ok)
    }) // prettier-ignore
}

/** Starts part after part; each is closed by `closers`, the last one first. */
async function started(shell: Shell, config: Config, closers: (() => unknown)[]): Promise<Credentials> {
  const log = commandLog(shell)
  const house = await opening(() => openHouse(onLoopback(config, {}), log))
  closers.push(() => house.close())
  closers.push(await demoLock(house))
  const file = credentialsFile(config)
  await furnishDemo(house)

  const simulator = await opening(() => simulatorIn(config, house))
  closers.push(() => simulator.stop())
  const roles = { api: true, worker: true }
  const service = await opening(() => runService(onLoopback(config, simulator.authorityHosts), log, roles))
  closers.push(() => service.close())

  const credentials = await demoCredentials(house, file, {
    baseUrl: service.address ?? '',
    simulator: { url: simulator.baseUrl, control: `${simulator.baseUrl}/_control` },
  })
  await writeCredentials(file, credentials)
  return credentials
}

/** The simulator remembers what it received: DGII does not forget an invoice because somebody restarts. */
function simulatorIn({ dataDir }: Config, { clock }: House): Promise<Simulator> {
  return startSimulator({ port: 0, ledgerFile: join(dataDir, 'simulator-ledger.ndjson'), now: () => clock.now() })
}

function credentialsFile({ dataDir }: Config): string {
  return join(dataDir, 'demo.json')
}
