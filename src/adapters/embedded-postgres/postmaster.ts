import { randomBytes } from 'node:crypto'
import { link, readFile, readlink, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { codeOf, textOf } from './owned-file.ts'
import { isAlive } from './program.ts'

/** The PostgreSQL server process of a cluster, as its own `postmaster.pid` tells of it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** `starting`, `ready` or `stopping`; empty in the first moments. */
  readonly status: string
}

/** The server that is alive in a cluster. A pid file whose process is gone, or has become another program, is none. */
export async function livingPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const found = parse(await textOf(pidFileOf(cluster)))
  return found && (await isPostmasterOf(cluster, found.pid)) ? found : undefined
}

/** Whether a server that was alive has gone: the process itself, not only its pid file. */
export async function hasEnded(cluster: string, { pid }: Postmaster): Promise<boolean> {
  return !(await isPostmasterOf(cluster, pid))
}

/**
 * Takes away a pid file that a killed server left, when its number now belongs to another program.
 *
 * PostgreSQL sees to stale files by itself, but not to this case, which is the rule in containers, where every start
 * hands out the same few numbers.
 */
export async function removeStalePidFile(cluster: string): Promise<void> {
  const path = pidFileOf(cluster)
  const stale = await textOf(path)
  const found = parse(stale)
  if (!found || !isAlive(found.pid) || (await isPostmasterOf(cluster, found.pid))) return

  // Renamed and looked at again: between reading and removing, another process may have started a server.
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path)
  await rm(aside)
}

function pidFileOf(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

function parse(text: string | undefined): Postmaster | undefined {
  const [pid, , , port, , , , status] = (text ?? '').split('\n')
  if (!Number(pid)) return undefined
  return { pid: Number(pid), port: Number(port ?? 0), status: status?.trim() ?? '' }
}

async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') return nameOf(pid).endsWith('postgres')
  try {
    // A server works in its cluster, and a process that has ended but is still listed works nowhere.
    return (await readlink(`/proc/${pid}/cwd`)) === cluster
  } catch (error) {
    // Not ours to look at: not the cluster's owner either, since we are that or root.
    if (['ENOENT', 'EACCES', 'EPERM', 'ESRCH'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}

function nameOf(pid: number): string {
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
}
