import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { ExchangeLimits } from '../../src/adapters/http/exchange.ts'
import { type House, openHouse } from '../../src/compose.ts'
import type { MailSurroundings } from '../../src/compose-mail.ts'
import { readConfig } from '../../src/config.ts'
import { DEFAULT_SERVER_SETTINGS } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import type { IssuerProfile } from '../../src/jurisdictions/jurisdiction.ts'
import { Feeder } from '../../src/worker/feeder.ts'
import { MailSender, type MailSenderParts } from '../../src/worker/mail-sender.ts'
import { Prober } from '../../src/worker/probe.ts'
import { WebhookSender, type WebhookSenderParts } from '../../src/worker/webhook-sender.ts'
import { Worker } from '../../src/worker/worker.ts'
import type { DgiiSettings } from '../../simulator/dgii/settings.ts'
import type { SriSettings } from '../../simulator/sri/settings.ts'
import { type Simulator, startSimulator } from '../../simulator/simulator.ts'
import { Client } from './client.ts'
import { TestClock } from './clock.ts'
import { feedAll } from './feed-all.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { CELCER, dominicanTaxpayer, ecuadorianTaxpayer, type Place, type ProfileDetails, TESTECF } from './taxpayer.ts'

export interface WorldOptions {
  /** When the world begins; noon UTC of 21 November 2026 unless given. */
  readonly startsAt?: string
  readonly dgii?: DgiiSettings
  readonly sri?: SriSettings
  /** How patient exchanges with the authority are, in real time. */
  readonly limits?: Partial<ExchangeLimits>
  /** Further settings, by their `EMITE_` names. */
  readonly environment?: Readonly<Record<string, string>>
  readonly mail?: MailSurroundings
}

/**
 * The whole product over a database of its own, and the simulator as its authority over loopback HTTP. Both live by one clock,
 * which moves only by {@link World.pass} and {@link World.settle}: hours of waiting take no time, and nothing happens unasked.
 */
export class World {
  readonly clock: TestClock
  readonly simulator: Simulator
  readonly house: House
  readonly app: FastifyInstance
  readonly worker: Worker
  readonly feeder: Feeder
  readonly sender: WebhookSender
  readonly mailSender: MailSender
  readonly #database: FreshDatabase
  readonly #tenants: string[] = []
  readonly #broken: unknown[]

  private constructor(parts: {
    clock: TestClock
    simulator: Simulator
    house: House
    app: FastifyInstance
    database: FreshDatabase
    broken: unknown[]
  }) {
    this.clock = parts.clock
    this.simulator = parts.simulator
    this.house = parts.house
    this.app = parts.app
    this.#database = parts.database
    this.#broken = parts.broken
    this.worker = this.anotherWorker()
    const { feedWriter } = this.house
    const onError = (_where: string, error: unknown): void => void this.#broken.push(error)
    this.sender = this.anotherSender()
    this.mailSender = this.anotherMailSender()
    this.feeder = new Feeder({ feedWriter, onFed: () => undefined, onError })
  }

  /** Starts a world. Ask `needs('postgres-server')` first. */
  static async start({
    startsAt,
    dgii = {},
    sri = {},
    limits = {},
    environment = {},
    mail = {},
  }: WorldOptions = {}): Promise<World> {
    const clock = new TestClock(startsAt)
    const database = await freshDatabase()
    const simulator = await startSimulator({ port: 0, now: () => clock.now(), dgii, sri })
    const house = await openHouse(
      readConfig({
        DATABASE_URL: database.url,
        EMITE_MASTER_KEY: MASTER_KEY,
        EMITE_LOOPBACK_ONLY: 'true',
        EMITE_AUTHORITY_HOSTS: JSON.stringify(simulator.authorityHosts),
        ...environment,
      }),
      pino({ level: 'silent' }),
      { clock, exchangeLimits: limits, mail },
    )
    const settings = DEFAULT_SERVER_SETTINGS
    const app = await buildServer({ ...house, logger: house.log, readiness: [], settings })
    return new World({ clock, simulator, house, app, database, broken: [] })
  }

  /** Address of its database, for whoever works on the same one, such as the command line. */
  get databaseUrl(): string {
    return this.#database.url
  }

  /** A taxpayer of its own tenant, with a key. Give each its own tax id: the authority knows it by nothing else. */
  async taxpayer(taxId?: string, place: Place = TESTECF, details?: ProfileDetails): Promise<Client> {
    const taxpayer = await dominicanTaxpayer(this.house, taxId, undefined, place, details)
    this.#tenants.push(taxpayer.caller.tenantId)
    return new Client(this.app, taxpayer, place)
  }

  /** The same in Ecuador. */
  async ecuadorian(taxId?: string, place: Place = CELCER, settings?: IssuerProfile['settings']): Promise<Client> {
    const taxpayer = await ecuadorianTaxpayer(this.house, taxId, place, settings)
    this.#tenants.push(taxpayer.caller.tenantId)
    return new Client(this.app, taxpayer, place)
  }

  /** A worker as another process would run it: beside the first, on the same database. */
  anotherWorker(): Worker {
    return new Worker({
      ...this.house,
      // Without jitter the pauses between tries are the ones the tables say.
      chance: { ...this.house.chance, fraction: () => 0 },
      observe: ({ outcome, error }) => {
        if (outcome === 'broken') this.#broken.push(error)
      },
    })
  }

  /** A sender of webhooks as another process would run it. */
  anotherSender(parts: Partial<WebhookSenderParts> = {}): WebhookSender {
    return new WebhookSender({
      ...this.house,
      chance: { ...this.house.chance, fraction: () => 0 },
      observe: ({ outcome, error }) => {
        if (outcome === 'broken') this.#broken.push(error)
      },
      ...parts,
    })
  }

  /** A sender of mail as another process would run it. */
  anotherMailSender(parts: Partial<MailSenderParts> = {}): MailSender {
    return new MailSender({
      ...this.house,
      chance: { ...this.house.chance, fraction: () => 0 },
      observe: ({ outcome, error }) => {
        if (outcome === 'broken') this.#broken.push(error)
      },
      ...parts,
    })
  }

  /** Takes every step that is due, without moving the clock. @throws what broke a step: nothing here may. */
  async work(): Promise<void> {
    await this.worker.drain()
    await feedAll(this.house.database, this.feeder)
    if ((await this.mailSender.drain()) > 0) await feedAll(this.house.database, this.feeder)
    await this.sender.drain()
    this.#throwIfBroken()
  }

  /** Lets time pass; whatever becomes due meanwhile is done at its moment. */
  async pass(ms: number): Promise<void> {
    await this.#workUntil(this.clock.now().getTime() + ms, () => false)
  }

  /** As {@link World.pass}, by a worker that takes one step at a time. */
  async passOneByOne(ms: number): Promise<void> {
    await this.#workUntil(
      this.clock.now().getTime() + ms,
      () => false,
      async () => {
        while ((await this.worker.start(1)) > 0) await this.worker.idle()
        this.#throwIfBroken()
      },
    )
  }

  /**
   * Lets as much time pass as it takes until no document waits for anything.
   *
   * @throws when a month is not enough
   */
  async settle(): Promise<void> {
    const isIdle = async () => (await this.house.work.depth()) === 0
    await this.#workUntil(this.clock.now().getTime() + MONTH_MS, isIdle)
    if (!(await isIdle())) throw new Error('documents still wait after a month')
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.house.close()
    await this.simulator.stop()
    await this.#database.drop()
  }

  async #probe(): Promise<void> {
    const parts = { ...this.house, observe: () => undefined, onError: (error: unknown) => this.#broken.push(error) }
    const prober = new Prober(parts)
    await prober.start()
    await prober.idle()
    this.#throwIfBroken()
  }

  #throwIfBroken(): void {
    if (this.#broken.length > 0) throw new AggregateError(this.#broken.splice(0), 'steps of the worker broke')
  }

  async #workUntil(
    end: number,
    isDone: () => Promise<boolean> | boolean,
    work: () => Promise<void> = () => this.work(),
  ): Promise<void> {
    for (;;) {
      await work()
      if (await isDone()) return
      const [step, probe] = [await this.house.work.nextDue(), await this.#nextProbe()]
      const [webhook, mail] = [await this.sender.nextDue(), await this.mailSender.nextDue()]
      const next = Math.min(...[step, probe, webhook, mail].map((due) => due?.getTime() ?? Infinity))
      const now = this.clock.now().getTime()
      this.clock.advance(Math.max(0, Math.min(next, end) - now))
      if (next > end) return
      if (probe?.getTime() === next) await this.#probe()
    }
  }

  async #nextProbe(): Promise<Date | undefined> {
    const open = await Promise.all(this.#tenants.map((tenant) => this.house.circuits.open(tenant)))
    return open
      .flat()
      .map(({ nextProbeAt }) => nextProbeAt)
      .sort((a, b) => a.getTime() - b.getTime())[0]
  }
}

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const MONTH_MS = 30 * 24 * 3_600_000
