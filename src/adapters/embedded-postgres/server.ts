import { closeSync, constants, fchownSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Outage } from '../../domain/outage.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { lastWordsOf, START_LOG } from './last-words.ts'
import type { Log } from './log.ts'
import { codeOf, textOf, writeOwned } from './owned-file.ts'
import type { Place } from './place.ts'
import { freePort, isFree } from './port.ts'
import { hasEnded, livingPostmaster, removeStalePidFile, type Postmaster } from './postmaster.ts'
import { endingOf, runProgram, spawnProgram } from './program.ts'
import { openSession, type Session } from './session.ts'
import { writeSettings } from './settings.ts'

/** What it takes to run the server of a cluster. */
export interface Server {
  readonly place: Place
  readonly binaries: Binaries
  readonly cluster: Cluster
  readonly log: Log
}

/** A share in a server that is ready. */
export interface Attachment {
  readonly session: Session
  readonly port: number
  /** Whether the server was running already. */
  readonly adopted: boolean
}

/**
 * Takes a share in the cluster's server, and starts one if there is none. `port` binds it to one port; otherwise it is
 * the last one, when that is free.
 *
 * Who starts it is decided by PostgreSQL's own interlock: every contender may try, one becomes the server, and the
 * others see that and adopt it. A server that is recovering is waited for, one that is stopping is waited out.
 *
 * @throws {Outage} when it neither starts nor answers.
 */
export async function attach(server: Server, port?: number): Promise<Attachment> {
  const givesUpAt = Date.now() + PATIENCE_MS
  let startedPid: number | undefined
  let failedStarts = 0
  let reason: unknown
  for (let waitMs = 5; failedStarts < START_ATTEMPTS && Date.now() < givesUpAt; waitMs = Math.min(waitMs * 2, 1000)) {
    const running = await livingPostmaster(server.cluster.folder)
    try {
      if (!running) startedPid = await start(server, await portFor(server, port))
      if (running?.status === 'ready') {
        const session = await openSession(server.cluster, running.port)
        return { session, port: running.port, adopted: running.pid !== startedPid }
      }
    } catch (error) {
      if (await isFinal(error, server)) throw error
      if (!running) failedStarts += 1
      reason = error
    }
    await delay(waitMs)
  }
  throw await outageOf(server, reason)
}

/** Stops the server and waits until it has gone. Open connections are cut; what was committed stays. */
export async function shutDown(server: Server): Promise<void> {
  const running = await livingPostmaster(server.cluster.folder)
  if (!running) return
  await askToStop(server, 'fast')
  if (await endsWithin(server, running, 60_000)) return
  server.log.warn('PostgreSQL did not stop within a minute; stopping it at once, so it will recover when it starts')
  await askToStop(server, 'immediate')
  if (!(await endsWithin(server, running, 10_000))) throw new Error(`PostgreSQL (pid ${running.pid}) does not stop`)
}

/** Whether waiting cannot put it right: the password is wrong, or the port another program's. */
async function isFinal(error: unknown, { cluster }: Server): Promise<boolean> {
  if (codeOf(error)?.startsWith('28')) return true
  // Another process can have started our own server on it since we looked.
  return error instanceof PortTaken && (await livingPostmaster(cluster.folder)) === undefined
}

class PortTaken extends Error {}

async function portFor({ place }: Server, asked: number | undefined): Promise<number> {
  const last = Number((await textOf(join(place.folder, 'port')))?.trim() ?? 0)
  const wanted = asked ?? last
  if (wanted > 0 && (await isFree(wanted))) return wanted
  if (asked === undefined) return freePort()
  throw new PortTaken(`port ${asked} of 127.0.0.1, which PostgreSQL was to listen on, is taken by another program`)
}

/**
 * Starts the server and waits until it is ready. Away from Emite's own process group, so that Ctrl-C reaches Emite
 * only, which then stops it in order; and so that it outlives an Emite that was killed.
 */
async function start({ place, binaries, cluster, log }: Server, port: number): Promise<number> {
  await writeSettings(cluster.folder, place.user)
  await removeStalePidFile(cluster.folder)
  const output = openStartLog(place)
  const child = spawnProgram(
    binaries.programPath('postgres'),
    ['-D', cluster.folder, '-p', String(port)],
    { cwd: place.folder, user: place.user },
    ['ignore', output, output],
    true,
  )
  closeSync(output)
  child.unref()

  let ending: string | undefined
  const ended = endingOf(child, 'exit').then((how) => (ending = how))
  for (let waitedMs = 0; ending === undefined; waitedMs += POLL_MS) {
    await Promise.race([ended, delay(POLL_MS)])
    const running = await livingPostmaster(cluster.folder)
    if (running && running.pid === child.pid && running.status === 'ready') {
      await writeOwned(join(place.folder, 'port'), `${port}\n`, place.user)
      return running.pid
    }
    if (waitedMs === 2000) log.info('PostgreSQL is still starting; after a crash it first recovers')
  }
  throw new Error(`PostgreSQL ended with ${ending} while it started`)
}

/** The operating user's, so that the next start can be that account's own. */
function openStartLog({ folder, user }: Place): number {
  const output = openSync(join(folder, START_LOG), NEW_LOG, 0o600)
  if (user) fchownSync(output, user.uid, user.gid)
  return output
}

async function askToStop({ place, binaries, cluster }: Server, mode: 'fast' | 'immediate'): Promise<void> {
  const args = ['stop', '-D', cluster.folder, '-m', mode, '-W', '-s']
  try {
    await runProgram(binaries.programPath('pg_ctl'), args, { cwd: place.folder, user: place.user })
  } catch (error) {
    // It went by itself in the meantime.
    if (await livingPostmaster(cluster.folder)) throw error
  }
}

async function endsWithin({ cluster }: Server, running: Postmaster, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += POLL_MS) {
    if (await hasEnded(cluster.folder, running)) return true
    await delay(POLL_MS)
  }
  return false
}

async function outageOf({ place, cluster }: Server, cause: unknown): Promise<Outage> {
  const reason = cause instanceof Error ? cause.message : 'it is not ready'
  const words = await lastWordsOf(place, cluster)
  return new Outage('database', `Emite's own PostgreSQL cannot be used: ${reason}. ${words}`, 5000, { cause })
}

const POLL_MS = 10
/** Some seconds: what is left of a server that was killed can hold its memory that long. */
const START_ATTEMPTS = 10

/** For a server that somebody else starts or stops. Recovery reads at most `max_wal_size`: a minute on a slow disk. */
const PATIENCE_MS = 120_000

/** Appending, because a contender for the same server may write there too; never through a link that somebody left. */
const NEW_LOG = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND | constants.O_NOFOLLOW
