import { authorityAddresses, authorityMistakes } from './authority-addresses.ts'
import { DOOR_NAMES } from './doors/door-names.ts'
import { ecfDirectMistakes, ecfDirectTenant } from './ecf-direct-tenant.ts'
import {
  addresses,
  bounded,
  destinations,
  doors,
  LOG_LEVELS,
  logLevel,
  masterKeys,
  postgresAddress,
  token,
  yesOrNo,
} from './setting-values.ts'
import { mailMistakes, senderAddress, smtpAddress } from './smtp-address.ts'

/** One setting: its name, what it means, its unit and default, and how it is read. */
export interface Setting<Value, Fallback extends string | undefined = string | undefined> {
  readonly name: string
  readonly about: string
  readonly fallback: Fallback
  read(text: string): Value
}

const port = bounded('a port', 0, 65_535)

/** All settings, by their names in {@link Config}. The table is the documentation too: `emite serve --help` prints it. */
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
  masterKey: setting(
    'EMITE_MASTER_KEY',
    'Master keys that seal certificates, each 32 bytes in base64, the newest first, separated by blanks or commas. The same for all processes on a database. Wins over the file.',
    undefined,
    masterKeys,
  ),
  masterKeyFile: optional(
    'EMITE_MASTER_KEY_FILE',
    'File with the master keys, one a line, readable by its owner only. Default: <data>/master.key, made for a new database.',
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
  metricsToken: setting(
    'EMITE_METRICS_TOKEN',
    'Bearer token for GET /metrics. Without it metrics are served to loopback only.',
    undefined,
    token,
  ),
  workerPort: setting(
    'EMITE_WORKER_PORT',
    'Port on which `emite worker` answers /healthz, /readyz and /metrics; 0 takes a free one. Without it, it listens on none.',
    undefined,
    port,
  ),
  logLevel: setting('EMITE_LOG_LEVEL', `${LOG_LEVELS.join(', ')}.`, 'info', logLevel),
  authorityHosts: setting(
    'EMITE_AUTHORITY_HOSTS',
    'JSON object of addresses in place of an authority\'s own, such as {"do/testecf/ecf": "http://127.0.0.1:4000"}.',
    '{}',
    authorityAddresses,
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

/** Every setting of a process, read from the environment; undefined are those without a default that nobody gave. */
export type Config = { readonly [Key in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Key]> }

type ValueOf<Given> = Given extends Setting<infer Value, infer Fallback> ? Value | (Fallback & undefined) : never

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
  const mistakes = [
    ...unknownNames(environment),
    ...mailMistakes(environment),
    ...ecfDirectMistakes(environment),
    ...authorityMistakes(environment),
  ]
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
  // Each value is its setting's own; types are lost on the way through entries.
  return Object.fromEntries(values) as Config
}

// Read by tests and scripts, not by the product.
const OTHER_NAMES = /^EMITE_(TEST|BENCH)_/

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(SETTINGS).map((one) => one.name))
  return Object.keys(environment)
    .filter((name) => name.startsWith('EMITE_') && !known.has(name) && !OTHER_NAMES.test(name))
    .map((name) => `${name}: there is no such setting`)
}

function setting<Value, const Fallback extends string | undefined>(
  name: string,
  about: string,
  fallback: Fallback,
  read: (text: string) => Value,
): Setting<Value, Fallback> {
  return { name, about, fallback, read }
}

function text(name: string, about: string, fallback: string): Setting<string, string> {
  return setting(name, about, fallback, (given) => given)
}

function optional(name: string, about: string): Setting<string, undefined> {
  return setting(name, about, undefined, (given) => given)
}

function number(
  name: string,
  about: string,
  fallback: string,
  read: (text: string) => number,
): Setting<number, string> {
  return setting(name, about, fallback, read)
}
