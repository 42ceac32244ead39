import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { seededChance } from './chance.ts'
import { addControl } from './control.ts'
import { addDgii, DGII_ENVIRONMENTS } from './dgii/dgii.ts'
import type { DgiiSettings } from './dgii/settings.ts'
import { FaultPlan } from './faults.ts'
import { Ledger } from './ledger.ts'
import { ledgerInFile } from './ledger-file.ts'
import type { SriSettings } from './sri/settings.ts'
import { addSri, SRI_ENVIRONMENTS } from './sri/sri.ts'
import { acceptUploads } from './upload.ts'

/** What a simulator is started with. Everything may be left out but the port; 0 takes a free one. */
export interface SimulatorOptions {
  readonly port: number
  /** Loopback unless given: the simulator believes whoever talks to it. */
  readonly host?: string
  readonly dgii?: DgiiSettings
  readonly sri?: SriSettings
  /** Of the probabilities of faults; 1 unless given. */
  readonly seed?: number
  /** Where the ledger is kept; in memory unless given. */
  readonly ledgerFile?: string
  /** The clock everything is decided by; the machine's unless given. */
  readonly now?: () => Date
}

/** A running simulator. */
export interface Simulator {
  readonly baseUrl: string
  /** What to put in place of DGII's hosts in the configuration of a client. */
  readonly hosts: Readonly<Record<'ecf' | 'fc' | 'status', string>>
  /** Every authority's hosts, by the names that EMITE_AUTHORITY_HOSTS gives them, such as `ec/celcer/ws`. */
  readonly authorityHosts: Readonly<Record<string, string>>
  readonly ledger: Ledger
  readonly faults: FaultPlan
  stop(): Promise<void>
}

/** Starts a simulator and resolves when it listens. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = '127.0.0.1', now = () => new Date(), seed = 1, dgii = {}, sri = {} } = options
  const { ledger, close } = options.ledgerFile === undefined ? inMemory() : ledgerInFile(options.ledgerFile)
  const faults = new FaultPlan(seededChance(seed))

  const app = server()
  let baseUrl = ''
  const parts = { ledger, faults, now, address: () => baseUrl }
  addDgii(app, parts, dgii)
  addSri(app, parts, sri)
  addControl(app, ledger, faults)
  try {
    baseUrl = await app.listen({ port, host })
  } catch (error) {
    close()
    throw error
  }
  const stop = async () => {
    await app.close()
    close()
  }
  const hosts = { ecf: baseUrl, fc: baseUrl, status: baseUrl }
  return { baseUrl, hosts, authorityHosts: authorityHostsAt(baseUrl), ledger, faults, stop }
}

/** DGII's paths tell its environments apart; those of SRI are alike, and have a prefix each. */
export function authorityHostsAt(baseUrl: string): Readonly<Record<string, string>> {
  const dgii = DGII_ENVIRONMENTS.flatMap((environment) =>
    ['ecf', 'fc', 'status'].map((host) => [`do/${environment}/${host}`, baseUrl] as const),
  )
  const sri = SRI_ENVIRONMENTS.map((environment) => [`ec/${environment}/ws`, `${baseUrl}/sri/${environment}`] as const)
  return Object.fromEntries([...dgii, ...sri])
}

function inMemory(): { readonly ledger: Ledger; readonly close: () => void } {
  return { ledger: new Ledger(), close: () => undefined }
}

function server(): FastifyInstance {
  const app = Fastify({
    bodyLimit: 12_000_000,
    // Whoever holds a connection open must not hold up the end of the process.
    forceCloseConnections: true,
    // Neither paths nor query names are case sensitive at DGII: its own documents mix cases.
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, querystringParser: lowerCaseNames },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
  })
  acceptUploads(app)
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const { statusCode = 500, message } = error
    // Not a fault that was asked for: the simulator itself is wrong, and nobody should take it for the authority.
    if (statusCode >= 500) console.error('simulator:', error)
    return reply.code(statusCode).send({ statusCode, message })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send())
  app.get('/', (_request, reply) => reply.type('text/plain').send('Simulator of tax authorities. Not an authority.\n'))
  return app
}

/** The last value of a name wins; names come in any case. */
function lowerCaseNames(query: string): Record<string, string> {
  return Object.fromEntries(Array.from(new URLSearchParams(query), ([name, value]) => [name.toLowerCase(), value]))
}
