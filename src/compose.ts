import type { Logger } from 'pino'
import { withRecentIssuers } from './accounts/recent-issuers.ts'
import { webhookSecretsOver } from './accounts/webhook-secrets.ts'
import { signersOver } from './accounts/signers.ts'
import { startEmbeddedPostgres } from './adapters/embedded-postgres/embedded-postgres.ts'
import { type AuthorityLines, openAuthorityLines } from './adapters/http/authority-line.ts'
import type { ExchangeLimits } from './adapters/http/exchange.ts'
import { openPrinter } from './adapters/pdf/printer.ts'
import { accountStore } from './adapters/postgres/account-store.ts'
import { appearanceRecords } from './adapters/postgres/appearance-records.ts'
import { archiveRecords } from './adapters/postgres/archive-records.ts'
import { auditStore } from './adapters/postgres/audit-store.ts'
import { circuitStore } from './adapters/postgres/circuit-store.ts'
import { type Database, openDatabase } from './adapters/postgres/database.ts'
import { doorRecords } from './adapters/postgres/door-records.ts'
import { documentStore } from './adapters/postgres/document-store.ts'
import { feedReader } from './adapters/postgres/feed-reader.ts'
import { feedWriter } from './adapters/postgres/feed-writer.ts'
import { migrate } from './adapters/postgres/migrate.ts'
import { sealRecords } from './adapters/postgres/seal-records.ts'
import { usageStore } from './adapters/postgres/usage-store.ts'
import { webhookSendQueue, webhookStore } from './adapters/postgres/webhook-store.ts'
import { workQueue } from './adapters/postgres/work-queue.ts'
import { systemChance } from './adapters/system/chance.ts'
import { sharedClock } from './adapters/postgres/shared-clock.ts'
import { systemClock } from './adapters/system/clock.ts'
import { openWebhookLine } from './adapters/webhooks/webhook-line.ts'
import type { MasterKeys } from './certificates/master-key.ts'
import { type MailParts, mailParts, type MailSurroundings } from './compose-mail.ts'
import type { Config } from './config.ts'
import { makeDataFolder } from './data-folder.ts'
import { conduct } from './journey/conductor.ts'
import type { Journey, JourneyParts } from './journey/journey.ts'
import { type PaperCache, paperCache } from './journey/paper-cache.ts'
import { JURISDICTIONS } from './jurisdictions/jurisdictions.ts'
import { NO_RING, ringOf, unboundRing } from './master-ring.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import type { Appearances } from './ports/appearances.ts'
import type { ArchiveRecords } from './ports/archive.ts'
import type { Audit } from './ports/audit.ts'
import type { Circuits } from './ports/circuits.ts'
import type { Clock } from './ports/clock.ts'
import type { DoorRecords } from './ports/door-records.ts'
import type { Feed, FeedWriter } from './ports/feed.ts'
import type { Seals } from './ports/seals.ts'
import type { WebhookLine, WebhookQueue, Webhooks, WebhookSecrets } from './ports/webhooks.ts'
import type { Usage } from './ports/usage.ts'
import type { Printer } from './ports/printer.ts'

/** The parts of one process, wired to each other: what the doors, the worker and the command line run on. */
export interface House extends JourneyParts, MailParts {
  readonly circuits: Circuits
  readonly audit: Audit
  readonly feed: Feed
  readonly feedWriter: FeedWriter
  readonly usage: Usage
  readonly appearances: Appearances
  readonly printer: Printer
  readonly papers: PaperCache
  readonly archive: ArchiveRecords
  readonly doorRecords: DoorRecords
  readonly authorities: AuthorityLines
  readonly webhooks: Webhooks
  readonly webhookQueue: WebhookQueue
  readonly webhookSecrets: WebhookSecrets
  readonly webhookLine: WebhookLine
  readonly masterKeys: MasterKeys
  readonly seals: Seals
  readonly journey: Journey
  readonly metrics: Metrics
  readonly database: Database
  /** Puts the clock right by the database's; answers how many milliseconds this machine's is off. */
  readonly compareClocks: () => Promise<number>
  readonly log: Logger
  /** Answers all who wait for a verdict with the document as it stands. */
  stopWaiting(): void
  /** Closes connections, and the embedded database unless another process shares it. */
  close(): Promise<void>
}

/** What a process lives among: a test puts a clock of its own here, and how patient exchanges are in real time. */
export interface Surroundings {
  readonly clock?: Clock
  readonly exchangeLimits?: Partial<ExchangeLimits>
  readonly mail?: MailSurroundings
  /**
   * `as-given`: whichever the database uses, for the command that changes that. `none`: for the many commands that neither seal nor
   * open anything; they make no key, and need none.
   */
  readonly masterKeys?: 'as-given' | 'none'
}

/**
 * Opens the database (the embedded one when none is given), brings it to the current schema and puts the parts together.
 *
 * @throws Outage when the database cannot be reached; Error when a setting turns out wrong.
 */
export async function openHouse(config: Config, log: Logger, surroundings: Surroundings = {}): Promise<House> {
  if (config.databaseUrl === undefined) await makeDataFolder(config.dataDir)
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  try {
    const url = config.databaseUrl ?? embedded?.url ?? ''
    return await furnished(config, log, { clock: systemClock, ...surroundings }, url, () => embedded?.stop())
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function furnished(
  config: Config,
  log: Logger,
  surroundings: Surroundings & { readonly clock: Clock },
  url: string,
  stopDatabase: () => Promise<void> | undefined,
): Promise<House> {
  const { applied } = await migrate(url)
  if (applied.length > 0) log.info({ migrations: applied }, 'the database was brought to the current schema')
  const database = openDatabase({
    url,
    connections: config.databaseConnections,
    onError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  })
  const seals = sealRecords(database)
  const masterKeys = await masterKeysOf(config, seals, surroundings, log).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const clock = sharedClock(database, surroundings.clock)
  const metrics = createMetrics()
  const authorities = openAuthorityLines({
    jurisdictions: JURISDICTIONS,
    hosts: config.authorityHosts,
    loopbackOnly: config.loopbackOnly,
    clock,
    ...(surroundings.exchangeLimits ? { limits: surroundings.exchangeLimits } : {}),
    observe: ({ jurisdiction, service, outcome, durationMs }) => {
      metrics.exchanged({ jurisdiction, service, outcome }, durationMs / 1000)
    },
  })
  const webhookLine = openWebhookLine({
    rules: { allow: config.webhookAllow, loopbackOnly: config.loopbackOnly },
  })
  const accounts = withRecentIssuers(accountStore(database, clock), clock)
  const stopping = new AbortController()
  const parts: JourneyParts = {
    jurisdictions: JURISDICTIONS,
    accounts,
    documents: documentStore(database, systemChance.id),
    work: workQueue(database),
    signers: signersOver({ accounts, masterKeys, clock }),
    clock,
    chance: systemChance,
    stopping: stopping.signal,
  }
  const printer = openPrinter()
  const mail = mailParts(config, { database, clock, masterKeys }, surroundings.mail)
  return {
    ...parts,
    ...mail,
    circuits: circuitStore(database),
    audit: auditStore(database, clock),
    feed: feedReader(database),
    feedWriter: feedWriter(database),
    usage: usageStore(database, clock),
    appearances: appearanceRecords(database, clock),
    printer,
    papers: paperCache({ mostBytes: MOST_KEPT_PAPER_BYTES }),
    archive: archiveRecords(database),
    doorRecords: doorRecords(database),
    compareClocks: () => clock.compare(),
    authorities,
    webhooks: webhookStore(database, systemChance.id),
    webhookQueue: webhookSendQueue(database, systemChance.id),
    webhookSecrets: webhookSecretsOver(masterKeys),
    webhookLine,
    masterKeys,
    seals,
    metrics,
    journey: conduct(parts),
    database,
    log,
    stopWaiting: () => {
      stopping.abort()
    },
    close: async () => {
      await authorities.close()
      await mail.mailer.close()
      await webhookLine.close()
      await printer.close()
      await database.close()
      await stopDatabase()
    },
  }
}

function masterKeysOf(
  config: Config,
  seals: Seals,
  { masterKeys }: Pick<Surroundings, 'masterKeys'>,
  log: Logger,
): Promise<MasterKeys> {
  if (masterKeys === 'as-given') return unboundRing(config, seals)
  return masterKeys === 'none' ? Promise.resolve(NO_RING) : ringOf(config, seals, log)
}

// Some thousand invoices: what a till or a shop's page asks for again soon after.
const MOST_KEPT_PAPER_BYTES = 64 * 1024 * 1024
