import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '..')
const LAST_WORDS = 8_000
// What Linux counts processor time in, on every architecture that Node runs on.
const TICK_MS = 10

/** A Node program of this repository in a process of its own. Ended when it is disposed of. */
export class Program {
  readonly #child: ChildProcess
  readonly #name: string
  #lastWords = ''

  /** `args` follow `node`, such as `['src/main.ts', 'api']`. What it logs is read and dropped, as a log collector would. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.#name = args.join(' ')
    this.#child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#lastWords = (this.#lastWords + chunk.toString()).slice(-LAST_WORDS)
      })
    }
  }

  /** Asks until `url` answers 200; answers the milliseconds that took. @throws Error when the program ends or takes a minute */
  async ready(url: string): Promise<number> {
    const begin = performance.now()
    for (;;) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
      await answer?.arrayBuffer()
      if (answer?.ok) return performance.now() - begin
      if (this.#hasEnded) throw new Error(`${this.#name} ended: ${this.#lastWords}`)
      if (performance.now() - begin > 60_000) throw new Error(`${this.#name} is not ready: ${this.#lastWords}`)
      await delay(5)
    }
  }

  /** Memory of the process that lies in RAM, in megabytes. */
  residentMb(): number {
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(this.#child.pid)], { encoding: 'utf8' })
    return Number(kilobytes.trim()) / 1024
  }

  /** Processor time it has used, all threads together, in milliseconds; NaN where the system has no `/proc`. */
  cpuMs(): number {
    try {
      const fields =
        readFileSync(`/proc/${this.#child.pid ?? 0}/stat`, 'utf8')
          .split(') ')[1]
          ?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS
    } catch {
      return Number.NaN
    }
  }

  /** Asks it to end and waits until it has. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasEnded) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), 15_000)
    await gone
    clearTimeout(tooLong)
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}

/** A port of the loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
