import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ConfigError, SETTINGS } from './config.ts'

/**
 * Makes the data folder unless it is there.
 *
 * @throws ConfigError that names the setting and the folder
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await make(resolve(dataDir))
  } catch (error) {
    throw new ConfigError([`${SETTINGS.dataDir.name}: ${reasonOf(error, resolve(dataDir))}`])
  }
}

/** One folder at a time: where the system knows no new folders, as below /proc, Node's own recursion never ends. */
async function make(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) await make(parent)
  try {
    await mkdir(folder)
  } catch (error) {
    // Another process has just made it.
    if (codeOf(error) !== 'EEXIST' || !(await isFolder(folder))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
  throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR', path })
}

function reasonOf(error: unknown, dataDir: string): string {
  const { path = dataDir } = error as NodeJS.ErrnoException
  if (codeOf(error) === 'ENOTDIR') return `"${dataDir}" cannot be a folder: there is a file in its place or on its way`
  return `the folder "${dataDir}" cannot be made: "${path}" may not be written (${codeOf(error)})`
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? error)
}
