import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import type { OperatingUser } from './operating-user.ts'
import { codeOf } from './owned-file.ts'

/** Where and as whom a program runs. `cwd` must be a folder that the user can enter. */
export interface Surroundings {
  readonly cwd: string
  readonly user: OperatingUser | undefined
}

/** Runs a PostgreSQL program to its end; throws with what it said when it fails. */
export async function runProgram(path: string, args: readonly string[], where: Surroundings): Promise<void> {
  const child = spawnProgram(path, args, where, ['ignore', 'pipe', 'pipe'])
  const said: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  const ending = await endingOf(child, 'close')
  if (ending !== 'code 0')
    throw new Error(`${path} ended with ${ending}: ${Buffer.concat(said).toString('utf8').trim()}`)
}

/**
 * Starts a PostgreSQL program without Emite's environment: it holds the master key and other secrets, and the
 * environment of a server is readable for its whole life.
 */
export function spawnProgram(
  path: string,
  args: readonly string[],
  { cwd, user }: Surroundings,
  stdio: StdioOptions,
  detached = false,
): ChildProcess {
  const env = Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  return spawn(path, [...args], {
    cwd,
    stdio,
    detached,
    windowsHide: true,
    env: { ...env, LC_ALL: 'C', TZ: 'UTC' },
    ...user,
  })
}

/** How a program ended: `code 0`, `signal SIGKILL`. Rejects when it could not be started at all. */
export function endingOf(child: ChildProcess, event: 'exit' | 'close'): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once(event, (code: number | null, signal: string | null) =>
      resolve(signal === null ? `code ${code ?? 'unknown'}` : `signal ${signal}`),
    )
    child.once('error', (cause) => reject(new Error(`cannot run ${child.spawnfile}: ${cause.message}`, { cause })))
  })
}

/** Whether a process of that number exists, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const INHERITED = ['PATH', 'SystemRoot', 'TEMP', 'TMP']
