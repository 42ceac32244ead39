import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** One of our own processes, started as an operator would start it. */
export class Process {
  readonly #args: readonly string[]
  readonly #environment: NodeJS.ProcessEnv
  #child: ChildProcess | undefined
  #output = ''

  /** `args` follow `node`, such as `['src/main.ts', 'worker']`. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#args = args
    this.#environment = { ...process.env, ...environment }
  }

  start(): void {
    const child = spawn(process.execPath, this.#args, {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.#child = child
  }

  /** Ends it at once, with no chance to tidy up. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** The last of what it printed, for the message of a failing test. */
  get output(): string {
    return this.#output
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Asks until `url` answers 200. @throws after `timeoutMs`. */
export async function ready(url: string, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > until) throw new Error(`${url} did not get ready`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
