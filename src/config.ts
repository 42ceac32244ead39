import { DOOR_NAMES, type DoorName } from './doors/door-names.ts'
import { ecfDirectMistakes, type EcfDirectTenant, ecfDirectTenant } from './ecf-direct-tenant.ts'
import type { MailServer } from './ports/mailer.ts'
import {
  addresses,
  bounded,
  destinations,
  doors,
  hosts,
  LOG_LEVELS,
  logLevel,
  postgresAddress,
  yesOrNo,
} from './setting-values.ts'
import { mailMistakes, senderAddress, smtpAddress } from './smtp-address.ts'

/** Every setting of a process, read from the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Where everything lives that is not in the database: the embedded database, the master key, demo credentials. */
  readonly dataDir: string
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined
  readonly databaseConnections: number
  readonly masterKey: string | undefined
  readonly masterKeyFile: string | undefined
  readonly workerConcurrency: number
  readonly bodyLimitBytes: number
  readonly requestsPerMinute: number
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: string | undefined
  readonly metricsToken: string | undefined
  readonly logLevel: string
  /** Addresses to use in place of an authority's own, by `<country>/<authority environment>/<host>`. */
  readonly authorityHosts: Readonly<Record<string, string>>
  /** True: nothing but this machine is ever contacted. The demo runs so. */
  readonly loopbackOnly: boolean
  /** Private addresses, networks and hosts that webhooks may be sent to all the same. */
  readonly webhookAllow: readonly string[]
  /** The instance's mail server; accounts may have their own. */
  readonly smtpServer: MailServer | undefined
  readonly mailFrom: string | undefined
  /** Mail of the instance is written here instead of being sent. */
  readonly mailFolder: string | undefined
  readonly mailAllowPrivate: boolean
  /** Contracts of other services that are spoken. */
  readonly doors: readonly DoorName[]
  /** Whom the ecf-direct door serves without a credential; nobody unless given. */
  readonly ecfDirectTenant: EcfDirectTenant | undefined
  /** True: whatever reaches this process came through a proxy that authenticates. */
  readonly ecfDirectBehindProxy: boolean
  readonly ecfDirectWaitMs: number
  readonly fakturWaitMs: number
}

/** One setting: its name, what it means, its unit and default, and how it is read. */
export interface Setting<Value> {
  readonly name: string
  readonly about: string
  readonly fallback: string | undefined
  read(text: string): Value
}

const port = bounded('a port', 0, 65_535)

/** All settings. The table is the documentation too: `emite serve --help` prints it. */
export const SETTINGS = {
  host: text(
    'EMITE_HOST',
    'Address to listen on. Loopback by default: a proxy with TLS belongs in front.',
    '127.0.0.1',
  ),
  port: number('EMITE_PORT', 'Port to listen on; 0 takes a free one.', '3000', port),
  dataDir: text(
    'EMITE_DATA_DIR',
    'Folder of the embedded database, the master key and the demo credentials.',
    './data',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    'PostgreSQL 15 or newer to use instead of the embedded one.',
    undefined,
    postgresAddress,
  ),
  databaseConnections: number(
    'EMITE_DATABASE_CONNECTIONS',
    'Most database connections of one process.',
    '16',
    bounded('a count', 2, 500),
  ),
  masterKey: optional(
    'EMITE_MASTER_KEY',
    'Master key that seals certificates: 32 bytes in base64. Wins over the file.',
  ),
  masterKeyFile: optional(
    'EMITE_MASTER_KEY_FILE',
    'File with the master key, readable by its owner only. Default: <data>/master.key.',
  ),
  workerConcurrency: number(
    'EMITE_WORKER_CONCURRENCY',
    'Documents one process sends or follows at the same time.',
    '32',
    bounded('a count', 1, 1_000),
  ),
  bodyLimitBytes: number(
    'EMITE_BODY_LIMIT_BYTES',
    'Largest request body, in bytes.',
    '4194304',
    bounded('a size', 1_024, 268_435_456),
  ),
  requestsPerMinute: number(
    'EMITE_REQUESTS_PER_MINUTE',
    'Requests one key may make in a minute.',
    '6000',
    bounded('a count', 1, 10_000_000),
  ),
  trustProxy: setting(
    'EMITE_TRUST_PROXY',
    'Addresses or networks of reverse proxies whose X-Forwarded-For is believed, separated by commas.',
    undefined,
    addresses,
  ),
  metricsToken: optional(
    'EMITE_METRICS_TOKEN',
    'Bearer token for GET /metrics. Without it metrics are served to loopback only.',
  ),
  logLevel: setting('EMITE_LOG_LEVEL', `${LOG_LEVELS.join(', ')}.`, 'info', logLevel),
  authorityHosts: setting(
    'EMITE_AUTHORITY_HOSTS',
    'JSON object of addresses in place of an authority\'s own, such as {"do/testecf/ecf": "http://127.0.0.1:4000"}.',
    '{}',
    hosts,
  ),
  loopbackOnly: setting('EMITE_LOOPBACK_ONLY', 'true: nothing but this machine is ever contacted.', 'false', yesOrNo),
  webhookAllow: setting(
    'EMITE_WEBHOOK_ALLOW',
    'Private addresses, networks and host names that webhooks may be sent to, over plain http too, separated by commas.',
    '',
    destinations,
  ),
  smtpServer: setting(
    'EMITE_SMTP_URL',
    'Mail server: smtps://user:password@host:465 (TLS), smtp://user:password@host:587 (STARTTLS), or smtp://127.0.0.1:1025?tls=none.',
    undefined,
    smtpAddress,
  ),
  mailFrom: setting('EMITE_MAIL_FROM', 'Address that mail comes from.', undefined, senderAddress),
  mailFolder: optional('EMITE_MAIL_FOLDER', 'Folder that mail is written to as .eml files instead of being sent.'),
  mailAllowPrivate: setting(
    'EMITE_MAIL_ALLOW_PRIVATE',
    "true: accounts' own mail servers may be at private addresses.",
    'false',
    yesOrNo,
  ),
  doors: setting(
    'EMITE_DOORS',
    'Contracts of other services that are spoken, separated by commas; none switches all of them off.',
    DOOR_NAMES.join(','),
    doors,
  ),
  ecfDirectTenant: setting(
    'EMITE_ECF_DIRECT_TENANT',
    'Whom the ecf-direct door serves without a credential: <tenant id>/sandbox or <tenant id>/production. On loopback only, or behind a proxy.',
    undefined,
    ecfDirectTenant,
  ),
  ecfDirectBehindProxy: setting(
    'EMITE_ECF_DIRECT_BEHIND_PROXY',
    'true: a proxy in front authenticates whoever reaches the ecf-direct door without a credential.',
    'false',
    yesOrNo,
  ),
  ecfDirectWaitMs: number(
    'EMITE_ECF_DIRECT_WAIT_MS',
    "Longest that the ecf-direct door holds an answer back for DGII's first one, in milliseconds; then it answers that the document is queued.",
    '10000',
    bounded('a time', 0, 120_000),
  ),
  fakturWaitMs: number(
    'EMITE_FAKTUR_WAIT_MS',
    "Longest that the faktur door holds an answer back for SRI's decision, in milliseconds; then it answers PENDING.",
    '20000',
    bounded('a time', 0, 120_000),
  ),
} as const

/** Mistakes in the settings, all of them. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(
      `The settings have ${mistakes.length === 1 ? 'a mistake' : 'mistakes'}:\n${mistakes.map((m) => `  ${m}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

/** Reads the settings. @throws ConfigError that names every mistake at once, unknown `EMITE_` names included. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const mistakes = [...unknownNames(environment), ...mailMistakes(environment), ...ecfDirectMistakes(environment)]
  const values = Object.entries(SETTINGS).map(([key, one]): [string, unknown] => {
    const given = environment[one.name]
    const text = given === undefined || given === '' ? one.fallback : given
    if (text === undefined) return [key, undefined]
    try {
      return [key, one.read(text)]
    } catch (error) {
      mistakes.push(`${one.name}: ${(error as Error).message}`)
      return [key, undefined]
    }
  })
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return Object.fromEntries(values) as unknown as Config
}

// Read by tests and scripts, not by the product.
const OTHER_NAMES = /^EMITE_(TEST|BENCH)_/

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(SETTINGS).map((one) => one.name))
  return Object.keys(environment)
    .filter((name) => name.startsWith('EMITE_') && !known.has(name) && !OTHER_NAMES.test(name))
    .map((name) => `${name}: there is no such setting`)
}

function setting<Value>(
  name: string,
  about: string,
  fallback: string | undefined,
  read: (text: string) => Value,
): Setting<Value> {
  return { name, about, fallback, read }
}

function text(name: string, about: string, fallback: string): Setting<string> {
  return setting(name, about, fallback, (given) => given)
}

function optional(name: string, about: string): Setting<string> {
  return setting(name, about, undefined, (given) => given)
}

function number(name: string, about: string, fallback: string, read: (text: string) => number): Setting<number> {
  return setting(name, about, fallback, read)
}
