import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/embedded-postgres.ts'
import { isAlive } from '../../src/adapters/embedded-postgres/program.ts'

/*
 * Vitest's global setup: one PostgreSQL for the whole run. The environment carries it to the workers, which are forked
 * after it: EMITE_TEST_ADMIN_URL, a superuser's URL; EMITE_TEST_RUN, the prefix of every database and role of this run.
 */

/**
 * Starts Emite's own PostgreSQL in a temporary folder, or uses the server of `EMITE_TEST_DATABASE_URL` (a superuser's
 * URL, as in CI). Without either, tests that need a database say so and are skipped.
 */
export async function setup(): Promise<() => Promise<void>> {
  const run = `emite_test_${randomBytes(4).toString('hex')}`
  const given = process.env.EMITE_TEST_DATABASE_URL
  const server = given ? givenServer(given, run) : await ownServer()
  if (server) {
    process.env.EMITE_TEST_ADMIN_URL = server.adminUrl
    process.env.EMITE_TEST_RUN = run
  }
  return async () => {
    await server?.end()
  }
}

interface TestServer {
  adminUrl: string
  end(): Promise<void>
}

function givenServer(adminUrl: string, run: string): TestServer {
  return { adminUrl, end: () => dropAllOf(run, adminUrl) }
}

async function ownServer(): Promise<TestServer | undefined> {
  await removeLeftBehind()
  const dataDir = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`))
  // As root, the account that PostgreSQL runs as must be able to enter.
  await chmod(dataDir, 0o711)
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: QUIET, shelter: join(dataDir, 'shelter') })
    await forgoDisk(server.adminUrl)
    return {
      adminUrl: server.adminUrl,
      end: async () => {
        await server.stop()
        await removeFolder(dataDir)
      },
    }
  } catch (error) {
    await removeFolder(dataDir)
    if (process.env.EMITE_TEST_ALL === '1') throw error
    console.warn(`tests run without PostgreSQL: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** Tests kill processes, never the machine: what a process has written outlives it without waiting for the disk. */
async function forgoDisk(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query('ALTER SYSTEM SET fsync = off')
    await client.query('ALTER SYSTEM SET full_page_writes = off')
    await client.query('SELECT pg_reload_conf()')
  })
}

/** Servers and folders of runs that were killed: whoever made a folder is named in it, and is gone. */
async function removeLeftBehind(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER))
  for (const name of folders.filter((name) => !isAlive(Number(name.slice(FOLDER.length).split('-')[0])))) {
    const dataDir = join(tmpdir(), name)
    try {
      const server = await startEmbeddedPostgres({ dataDir, log: QUIET, shelter: join(dataDir, 'shelter') })
      await server.stop()
      await removeFolder(dataDir)
    } catch (error) {
      console.warn(`${dataDir} is left over from a killed test run and cannot be removed: ${String(error)}`)
    }
  }
}

async function removeFolder(folder: string): Promise<void> {
  // The server's logger outlives it by a moment, and may be writing its last line.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

async function dropAllOf(run: string, adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [run],
    )
    for (const { datname } of rows)
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`)
    await client.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(run)}`)
  })
}

async function asAdmin(adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const FOLDER = 'emite-test-'
const QUIET = { info: () => undefined, warn: (message: string) => console.warn(message) }
