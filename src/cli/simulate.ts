import { type Command, Option } from 'commander'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import { FaultBody } from '../../simulator/control.ts'
import { DgiiSettings } from '../../simulator/dgii/settings.ts'
import type { FaultRequest } from '../../simulator/faults.ts'
import { startSimulator } from '../../simulator/simulator.ts'
import { SriSettings } from '../../simulator/sri/settings.ts'
import { wrongUsage } from './command-problem.ts'
import { printingCommandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { inputFile } from './input-file.ts'
import { opening } from './opening.ts'
import { print, type PrintOptions } from './output/print.ts'
import { pairsText } from './output/table.ts'
import type { Shell } from './shell.ts'
import { stopAsked } from './stopping.ts'
import { wholeNumber } from './whole-number.ts'

interface Options extends PrintOptions {
  readonly host: string
  readonly port: number
  readonly seed: number
  readonly ledger?: string
  readonly settings?: string
  readonly sriSettings?: string
  readonly faults?: string
}

const MOST_BYTES = 5_000_000
const MOST_SEED = 999_999_999

/** `emite simulate`: plays the tax authorities by itself, for those who test their own client. */
export function simulate(shell: Shell): Command {
  const page = {
    name: 'simulate',
    about: {
      es: 'Simula la DGII y el SRI por HTTP: tan estrictos como ellos, y con fallas cuando se le piden.',
      en: 'Plays DGII and SRI over HTTP: as strict as they are, and faulty when asked.',
    },
    examples: [
      'simulate',
      'simulate --port 8790 --ledger recibidos.ndjson',
      'simulate --sri-settings sri.json   # {"decisionDelayMs": 0, "undecided": "in-progress"}',
      'simulate --faults fallas.json   # [{"kind": "cut-after", "service": "recepcion", "times": 1}]',
    ],
  }
  return printingCommandOf(shell, page)
    .option('--host <address>', shell.say({ es: 'dirección', en: 'address' }), '127.0.0.1')
    .addOption(
      new Option('--port <port>', shell.say({ es: 'puerto; 0 toma uno libre', en: 'port; 0 takes a free one' }))
        .default(8790)
        .argParser(wholeNumber(shell, 0, 65_535)),
    )
    .option(
      '--seed <number>',
      shell.say({ es: 'de las probabilidades', en: 'of the probabilities' }),
      wholeNumber(shell, 0, MOST_SEED),
      1,
    )
    .option('--ledger <file>', shell.say({ es: 'conserva aquí lo recibido', en: 'keeps here what it receives' }))
    .option(
      '--settings <json>',
      shell.say({ es: 'archivo con lo que la DGII sabe y exige', en: 'file of DGII settings' }),
    )
    .option(
      '--sri-settings <json>',
      shell.say({ es: 'archivo con lo que el SRI sabe y exige', en: 'file of SRI settings' }),
    )
    .option('--faults <json>', shell.say({ es: 'archivo con la lista de fallas', en: 'file with the list of faults' }))
    .action(async (options: Options) => {
      const { host, port, seed, ledger, settings, sriSettings, faults } = options
      const dgii = settings === undefined ? {} : await jsonIn<DgiiSettings>(settings, DgiiSettings)
      const sri = sriSettings === undefined ? {} : await jsonIn<SriSettings>(sriSettings, SriSettings)
      const plan = faults === undefined ? [] : await faultsIn(faults)
      const stop = stopAsked(shell)
      const file = ledger === undefined ? {} : { ledgerFile: ledger }
      const simulator = await opening(() => startSimulator({ host, port, seed, dgii, sri, ...file }))
      for (const fault of plan) simulator.faults.add(fault)

      const { baseUrl, hosts, authorityHosts } = simulator
      const control = `${baseUrl}/_control`
      print(shell, options, { baseUrl, hosts, authorityHosts, control }, () =>
        pairsText(shell, [
          [{ es: 'Simulador', en: 'Simulator' }, baseUrl],
          [{ es: 'Recibidos', en: 'Received' }, `${control}/ledger`],
          [{ es: 'Fallas', en: 'Faults' }, `${control}/faults`],
          [{ es: 'Para Emite', en: 'For Emite' }, `EMITE_AUTHORITY_HOSTS='${JSON.stringify(authorityHosts)}'`],
        ]),
      )
      await stop
      await simulator.stop()
      shell.end(EXIT.ok)
    })
}

function faultsIn(path: string): Promise<readonly FaultRequest[]> {
  return jsonIn(path, { type: 'array', items: FaultBody, maxItems: 10_000 })
}

/** A JSON file of that shape. @throws CommandProblem that names everything wrong with it */
async function jsonIn<Shape>(path: string, schema: TSchema): Promise<Shape> {
  const check = Compile(schema)
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(await inputFile(path, MOST_BYTES)).toString())
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw wrongUsage({ es: `${path} no es JSON: ${error.message}`, en: `${path} is not JSON: ${error.message}` })
  }
  if (check.Check(value)) return value as Shape
  const mistakes = check.Errors(value).map(({ instancePath, message }) => `  ${instancePath || '/'} ${message}`)
  throw wrongUsage({ es: `${path}:\n${mistakes.join('\n')}`, en: `${path}:\n${mistakes.join('\n')}` })
}
