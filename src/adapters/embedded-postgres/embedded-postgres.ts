import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { APPLICATION, ensureApplicationDatabase } from './application-database.ts'
import { binariesFor } from './binaries.ts'
import { ADMIN_ROLE, clusterOf } from './cluster.ts'
import type { Log } from './log.ts'
import { placeOf } from './place.ts'
import { attach, shutDown, type Attachment, type Server } from './server.ts'
import { urlOf, type Session } from './session.ts'

/** A PostgreSQL server of Emite's own, ready, listening on 127.0.0.1 only. The URLs hold passwords: never log them. */
export interface EmbeddedPostgres {
  /** For the application: the role `emite`, which row-level security binds, and its own database. */
  readonly url: string
  /** For administration: a superuser, in the database `postgres`. */
  readonly adminUrl: string
  /** PostgreSQL's data folder. */
  readonly dataDirectory: string
  /** PostgreSQL's version, `18.4`. */
  readonly version: string
  /** Whether the server was running already: left by a process that was killed, or shared with one that lives. */
  readonly adopted: boolean
  /**
   * Gives up this process's share, and stops the server unless another process has one. Close pools first: what is
   * still connected is cut. May be called more than once.
   */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Emite's data folder; the database goes into `postgres` inside it. Created if absent. */
  readonly dataDir: string
  readonly log: Log
  /** A port to insist on; by default a free one, kept from start to start. */
  readonly port?: number
  /** Where databases go whose data folder the operating user cannot enter; only root ever needs it. */
  readonly shelter?: string
}

/**
 * Starts Emite's own PostgreSQL in a data folder, or takes a share in the one that runs there. While this process
 * lives and has not called `stop`, a server that dies is started again on the same port.
 *
 * @throws {Outage} when the server does not start; Error when somebody must put something right first: the npm
 * package is missing, the data folder is another major version's, belongs to root or is not a database at all.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, port, shelter = '/var/lib/emite' } = options
  const place = await placeOf(dataDir, shelter, log)
  const binaries = await binariesFor(place, log)
  const cluster = await clusterOf(place, binaries, log)
  const server: Server = { place, binaries, cluster, log }
  const first = await attach(server, port)
  try {
    await ensureApplicationDatabase(first.session, cluster.passwords.application)
  } catch (error) {
    await leave(server, first.session)
    throw error
  }
  log.info(`PostgreSQL ${first.session.version} ${first.adopted ? 'was running' : 'started'} in ${cluster.folder}`)

  const share = keep(server, first)
  return {
    url: urlOf(APPLICATION, cluster.passwords.application, first.port, APPLICATION),
    adminUrl: urlOf(ADMIN_ROLE, cluster.passwords.admin, first.port, 'postgres'),
    dataDirectory: cluster.folder,
    version: first.session.version,
    adopted: first.adopted,
    stop: share.giveUp,
  }
}

/** Keeps a share in the server, taking a new one whenever the server is lost, until it is given up. */
function keep(server: Server, first: Attachment): { giveUp: () => Promise<void> } {
  const givingUp = new AbortController()
  const givenUp = once(givingUp.signal, 'abort')

  const watch = async (): Promise<void> => {
    for (
      let current: Attachment | undefined = first;
      current;
      current = await attachAgain(server, first.port, givingUp)
    ) {
      await Promise.race([current.session.ended, givenUp])
      if (givingUp.signal.aborted) return leave(server, current.session)
      server.log.warn('the connection to PostgreSQL was lost; looking for the server, or starting it again')
    }
  }
  const watching = watch()

  return {
    giveUp: () => {
      givingUp.abort()
      return watching
    },
  }
}

/** On the same port, because the URLs that were given out name it. Undefined when given up without one. */
async function attachAgain(server: Server, port: number, givingUp: AbortController): Promise<Attachment | undefined> {
  while (!givingUp.signal.aborted) {
    try {
      const again = await attach(server, port)
      if (again.port !== port)
        server.log.warn(`PostgreSQL is back on port ${again.port}, not ${port}: restart this process`)
      return again
    } catch (error) {
      server.log.warn(`PostgreSQL is not back yet: ${error instanceof Error ? error.message : String(error)}`)
      await Promise.race([delay(RETRY_MS), once(givingUp.signal, 'abort')])
    }
  }
  return undefined
}

async function leave(server: Server, session: Session): Promise<void> {
  if (await isLastToLeave(server, session)) {
    await shutDown(server)
    await session.ended
    server.log.info(`PostgreSQL stopped in ${server.cluster.folder}`)
  } else {
    await session.close()
  }
}

async function isLastToLeave({ log }: Server, session: Session): Promise<boolean> {
  try {
    const isLast = await session.isLastToLeave()
    if (!isLast) log.info('PostgreSQL keeps running for another process of Emite')
    return isLast
  } catch (error) {
    // The server died under us, so there is nothing to stop; the next start finds whatever there is.
    log.warn(`PostgreSQL was gone before it was stopped: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

const RETRY_MS = 1000
