import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Log } from './log.ts'
import { codeOf, syncFolder, textOf, writeOwned } from './owned-file.ts'
import { clusterFolderOf, recordPlace, type Place } from './place.ts'
import { isAlive, runProgram } from './program.ts'
import { INCLUDE_SETTINGS } from './settings.ts'

/** A finished PostgreSQL data folder and the passwords of its two roles. */
export interface Cluster {
  readonly folder: string
  readonly passwords: Passwords
}

interface Passwords {
  readonly admin: string
  readonly application: string
}

/** The superuser that administers the server. The application never uses it. */
export const ADMIN_ROLE = 'emite_admin'

/**
 * The cluster of a place, made if there is none.
 *
 * There is no lock and no marker: a cluster is made under another name and renamed once it is complete, so the name
 * `cluster` is the marker, and of two processes that make one at the same time the file system lets one rename win.
 */
export async function clusterOf(place: Place, binaries: Binaries, log: Log): Promise<Cluster> {
  const folder = clusterFolderOf(place)
  if (!(await isFinished(folder))) await makeCluster(place, binaries, log)
  await checkMajor(folder, binaries)
  await recordPlace(place)
  return { folder, passwords: await passwordsOf(folder) }
}

async function makeCluster(place: Place, binaries: Binaries, log: Log): Promise<void> {
  await removeUnfinished(place, log)
  const workshop = join(place.folder, `${UNFINISHED}${process.pid}-${OUR_TOKEN}-${randomBytes(4).toString('hex')}`)
  await mkdir(workshop, { mode: 0o700 })
  try {
    if (place.user) await chown(workshop, place.user.uid, place.user.gid)
    const data = join(workshop, 'data')
    await initialise(data, workshop, place, binaries)
    await syncFolder(data)
    await renameUnlessMade(data, clusterFolderOf(place))
    await syncFolder(place.folder)
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function initialise(data: string, workshop: string, { user }: Place, binaries: Binaries): Promise<void> {
  const passwords: Passwords = { admin: randomBytes(24).toString('hex'), application: randomBytes(24).toString('hex') }
  const passwordFile = join(workshop, 'password')
  await writeOwned(passwordFile, `${passwords.admin}\n`, user)
  await runProgram(
    binaries.programPath('initdb'),
    [
      `--pgdata=${data}`,
      `--username=${ADMIN_ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own C.UTF-8 sorts the same on every machine; the operating system's changes with its libc.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    { cwd: workshop, user },
  )
  const settings = join(data, 'postgresql.conf')
  await writeOwned(settings, `${(await textOf(settings)) ?? ''}\n${INCLUDE_SETTINGS}`, user)
  // Inside the cluster, so that a copy or a backup of it cannot be parted from its passwords.
  await writeOwned(join(data, PASSWORDS_FILE), JSON.stringify(passwords), user)
}

async function renameUnlessMade(data: string, folder: string): Promise<void> {
  try {
    await rename(data, folder)
  } catch (error) {
    if (!(await isFinished(folder))) throw error
  }
}

/**
 * Whether a cluster is there. A folder of that name that is not one of ours is never touched: what is in it may be all
 * that is left of somebody's documents.
 */
async function isFinished(folder: string): Promise<boolean> {
  const entries = await entriesOf(folder)
  if (entries.length === 0) return false
  if (entries.includes('PG_VERSION') && entries.includes('global') && entries.includes(PASSWORDS_FILE)) return true
  throw new Error(
    `${folder} is not a complete database of Emite (PG_VERSION, global and ${PASSWORDS_FILE} belong in it). Restore it ` +
      `from a backup, or move it away to begin with an empty database.`,
  )
}

async function checkMajor(folder: string, binaries: Binaries): Promise<void> {
  const found = (await textOf(join(folder, 'PG_VERSION')))?.trim() ?? 'an unknown version'
  if (found === binaries.major) return
  throw new Error(
    `${folder} was written by PostgreSQL ${found}; this Emite brings PostgreSQL ${binaries.major}, which cannot open ` +
      `it. Dump it with the Emite that made it (pg_dump) and restore the dump into a new data folder.`,
  )
}

async function passwordsOf(folder: string): Promise<Passwords> {
  const path = join(folder, PASSWORDS_FILE)
  const { admin, application } = JSON.parse((await textOf(path)) ?? '{}') as Partial<Passwords>
  if (admin && application) return { admin, application }
  throw new Error(`${path} does not hold the passwords of ${ADMIN_ROLE} and emite. Restore it from a backup.`)
}

/** What processes that were killed left behind. The name says whose it was; one that is still at work is left alone. */
async function removeUnfinished({ folder }: Place, log: Log): Promise<void> {
  const unfinished = (await entriesOf(folder)).filter((name) => name.startsWith(UNFINISHED))
  for (const name of unfinished) {
    const [pid, token] = name.slice(UNFINISHED.length).split('-')
    const isAtWork = Number(pid) === process.pid ? token === OUR_TOKEN : isAlive(Number(pid))
    if (isAtWork) continue
    log.warn(`removing ${join(folder, name)}: a process was killed while it made this database`)
    // The killed process's initdb may still be writing for a moment.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

const PASSWORDS_FILE = 'emite-passwords.json'
const UNFINISHED = 'cluster.unfinished-'

/** Tells our own unfinished work from that of an earlier process that had the same pid, as in containers. */
const OUR_TOKEN = randomBytes(4).toString('hex')
