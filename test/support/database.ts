import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../../src/adapters/postgres/migrate.ts'

/** A database that one test file has to itself. */
export interface FreshDatabase {
  /** For the application: its owner, who is no superuser and whom row-level security binds, as in the product. */
  readonly url: string
  /** The same database for a superuser, who sees every tenant's rows. */
  readonly adminUrl: string
  /** Cuts whatever is still connected. */
  drop(): Promise<void>
}

/**
 * Makes a database with every migration applied, by copying a template that the first caller of the run prepares.
 * Ask `needs('postgres-server')` first, and drop it in `afterAll`; the run drops what is forgotten.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  return databaseFrom(await migratedTemplate())
}

/** An empty database of the same kind, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  await withAdmin((admin) => exclusively(admin, () => ensureRole(admin)))
  return databaseFrom('template1')
}

async function databaseFrom(template: string): Promise<FreshDatabase> {
  const name = `${run()}_${randomBytes(5).toString('hex')}`
  await withAdmin((admin) => admin.query(`CREATE DATABASE ${name} OWNER ${run()} TEMPLATE ${template}`))
  return {
    url: ownerUrl(name),
    adminUrl: urlWith({ pathname: `/${name}` }),
    drop: async () => {
      await withAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

/** Prepared under a lock, and named `template` only when it is complete: workers ask for it at the same time. */
async function migratedTemplate(): Promise<string> {
  const template = `${run()}_template`
  await withAdmin((admin) =>
    exclusively(admin, async () => {
      const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template])
      if (rowCount) return
      await ensureRole(admin)
      const draft = `${run()}_draft`
      await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
      await admin.query(`CREATE DATABASE ${draft} OWNER ${run()}`)
      await migrate(ownerUrl(draft))
      await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
    }),
  )
  return template
}

async function ensureRole(admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [run()])
  if (rowCount) return
  // The password guards nothing but a run's own databases, so it can be the name that every worker knows.
  await admin.query(`CREATE ROLE ${run()} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${run()}'`)
}

async function exclusively(admin: pg.Client, work: () => Promise<void>): Promise<void> {
  // Held by the session, so a worker that dies lets go of it.
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [run()])
  await work()
}

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: urlWith({}) })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function ownerUrl(database: string): string {
  return urlWith({ pathname: `/${database}`, username: run(), password: run() })
}

function urlWith(parts: { pathname?: string; username?: string; password?: string }): string {
  return Object.assign(new URL(fromSetup('EMITE_TEST_ADMIN_URL')), parts).href
}

/** The name of this run's role and the prefix of its databases. */
function run(): string {
  return fromSetup('EMITE_TEST_RUN')
}

function fromSetup(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: ask needs('postgres-server') before using a database`)
  return value
}
