import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres/embedded-postgres.ts'
import { isRoot, unprivilegedUser } from '../src/adapters/embedded-postgres/operating-user.ts'
import { freePort } from './program.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A PostgreSQL server in a temporary folder, with durable commits. Stopped and removed when it is disposed of. */
export interface Postgres extends AsyncDisposable {
  /** For the tables' headings: where it comes from, and its version. */
  readonly name: string
  /** An empty database for the application: its owner is no superuser. `adminUrl` is a superuser's URL of the same one. */
  database(): Promise<{ readonly url: string; readonly adminUrl: string }>
}

/** The server that Emite starts when it is given none. */
export async function embeddedPostgres(): Promise<Postgres> {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(await temporaryFolder())
  const server = await startEmbeddedPostgres({
    dataDir: folder.path,
    log: QUIET,
    shelter: join(folder.path, 'shelter'),
  })
  stack.defer(() => server.stop())
  return postgres(`embedded PostgreSQL ${server.version}`, server.adminUrl, stack)
}

/** The machine's own PostgreSQL, as Debian installs it and with its defaults; undefined where there is none. */
export async function installedPostgres(): Promise<Postgres | undefined> {
  const binaries = await installedBinaries()
  if (binaries === undefined) return undefined
  const stack = new AsyncDisposableStack()
  const folder = stack.use(await temporaryFolder())
  const account = isRoot() ? await unprivilegedUser(folder.path) : undefined
  const cluster = join(folder.path, 'cluster')
  await mkdir(cluster)
  if (account) await chown(cluster, account.uid, account.gid)
  const password = join(folder.path, 'password')
  await writeFile(password, PASSWORD)
  const initdb = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    password,
    '-E',
    'UTF8',
    '--locale',
    'C',
  ]
  execFileSync(join(binaries, 'initdb'), initdb, { ...account, cwd: folder.path, stdio: 'ignore' })

  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-p', String(port)]
  const options = { ...account, cwd: folder.path, stdio: 'ignore' } as const
  const server = spawn(join(binaries, 'postgres'), ['-D', cluster, ...settings], options)
  stack.defer(async () => {
    const gone = once(server, 'exit')
    // A fast shutdown: whoever is still connected is cut.
    server.kill('SIGINT')
    await gone
  })
  const adminUrl = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`
  return postgres(`installed PostgreSQL ${await versionOf(adminUrl)}`, adminUrl, stack)
}

const PASSWORD = 'bench'
const QUIET = { info: () => undefined, warn: (message: string) => console.error(message) }
const DEBIAN = '/usr/lib/postgresql'

function postgres(name: string, adminUrl: string, stack: AsyncDisposableStack): Postgres {
  let count = 0
  return {
    name,
    async database() {
      count += 1
      const one = `bench_${count}`
      await asAdmin(adminUrl, async (admin) => {
        await admin.query(`create role ${one} login password '${PASSWORD}'`)
        await admin.query(`create database ${one} owner ${one}`)
      })
      const own = Object.assign(new URL(adminUrl), { pathname: `/${one}`, username: one, password: PASSWORD })
      return { url: own.href, adminUrl: Object.assign(new URL(adminUrl), { pathname: `/${one}` }).href }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Runs `work` on one connection. */
export async function asAdmin<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The newest version that is installed. */
async function installedBinaries(): Promise<string | undefined> {
  const versions = (await readdir(DEBIAN).catch(() => [])).map(Number).filter((version) => version >= 15)
  return versions.length === 0 ? undefined : join(DEBIAN, String(Math.max(...versions)), 'bin')
}

async function versionOf(url: string): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await asAdmin(url, async (admin) => {
        const { rows } = await admin.query<{ server_version: string }>('show server_version')
        return rows[0]?.server_version.split(' ')[0] ?? ''
      })
    } catch (error) {
      // It is starting.
      if (tries >= 200) throw error
      await delay(50)
    }
  }
}
