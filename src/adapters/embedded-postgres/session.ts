import pg from 'pg'
import { ADMIN_ROLE, type Cluster } from './cluster.ts'

/**
 * The one administrator's connection that a process keeps for as long as it uses the server.
 *
 * It holds a shared lock in the server, and the operating system closes it when the process dies however it dies: so
 * the server itself always knows who still needs it, and nothing on disk can be stale.
 */
export interface Session {
  /** PostgreSQL's own version, `18.4`. */
  readonly version: string
  /** Fulfilled when the connection has ended, whoever ended it. */
  readonly ended: Promise<void>
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /**
   * Gives up this process's share. True when no other process had one: from then on none gets one either, and whoever
   * asked must stop the server.
   */
  isLastToLeave(): Promise<boolean>
  close(): Promise<void>
}

/** What a connection of a role on the loopback needs; also what the application's own pool is given. */
export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
}

/**
 * Opens the session. Throws when nobody answers, when the server is on its way down, and when the one that answers
 * works on another cluster.
 */
export async function openSession(cluster: Cluster, port: number): Promise<Session> {
  const client = new pg.Client({
    connectionString: urlOf(ADMIN_ROLE, cluster.passwords.admin, port, 'postgres'),
    application_name: 'emite-launcher',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  // A broken connection is told twice; `end`, which always comes, is the one listened to.
  client.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  await client.connect()
  try {
    const version = await takeShare(client, cluster.folder)
    return sessionOf(client, version, ended)
  } catch (error) {
    await client.end()
    throw error
  }
}

function sessionOf(client: pg.Client, version: string, ended: Promise<void>): Session {
  const query = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await client.query<Record<string, unknown>>(sql, [...values])).rows
  return {
    version,
    ended,
    query,
    isLastToLeave: async () => {
      await query('SELECT pg_advisory_unlock_shared($1)', [SHARE])
      const [row] = await query('SELECT pg_try_advisory_lock($1) AS alone', [SHARE])
      return row?.alone === true
    },
    close: () => client.end(),
  }
}

async function takeShare(client: pg.Client, folder: string): Promise<string> {
  const { rows } = await client.query<{ shared: boolean; folder: string; version: string }>(
    `SELECT pg_try_advisory_lock_shared($1) AS shared, current_setting('data_directory') AS folder,
            current_setting('server_version') AS version`,
    [SHARE],
  )
  const [row] = rows
  if (row?.folder !== folder)
    throw new Error(`the server that answers works on ${row?.folder ?? 'nothing'}, not on ${folder}`)
  if (!row.shared) throw new Error('another process of Emite is stopping the server')
  return row.version
}

/** The advisory lock, in the database `postgres`, that is shared by all who use the server. */
const SHARE = 3_648_301
