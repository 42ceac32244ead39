import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The account that PostgreSQL runs under while Emite itself is root. Both ids are numeric, as the kernel wants them. */
export interface OperatingUser {
  readonly uid: number
  readonly gid: number
}

/** Whether this process is root, as whom PostgreSQL refuses to run. Never true on Windows. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account that a new database will belong to: the owner of the data folder when that is not root, else the first
 * of the usual unprivileged accounts that exists here. It must be in the account list, because initdb looks it up.
 */
export async function unprivilegedUser(dataDir: string): Promise<OperatingUser> {
  const accounts = await accountsHere()
  const owner = await stat(dataDir)
  const found =
    accounts.find(({ uid }) => uid !== 0 && uid === owner.uid) ??
    USUAL_NAMES.map((name) => accounts.find((account) => account.name === name)).find(Boolean)
  if (found) return { uid: found.uid, gid: found.gid }
  throw new Error(
    `PostgreSQL refuses to run as root, and none of the accounts ${USUAL_NAMES.join(', ')} exists. ` +
      `Create one (useradd --system emite), start Emite as another user, or set DATABASE_URL.`,
  )
}

/** Whether an account may enter a folder, or run a program, and enter every folder on the way to it. */
export async function canReach(user: OperatingUser, path: string): Promise<boolean> {
  for (let here = path; ; here = dirname(here)) {
    if (!(await mayEnter(user, here))) return false
    if (here === dirname(here)) return true
  }
}

const USUAL_NAMES = ['emite', 'postgres', '_postgres', 'nobody']

async function mayEnter(user: OperatingUser, path: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(path)
  // As the kernel does it: only the first class that fits counts, even where a later one would allow more.
  const granted = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
  return (granted & 1) === 1
}

async function accountsHere(): Promise<(OperatingUser & { name: string })[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').filter((line) => /^[^#:]+:/.test(line))
  return lines.map((line) => {
    const [name = '', , uid, gid] = line.split(':')
    // macOS writes nobody's -2; the kernel counts in unsigned 32 bits.
    return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
  })
}
