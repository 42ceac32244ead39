import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { watchExpiry } from './accounts/expiry-watch.ts'
import { watchRanges } from './accounts/range-watch.ts'
import { isMigrated } from './adapters/postgres/migrate.ts'
import { feedNotices, workNotices } from './adapters/postgres/work-notices.ts'
import { writeProbe } from './adapters/postgres/write-probe.ts'
import { type House, openHouse } from './compose.ts'
import { type Config, ConfigError } from './config.ts'
import { closeServer } from './doors/closing.ts'
import { DEFAULT_SERVER_SETTINGS, type ReadinessCheck, type ServerSettings } from './doors/parts.ts'
import { buildHealthServer } from './doors/health-server.ts'
import { buildServer } from './doors/server.ts'
import { Feeder } from './worker/feeder.ts'
import { Prober } from './worker/probe.ts'
import { sealTenants } from './worker/seals.ts'
import { type StepObservation, Worker } from './worker/worker.ts'
import { WorkerLoop } from './worker/worker-loop.ts'
import { watchWaiting } from './gauges.ts'
import { mailLoop } from './mail-loop.ts'
import { webhookLoop } from './webhook-loop.ts'

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

// A worker loop that has not turned for this long is stuck.
const STUCK_MS = 30_000
const COMPARE_CLOCKS_MS = 60_000
// All parts together end within the 10 s that supervisors commonly give: what an authority has not answered by then is asked about later.
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
    const observe = (step: StepObservation): void => {
      observed(house, step)
      feeder.wake()
    }
    const prober = new Prober({ ...house, observe, onError: failureOf(house, 'circuit-probe') })
    working.push(() => prober.stop())
    const loop = roles.worker ? workerLoop(house, config, { feeder, prober, observe }) : undefined
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

/** Tells the log which task failed. */
function taskFailed({ log }: House): (where: string, error: unknown) => void {
  return (where, error) => {
    log.error({ err: error, where }, 'a task of the worker failed')
  }
}

function failureOf(house: House, where: string): (error: unknown) => void {
  const tell = taskFailed(house)
  return (error) => {
    tell(where, error)
  }
}

interface LoopMates {
  readonly feeder: Feeder
  readonly prober: Prober
  readonly observe: (step: StepObservation) => void
}

function workerLoop(house: House, config: Config, { feeder, prober, observe }: LoopMates): WorkerLoop {
  const { clock, work, log } = house
  return new WorkerLoop({
    worker: new Worker({ ...house, observe }),
    work,
    clock,
    concurrency: config.workerConcurrency,
    onError: taskFailed(house),
    chores: [
      { name: 'feed', everyMs: 250, run: () => feeder.feed() },
      { name: 'circuit-probe', everyMs: 1_000, run: () => prober.start() },
      {
        name: 'deadline-alerts',
        everyMs: 60_000,
        run: () => work.alertDeadlines(clock.now(), failureOf(house, 'deadline-alerts')),
      },
      {
        name: 'audit-seal',
        everyMs: 60_000,
        run: () => sealTenants({ ...house, onError: failureOf(house, 'audit-seal') }),
      },
      {
        name: 'ranges',
        everyMs: 60_000,
        run: async () => {
          for (const notice of await watchRanges({ ...house, onError: failureOf(house, 'ranges') }))
            log.warn({ ...notice }, 'a range of numbers runs out')
        },
      },
      {
        name: 'certificate-expiry',
        everyMs: 3_600_000,
        run: async () => {
          for (const notice of await watchExpiry({ ...house, onError: failureOf(house, 'certificate-expiry') }))
            log.warn({ ...notice }, 'a certificate is about to expire')
        },
      },
    ],
  })
}

/** One line and one count a step: ids and states, never contents. */
function observed({ log, metrics }: House, { item, outcome, document, state, error }: StepObservation): void {
  const facts = { documentId: item.documentId, step: item.step, attempt: item.attempt, outcome, state }
  if (outcome === 'broken') log.error({ ...facts, err: error }, 'a step broke; it is taken again when its lease ends')
  else log.info(facts, 'step taken')
  if (outcome === 'settled' && document && state && document.state !== state) {
    metrics.moved({ jurisdiction: document.jurisdiction, type: document.type, from: document.state, to: state })
  }
}

function readinessOf(house: House, loop: WorkerLoop | undefined): readonly ReadinessCheck[] {
  const { database, clock } = house
  const checks: ReadinessCheck[] = [
    {
      name: 'database',
      check: async () => {
        const client = await database.connect()
        try {
          if (!(await isMigrated((text) => client.query(text)))) throw new Error('migrations are missing')
        } finally {
          client.release()
        }
      },
    },
    { name: 'writes', check: writeProbe(database, clock) },
  ]
  if (loop) {
    checks.push({
      name: 'worker',
      check: () => (loop.idleMs < STUCK_MS ? Promise.resolve() : Promise.reject(new Error('the worker loop is stuck'))),
    })
  }
  return checks
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
