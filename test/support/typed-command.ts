import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

/** A process that a person started by typing a command, its words so far, and how it ended. */
export function typed(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (bytes) => (said.out += String(bytes)))
  child.stderr.on('data', (bytes) => (said.err += String(bytes)))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  running.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { said, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) }
}

/** Ends, without mercy, every process typed so far that is still there. For `afterEach`. */
export async function killTyped(): Promise<void> {
  for (const end of running.splice(0)) await end()
}

const running: (() => Promise<void>)[] = []

/** The first value that is not undefined, looked for often, for `ms` at most. */
export async function until<Value>(
  look: () => Promise<Value | undefined> | Value | undefined,
  ms: number,
): Promise<Value> {
  for (const end = Date.now() + ms; ;) {
    const value = await look()
    if (value !== undefined) return value
    if (Date.now() > end) throw new Error('waited in vain')
    await pause(50)
  }
}
