import { chown, mkdir, open, readFile, rename } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import type { OperatingUser } from './operating-user.ts'

/**
 * Replaces a file in one step: a reader or a power cut finds the old text or the new one, never a part. Readable by
 * its owner only.
 *
 * The new file is created under a name that nobody could have prepared, because root writes here into folders that an
 * unprivileged account owns and could plant links in.
 */
export async function writeOwned(path: string, text: string, owner: OperatingUser | undefined): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    if (owner) await file.chown(owner.uid, owner.gid)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

/** Makes a folder that only its owner may enter, or hands over one that a killed process had just made. */
export async function makeOwned(folder: string, owner: OperatingUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (owner) await chown(folder, owner.uid, owner.gid)
}

/** The text of a file, or undefined where there is no such file. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Puts names that were created or renamed in a folder beyond the reach of a power cut. Windows has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The system's code of an error (`ENOENT`) or PostgreSQL's (`57P03`), when it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
