import { createHash } from 'node:crypto'
import { chmod, mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'
import { canReach, isRoot, unprivilegedUser, type OperatingUser } from './operating-user.ts'
import { codeOf, makeOwned, textOf, writeOwned } from './owned-file.ts'

/** Where the database of a data folder lives, and who runs it. */
export interface Place {
  /** The folder that holds the cluster and what belongs to it. */
  readonly folder: string
  /** The account to run as; undefined when that is the one Emite runs as. */
  readonly user: OperatingUser | undefined
  /** The file in the data folder that leads here, when the place is outside the data folder. */
  readonly pointer: string | undefined
}

/** The folder inside a place that holds a finished PostgreSQL data folder, and never an unfinished one. */
export function clusterFolderOf(place: Place): string {
  return join(place.folder, 'cluster')
}

/**
 * The place of the database that belongs to a data folder: `<dataDir>/postgres`, unless Emite is root and the account
 * that PostgreSQL must run as cannot enter there; then a folder under `shelter` named after the data folder's path.
 *
 * What exists decides before any permission does: a database that was made somewhere is looked for there, because an
 * empty one in a better place would look like losing every document.
 */
export async function placeOf(dataDir: string, shelter: string, log: Log): Promise<Place> {
  await mkdir(dataDir, { recursive: true })
  const home = await realpath(dataDir)
  const own = join(home, 'postgres')
  const pointer = join(own, 'location')
  const recorded = (await textOf(pointer))?.trim()
  if (recorded !== undefined) return recordedPlace(recorded, pointer)

  const inside = { folder: own, user: undefined, pointer: undefined }
  if (!isRoot()) {
    await makeOwned(own, undefined)
    return inside
  }
  const owner = await ownerOf(inside)
  if (owner) return { ...inside, user: owner }

  const user = await unprivilegedUser(home)
  if (await canReach(user, home)) {
    await makeOwned(own, user)
    return { ...inside, user }
  }
  await mkdir(own, { recursive: true })
  return outsidePlace({ folder: join(shelter, `postgres-${shortHash(home)}`), user, pointer }, shelter, log)
}

/**
 * Writes into the data folder where its database is, once there is one to lead to; so a data folder that was moved
 * still finds it, and one whose database has gone says so.
 */
export async function recordPlace({ folder, pointer }: Place): Promise<void> {
  if (pointer !== undefined && (await textOf(pointer)) === undefined)
    await writeOwned(pointer, `${folder}\n`, undefined)
}

async function recordedPlace(folder: string, pointer: string): Promise<Place> {
  const place = { folder, user: undefined, pointer }
  const owner = await ownerOf(place)
  if (owner) return { ...place, user: isRoot() ? owner : undefined }
  throw new Error(
    `The database of this data folder was made in ${folder} and is not there any more. Put it back, or remove ` +
      `${pointer} to begin with an empty database.`,
  )
}

async function outsidePlace(place: Place & { user: OperatingUser }, shelter: string, log: Log): Promise<Place> {
  await makeShelter(shelter, place.user)
  log.info(
    `PostgreSQL runs as uid ${place.user.uid}, who cannot enter the data folder; the database lives in ${place.folder}`,
  )
  // Finished, but killed before the pointer to it was written.
  const owner = await ownerOf(place)
  if (owner) return { ...place, user: owner }
  await makeOwned(place.folder, place.user)
  return place
}

/** Who owns the finished cluster of a place; undefined where there is none yet. */
async function ownerOf(place: Place): Promise<OperatingUser | undefined> {
  const cluster = clusterFolderOf(place)
  const found = await statOf(cluster)
  if (!found) return undefined
  const owner = { uid: found.uid, gid: found.gid }
  if (!isRoot()) return owner
  if (owner.uid === 0) {
    throw new Error(
      `${cluster} belongs to root, as whom PostgreSQL refuses to run. Give it back to the account that made it: ` +
        `chown -R postgres ${place.folder}`,
    )
  }
  if (await canReach(owner, place.folder)) return owner
  throw new Error(
    `${cluster} belongs to uid ${owner.uid}, who cannot enter ${place.folder}. Allow entering every folder on the way ` +
      `(chmod o+x), or move the data folder.`,
  )
}

async function statOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function makeShelter(shelter: string, user: OperatingUser): Promise<void> {
  // A strict umask must not close it to the account it is made for.
  if (await mkdir(shelter, { recursive: true })) await chmod(shelter, 0o755)
  if (await canReach(user, shelter)) return
  throw new Error(
    `PostgreSQL must run as uid ${user.uid}, who can enter neither the data folder nor ${shelter}. Choose a data ` +
      `folder that other accounts may enter, start Emite as another user, or set DATABASE_URL.`,
  )
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
