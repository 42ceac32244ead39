import type { Writable } from 'node:stream'
import pg from 'pg'
import { Outage } from '../../domain/outage.ts'
import { bypassesRowSecurity, CONFINED_ROLE } from './migrate.ts'

/** Whose rows the statements of a transaction may see, and how they are planned. */
export type Scope = {
  /**
   * `kept`: a named statement is planned once a connection, for any values. Without it the server plans anew whenever it
   * takes values known to promise a cheaper plan, which for the statements of an acceptance costs more than running them.
   */
  readonly plans?: 'kept'
} & (
  | { readonly tenantId: string; readonly role?: undefined }
  /** Looks across tenants: the worker's claim and operator commands only. */
  | { readonly role: 'worker' | 'operator'; readonly tenantId?: string }
)

/** A named statement is prepared once a connection. */
export interface Statement {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

export type Run = <Row extends pg.QueryResultRow>(statement: Statement) => Promise<pg.QueryResult<Row>>

/** A pool of connections on which every statement runs inside a transaction that has said whose rows it may see. */
export interface Database {
  /** Runs one statement as a transaction of its own, in one round trip. */
  query<Row extends pg.QueryResultRow>(scope: Scope, statement: Statement): Promise<pg.QueryResult<Row>>
  /**
   * Runs `body` as a transaction. Statements that `body` issues without awaiting each other travel together. `commit` sends
   * the commit right behind what was issued, to save its round trip; nothing may be issued after it, and it takes nothing
   * back: when one of those statements fails, the server rolls back instead.
   */
  transaction<Result>(scope: Scope, body: (run: Run, commit: () => void) => Promise<Result>): Promise<Result>
  /** For what belongs to no tenant: health, LISTEN, migrations. */
  connect(): Promise<pg.PoolClient>
  close(): Promise<void>
}

export interface DatabaseSettings {
  readonly url: string
  /** Most connections of this process. */
  readonly connections: number
  /**
   * Milliseconds after which a statement without an answer counts as lost, with its connection; 60 000 unless given. Nothing of
   * ours takes a tenth of it; without a bound, a server that fell silent would hold every connection for a quarter of an hour.
   */
  readonly answerWithinMs?: number
  readonly onError: (error: Error) => void
}

/** A client's own socket, which the driver's types leave out. */
interface Wired {
  readonly connection: { readonly stream: Pick<Writable, 'cork' | 'uncork'> }
}

/** What the driver takes and its types do not know yet. */
interface Pooled {
  readonly pipeline: boolean
  readonly onConnect: (client: pg.ClientBase) => Promise<void>
}

/** Opens the pool. The first connection is made lazily; `connections` bounds them. */
export function openDatabase({ url, connections, answerWithinMs = 60_000, onError }: DatabaseSettings): Database {
  const bypassing = new WeakSet<pg.ClientBase>()
  const settings: Omit<pg.PoolConfig, 'onConnect'> & Pooled = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: Math.min(10_000, answerWithinMs),
    idleTimeoutMillis: 30_000,
    query_timeout: answerWithinMs,
    keepAlive: true,
    application_name: 'emite',
    types: { getTypeParser: parserOf },
    // Several statements on the wire at once: a transaction of one statement costs one round trip, not four.
    pipeline: true,
    onConnect: async (client) => {
      if (await bypassesRowSecurity((text) => client.query(text))) bypassing.add(client)
    },
  }
  const pool = new pg.Pool(settings)
  pool.on('error', onError)
  // The pool listens to idle connections only; one that breaks in use must not end the process. Its statements tell.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const scoped = (scope: Scope, client: pg.ClientBase): pg.QueryConfig => scopeStatement(scope, bypassing.has(client))

  async function transaction<Result>(
    scope: Scope,
    body: (run: Run, commit: () => void) => Promise<Result>,
  ): Promise<Result> {
    const client = await connected(pool)
    let broken: Error | undefined
    let first: unknown
    let committing: Promise<pg.QueryResult> | undefined
    try {
      const run: Run = async (statement) => {
        try {
          return await client.query(queryOf(statement))
        } catch (error) {
          first ??= error
          throw error
        }
      }
      const commit = (): void => {
        committing = client.query('commit')
        committing.catch(() => undefined)
      }
      const [opening, working] = inOneWrite(client, () => [
        Promise.all([client.query('begin'), client.query(scoped(scope, client))]),
        body(run, commit),
      ])
      // Awaited below, together with the body: a rejection is never left without a listener.
      opening.catch(() => undefined)
      const result = await working
      await opening
      const { command } = await (committing ?? client.query('commit'))
      // A body that swallowed the error of a statement: the server has rolled back, and says so only here.
      if (command !== 'COMMIT') throw first instanceof Error ? first : new Error('the transaction was rolled back')
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure as Error
      })
      // Statements that travelled behind the one that failed only say that the transaction is over.
      throw asOutage(isAborted(error) ? first : error)
    } finally {
      client.release(broken)
    }
  }

  async function query<Row extends pg.QueryResultRow>(
    scope: Scope,
    statement: Statement,
  ): Promise<pg.QueryResult<Row>> {
    const client = await connected(pool)
    let broken: Error | undefined
    try {
      const [begun, set, answer, committed] = await inOneWrite(client, () =>
        Promise.allSettled([
          client.query('begin'),
          client.query(scoped(scope, client)),
          client.query<Row>(queryOf(statement)),
          client.query('commit'),
        ]),
      )
      for (const step of [begun, set, answer, committed]) if (step.status === 'rejected') throw step.reason as Error
      return (answer as PromiseFulfilledResult<pg.QueryResult<Row>>).value
    } catch (error) {
      if (isConnectionLoss(error)) broken = error as Error
      throw asOutage(error)
    } finally {
      client.release(broken)
    }
  }

  return { transaction, query, connect: () => connected(pool), close: () => pool.end() }
}

/** Sends what `send` says before it first waits as one packet: a system call for each statement costs more than the statement. */
function inOneWrite<Result>(client: pg.ClientBase, send: () => Result): Result {
  const { stream } = (client as unknown as Wired).connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

// A process that vanished with its machine must not hold a series' range until TCP gives it up, two hours later.
const LIMITS = `set_config('idle_in_transaction_session_timeout', '60s', true)`

/**
 * Everything a transaction depends on, said in the transaction: the next one may run on another session of a pooler. The
 * connection of a superuser could look past row-level security, so its transactions take a role that cannot.
 */
function scopeStatement({ tenantId, role, plans }: Scope, bypasses: boolean): pg.QueryConfig {
  const settings = [`set_config('emite.tenant', $1, true)`, `set_config('emite.role', $2, true)`, LIMITS]
  if (bypasses) settings.push(`set_config('role', '${CONFINED_ROLE}', true)`)
  if (plans) settings.push(`set_config('plan_cache_mode', 'force_generic_plan', true)`)
  return {
    name: `${bypasses ? 'confined-scope' : 'scope'}${plans ? '-plans-kept' : ''}`,
    text: `select ${settings.join(', ')}`,
    values: [tenantId ?? '', role ?? ''],
  }
}

function queryOf(statement: Statement): pg.QueryConfig {
  return { ...statement, values: [...(statement.values ?? [])] }
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw asOutage(error)
  }
}

const DATE = 1082
const INT8 = 20
// The driver's types name a closed list of type ids; a server may send any.
const TYPE_PARSERS = pg.types as unknown as { getTypeParser(oid: number, format: 'text'): (value: string) => unknown }

/** Dates stay the calendar dates they are; 8-byte integers become exact bigints. */
function parserOf(oid: number): (value: string) => unknown {
  if (oid === DATE) return (value) => value
  if (oid === INT8) return (value) => BigInt(value)
  return TYPE_PARSERS.getTypeParser(oid, 'text')
}

/** The index that a unique violation names, when that is what the error is. */
export function violatedIndex(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined
}

function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02'
}

const NETWORK_ERROR = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/
// What the driver says when the connection went away under it.
const DRIVER_ERROR =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered|was closed))/
const UNREACHABLE = 'The database cannot be reached.'
// What only the operator of the server can mend, by the start of its code: the first that fits.
const SERVER_TROUBLE: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'The database refuses the login of Emite.'],
  [/^3D000/, 'There is no such database on the server.'],
  [/^53300/, 'The database takes no more connections.'],
  [/^53/, 'The database has run out of disk, memory or another resource.'],
  [/^25006/, 'The database takes no writes: it is a standby, or was made read-only.'],
  // Connection exceptions; a server that shuts down or starts; a transaction it gave up.
  [/^(08|57P|25P03)/, UNREACHABLE],
]

/** What is wrong with the server rather than with the statement, if it is. */
function troubleOf({ code = '' }: pg.DatabaseError): string | undefined {
  return SERVER_TROUBLE.find(([pattern]) => pattern.test(code))?.[1]
}

function isConnectionLoss(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return troubleOf(error) !== undefined
  if (!(error instanceof Error)) return false
  return NETWORK_ERROR.test((error as NodeJS.ErrnoException).code ?? '') || DRIVER_ERROR.test(error.message)
}

/** Errors of the connection become an outage; errors of a statement or of the caller stay what they are. */
function asOutage(error: unknown): unknown {
  if (!isConnectionLoss(error)) return error
  const trouble = error instanceof pg.DatabaseError ? troubleOf(error) : undefined
  return new Outage('database', trouble ?? UNREACHABLE, 2_000, { cause: error })
}
