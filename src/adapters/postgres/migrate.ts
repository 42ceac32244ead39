import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const FOLDER = new URL(
  import.meta.url.endsWith('.ts') ? '../../../migrations/' : '../../../../migrations/',
  import.meta.url,
)
// Any number does, so long as no other program takes the same advisory lock in this database.
const LOCK = 4_915_001

/** The role that statements run as when the operator gave a connection that could bypass row-level security. */
export const CONFINED_ROLE = 'emite_app'

/**
 * Brings a database to the current schema: applies the numbered files of `migrations/` that it has not seen, each in a
 * transaction of its own. Safe to call from many processes at once.
 *
 * @throws Error when an applied migration has changed since: released migrations are never edited.
 */
export async function migrate(url: string): Promise<{ applied: readonly string[] }> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks between two statements: the next one says so.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await exclusively(client, () => client.query(MIGRATIONS_TABLE))
    const applied: string[] = []
    for (const migration of await migrations()) {
      if (await exclusively(client, () => apply(client, migration))) applied.push(migration.name)
    }
    await exclusively(client, () => confine(client))
    return { applied }
  } finally {
    await client.end()
  }
}

const MIGRATIONS_TABLE = `create table if not exists migrations
  (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`

/**
 * Runs `body` in a transaction that only one process at a time can be in. The lock ends with the transaction, not with the
 * session: behind a transaction-mode pooler a session's lock would stay with whichever server connection took it.
 */
async function exclusively<Result>(client: pg.Client, body: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    const result = await body()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** True when every migration of this version has been applied. */
export async function isMigrated(query: (text: string) => Promise<{ rows: { name: string }[] }>): Promise<boolean> {
  const { rows } = await query('select name from migrations')
  const names = new Set(rows.map((row) => row.name))
  return (await migrations()).every((migration) => names.has(migration.name))
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

async function migrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  const known = await client.query<{ sha256: string }>('select sha256 from migrations where name = $1', [
    migration.name,
  ])
  const before = known.rows[0]
  if (before) {
    if (before.sha256 !== migration.sha256)
      throw new Error(`migration ${migration.name} was edited after it was applied`)
    return false
  }
  await client.query(migration.sql)
  await client.query('insert into migrations (name, sha256) values ($1, $2)', [migration.name, migration.sha256])
  return true
}

/** Gives a connection that could look past row-level security a role that cannot. */
async function confine(client: pg.Client): Promise<void> {
  if (!(await bypassesRowSecurity((text) => client.query(text)))) return
  await client.query(`do $$ begin
    create role ${CONFINED_ROLE} nologin nosuperuser nobypassrls;
  exception when duplicate_object or unique_violation then null; end $$`)
  // From PostgreSQL 16 on even the role's maker must be its member to take it; a superuser need not be.
  await client.query(`do $$ begin
    if not pg_has_role(current_user, '${CONFINED_ROLE}', 'member') then grant ${CONFINED_ROLE} to current_user; end if;
  end $$`)
  await client.query(`grant usage on schema public to ${CONFINED_ROLE}`)
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${CONFINED_ROLE}`)
  await client.query(`grant usage, select on all sequences in schema public to ${CONFINED_ROLE}`)
}

/** True for superusers and roles with BYPASSRLS. */
export async function bypassesRowSecurity(
  query: (text: string) => Promise<{ rows: { bypasses: boolean }[] }>,
): Promise<boolean> {
  const { rows } = await query('select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user')
  return rows[0]?.bypasses ?? false
}
