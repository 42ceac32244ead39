import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/adapters/embedded-postgres/embedded-postgres.ts'

type Options = Omit<EmbeddedPostgresOptions, 'log'>

/** An Emite process of its own that has started, or adopted, the server of a data folder. */
export interface LauncherProcess extends Pick<EmbeddedPostgres, 'url' | 'dataDirectory' | 'adopted'> {
  /** As `kill -9`: it gets no chance to stop anything. */
  kill(): Promise<void>
  /** As Ctrl-C in a terminal does: every process of its group is interrupted. Needs `ownGroup`. */
  interrupt(): Promise<void>
  /** As a service manager does: it stops its server and ends. */
  end(): Promise<void>
}

/** What a process of its own does not share with this one. */
interface Elsewhere {
  account?: { uid: number; gid: number }
  ownGroup?: boolean
  /** The folder whose `src` and `node_modules` it uses. */
  checkout?: string
}

/** Starts servers for one test file, and puts away whatever its tests leave: servers, processes and folders. */
export function launches() {
  const told: string[] = []
  const log = { info: (line: string) => void told.push(line), warn: (line: string) => void told.push(line) }
  const putAway: (() => Promise<unknown>)[] = []
  let finished: Promise<string> | undefined

  /** A new folder, which every account may enter unless `mode` says otherwise. */
  const folder = async (mode = 0o711): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), 'emite-launch-'))
    putAway.push(() => rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }))
    await chmod(made, mode)
    return made
  }

  const start = async (options: Options): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ ...options, log })
    putAway.push(() => server.stop())
    return server
  }

  const beginInProcess = (options: Options, { account, ownGroup = false, checkout = CHECKOUT }: Elsewhere = {}) => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', LAUNCHER, checkout, JSON.stringify(options)],
      {
        cwd: '/',
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: ownGroup,
        ...account,
      },
    )
    const gone = once(child, 'exit')
    const signal = async (name: NodeJS.Signals): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) process.kill(ownGroup ? -child.pid! : child.pid!, name)
      await gone
    }
    putAway.push(() => signal('SIGTERM'))
    return {
      output: child.stdout,
      kill: () => signal('SIGKILL'),
      interrupt: () => signal('SIGINT'),
      end: () => signal('SIGTERM'),
    }
  }

  const startInProcess = async (options: Options, elsewhere?: Elsewhere): Promise<LauncherProcess> => {
    const { output, ...ends } = beginInProcess(options, elsewhere)
    const lines = createInterface(output)
    const line = await Promise.race([once(lines, 'line'), once(lines, 'close')])
    if (typeof line[0] !== 'string') throw new Error('the launcher process ended without a server')
    return { ...(JSON.parse(line[0]) as Pick<LauncherProcess, 'url' | 'dataDirectory' | 'adopted'>), ...ends }
  }

  const makeFinished = async (): Promise<string> => {
    const made = await folder()
    const server = await start({ dataDir: made })
    await rowsOf(server.url, 'CREATE TABLE kept AS SELECT 42 AS number')
    await server.stop()
    return made
  }

  return {
    /** What the launcher told, newest last. */
    told,
    folder,
    start,
    startInProcess,
    /** Like `startInProcess`, without waiting for the server. */
    beginInProcess,
    /** A data folder with a finished database, whose table `kept` holds 42: copied, as making one takes a second. */
    finishedFolder: async (): Promise<string> => {
      const copy = await folder()
      execFileSync('cp', ['-a', join(await (finished ??= makeFinished()), 'postgres'), copy])
      return copy
    },
    /** For `afterAll`; newest first, so that a server is stopped before its folder goes. */
    end: async (): Promise<void> => {
      for (const put of putAway.reverse()) await put()
    },
  }
}

/** The rows of one statement on a connection of its own. */
export async function rowsOf(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** The number of the server process, from its pid file. */
export async function postmasterPidIn(cluster: string): Promise<number> {
  return Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8'), 10)
}

/** Every process of a cluster's server; outside Linux the server itself only, its helpers cannot be told apart there. */
export function processesIn(cluster: string): number[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).split('\n')
    return lines.filter((line) => line.includes(`-D ${cluster} `)).map((line) => Number.parseInt(line, 10))
  }
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => worksIn(cluster, pid))
}

function worksIn(folder: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    // Ended since the list was read.
    return false
  }
}

const CHECKOUT = resolve(import.meta.dirname, '../..')

const LAUNCHER = `
  const [checkout, options] = process.argv.slice(1)
  const launcher = await import(checkout + '/src/adapters/embedded-postgres/embedded-postgres.ts')
  const log = { info() {}, warn() {} }
  const { stop, ...server } = await launcher.startEmbeddedPostgres({ ...JSON.parse(options), log })
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)
  console.log(JSON.stringify(server))
`
