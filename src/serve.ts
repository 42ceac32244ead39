import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { feedNotices, workNotices } from './adapters/postgres/work-notices.ts'
import { type House, openHouse } from './compose.ts'
import { type Config, ConfigError } from './config.ts'
import { closeServer } from './doors/closing.ts'
import { buildHealthServer } from './doors/health-server.ts'
import { DEFAULT_SERVER_SETTINGS, type ServerSettings } from './doors/parts.ts'
import { buildServer } from './doors/server.ts'
import { documentLoop, taskFailed } from './document-loop.ts'
import { watchWaiting } from './gauges.ts'
import { mailLoop } from './mail-loop.ts'
import { readinessOf } from './readiness.ts'
import { webhookLoop } from './webhook-loop.ts'
import { Feeder } from './worker/feeder.ts'

/** Which halves of Emite a process runs. Any number of processes may run either. */
export interface Roles {
  readonly api: boolean
  readonly worker: boolean
}

/** A running process. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:3000`; undefined for a worker without a port. */
  readonly address: string | undefined
  readonly house: House
  /** Ends requests and steps under way, then closes everything. */
  close(): Promise<void>
}

const COMPARE_CLOCKS_MS = 60_000
// All parts together end within the 10 s that supervisors commonly give: what an authority has not answered by then is asked
// about later.
const EXCHANGES_MAY_TAKE_MS = 5_000
const REQUESTS_MAY_TAKE_MS = 7_000
// Signatures carry this machine's time as the database has it: beyond this somebody should put the clocks right.
const CLOCK_OFF_MS = 2_000

/** Opens the house and runs the API, the worker, or both, until it is closed. */
export async function runService(config: Config, log: Logger, roles: Roles): Promise<Service> {
  const house = await openHouse(config, log)
  const closing: (() => Promise<unknown>)[] = [() => house.close()]
  const working: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    house.stopWaiting()
    const patience = setTimeout(() => void house.authorities.close(), EXCHANGES_MAY_TAKE_MS)
    try {
      await Promise.all(working.map((part) => part()))
    } finally {
      clearTimeout(patience)
    }
    for (const part of closing.toReversed()) await part()
  }
  try {
    await requireBoundTenant(house, config)
    await compareClocks(house)
    const clockTimer = setInterval(() => void compareClocks(house), COMPARE_CLOCKS_MS)
    closing.push(() => {
      clearInterval(clockTimer)
      return Promise.resolve()
    })
    watchWaiting(house)
    const webhooks = roles.worker ? webhookLoop(house) : undefined
    const mails = roles.worker ? mailLoop(house) : undefined
    const news = feedNotices(house.database, () => webhooks?.wake())
    closing.push(() => news.close())
    const feeder = new Feeder({
      feedWriter: house.feedWriter,
      onFed: () => news.announce(),
      onError: taskFailed(house),
    })
    closing.push(() => feeder.stop())
    const loop = roles.worker ? documentLoop(house, config, feeder) : undefined
    const notices = workNotices(house.database, () => {
      loop?.wake()
      if (roles.worker) feeder.wake()
    })
    closing.push(() => notices.close())
    if (loop) {
      await loop.start()
      working.push(() => loop.stop())
    }
    if (mails) {
      await mails.start()
      working.push(() => mails.stop())
    }
    if (webhooks) {
      await webhooks.start()
      working.push(() => webhooks.stop())
    }
    const readiness = readinessOf(house, loop)
    if (!roles.api) {
      if (config.workerPort === undefined) return { address: undefined, house, close }
      const app = await buildHealthServer({ ...house, logger: log, readiness, settings: config })
      working.push(() => closeServer(app, REQUESTS_MAY_TAKE_MS))
      const address = await app.listen({ host: config.host, port: config.workerPort })
      return { address, house, close }
    }
    const app = await buildServer({
      ...house,
      journey: {
        ...house.journey,
        begin: async (...request) => {
          const outcome = await house.journey.begin(...request)
          if (outcome.kind === 'created') notices.announce()
          return outcome
        },
      },
      logger: log,
      readiness,
      settings: await serverSettings(config),
    })
    working.push(() => closeServer(app, REQUESTS_MAY_TAKE_MS))
    const address = await app.listen({ host: config.host, port: config.port })
    return { address, house, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws ConfigError when the tenant that a door is bound to does not exist */
async function requireBoundTenant({ accounts }: House, { ecfDirectTenant: bound }: Config): Promise<void> {
  if (!bound || (await accounts.tenants()).some(({ id }) => id === bound.tenantId)) return
  throw new ConfigError([`EMITE_ECF_DIRECT_TENANT: there is no tenant ${bound.tenantId}`])
}

async function compareClocks({ compareClocks: compare, log }: House): Promise<void> {
  try {
    const offMs = await compare()
    if (Math.abs(offMs) > CLOCK_OFF_MS) log.warn({ offMs }, "this machine's clock and the database's differ")
  } catch (error) {
    log.warn({ err: error }, 'the clocks could not be compared')
  }
}

async function serverSettings(config: Config): Promise<ServerSettings> {
  const manifest = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json'
  const { version } = JSON.parse(await readFile(new URL(manifest, import.meta.url), 'utf8')) as { version: string }
  return {
    ...DEFAULT_SERVER_SETTINGS,
    version,
    bodyLimitBytes: config.bodyLimitBytes,
    doors: config.doors,
    ecfDirectTenant: config.ecfDirectTenant,
    ecfDirectBehindProxy: config.ecfDirectBehindProxy,
    ecfDirectWaitMs: config.ecfDirectWaitMs,
    fakturWaitMs: config.fakturWaitMs,
    rateLimit: { requests: config.requestsPerMinute, windowMs: 60_000 },
    trustProxy: config.trustProxy ?? false,
    metricsToken: config.metricsToken,
  }
}
