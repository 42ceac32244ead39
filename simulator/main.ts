import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { DgiiSettings } from './dgii/settings.ts'
import { startSimulator } from './simulator.ts'
import { SriSettings } from './sri/settings.ts'

interface Options {
  readonly port: number
  readonly host: string
  readonly seed: number
  readonly ledgerFile?: string
  readonly settings?: DgiiSettings
  readonly sriSettings?: SriSettings
}

const options = new Command('simulator')
  .description('Plays the tax authorities over HTTP: strict as they are, and faulty when asked.')
  .option('--port <port>', 'where to listen; 0 takes a free port', whole, 8790)
  .option('--host <address>', 'on which address', '127.0.0.1')
  .option('--seed <number>', 'of the probabilities of faults', whole, 1)
  .option('--ledger-file <path>', 'keep the ledger here, and go on with what it holds')
  .option('--settings <path>', 'a JSON file with the settings of the simulated DGII', (path) =>
    settingsIn(path, DgiiSettings),
  )
  .option('--sri-settings <path>', 'a JSON file with the settings of the simulated SRI', (path) =>
    settingsIn(path, SriSettings),
  )
  .parse()
  .opts<Options>()

const { port, host, seed, ledgerFile, settings = {}, sriSettings = {} } = options
const simulator = await startSimulator({
  port,
  host,
  seed,
  dgii: settings,
  sri: sriSettings,
  ...(ledgerFile === undefined ? {} : { ledgerFile }),
})
console.log(`simulator listening on ${simulator.baseUrl}`)
const { baseUrl, hosts, authorityHosts } = simulator
console.log(JSON.stringify({ baseUrl, hosts, authorityHosts }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.stop()
  })
}

function whole(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number, 0 or more')
  return value
}

function settingsIn<Schema extends TSchema>(path: string, schema: Schema): Static<Schema> {
  const check = Compile(schema)
  let settings: unknown
  try {
    settings = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
  if (check.Check(settings)) return settings
  const faults = check.Errors(settings).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  throw new InvalidArgumentError(faults.join('; '))
}
