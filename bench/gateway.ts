import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { openHouse } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { dominicanTaxpayer } from '../test/support/taxpayer.ts'
import { liveHeapMb } from './heap.ts'
import { freePort, Program } from './program.ts'

/** Emite in a process of its own, as an operator starts it, with one taxpayer that can issue. */
export interface Gateway extends AsyncDisposable {
  readonly baseUrl: string
  readonly authorization: string
  /** Whose documents its key makes. */
  readonly tenantId: string
  readonly issuerId: string
  residentMb(): number
  /** Of objects that are still reachable, after collecting everything else. */
  liveHeapMb(): Promise<number>
  cpuMs(): number
}

export interface GatewayOptions {
  /** `api` leaves documents unsent; `serve` sends them too. */
  readonly command: 'api' | 'serve'
  readonly databaseUrl: string
  /** Where the simulator listens, for `serve`. */
  readonly authorityUrl?: string
  /** True: its heap can be looked into, which costs a little speed. */
  readonly isInspected?: boolean
  /** Put into the database once it has its tables, before the gateway runs. */
  readonly furnish?: (taxpayer: Pick<Gateway, 'tenantId' | 'issuerId'>) => Promise<void>
}

// Nobody listens there: the authority is down.
const NOWHERE = 'http://127.0.0.1:1'

/** Brings the database to the current schema, sets a taxpayer up and starts the process. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { command, databaseUrl, authorityUrl, isInspected = false, furnish } = options
  const port = await freePort()
  const hosts = ['ecf', 'fc', 'status'].map((host) => [`do/testecf/${host}`, authorityUrl ?? NOWHERE])
  const environment = {
    DATABASE_URL: databaseUrl,
    EMITE_PORT: String(port),
    EMITE_MASTER_KEY: randomBytes(32).toString('base64'),
    EMITE_AUTHORITY_HOSTS: JSON.stringify(Object.fromEntries(hosts)),
    EMITE_LOOPBACK_ONLY: 'true',
    // The limit would be what is measured.
    EMITE_REQUESTS_PER_MINUTE: '10000000',
  }
  const house = await openHouse(readConfig(environment), pino({ level: 'silent' }))
  const { apiKey, issuerId, caller } = await dominicanTaxpayer(house, '101010632').finally(() => house.close())
  const taxpayer = { tenantId: caller.tenantId, issuerId }
  await furnish?.(taxpayer)

  const inspectorPort = await freePort()
  const inspect = isInspected ? [`--inspect=127.0.0.1:${inspectorPort}`] : []
  const program = new Program([...inspect, 'src/main.ts', command], environment)
  const baseUrl = `http://127.0.0.1:${port}`
  await program.ready(`${baseUrl}/readyz`)
  return {
    baseUrl,
    authorization: `Bearer ${apiKey}`,
    ...taxpayer,
    residentMb: () => program.residentMb(),
    liveHeapMb: () => liveHeapMb(inspectorPort),
    cpuMs: () => program.cpuMs(),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}
