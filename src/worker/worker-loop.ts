import type { Clock } from '../ports/clock.ts'
import type { WorkQueue } from '../ports/work.ts'
import type { Worker } from './worker.ts'

/** Something done again and again beside the steps: probes, deadline warnings, seals, expiry watch. */
export interface Chore {
  readonly name: string
  readonly everyMs: number
  run(): Promise<unknown>
}

export interface LoopParts {
  readonly worker: Pick<Worker, 'running' | 'start' | 'idle' | 'oneDone' | 'heartbeat'>
  readonly work: Pick<WorkQueue, 'nextDue' | 'onWork'>
  readonly clock: Clock
  readonly chores: readonly Chore[]
  /** Steps of this process at one time. */
  readonly concurrency: number
  readonly onError: (where: string, error: unknown) => void
}

// Behind notices that may get lost stands a poll.
const POLL_MS = 1_000
const HEARTBEAT_MS = 10_000

/** Runs a worker until it is stopped. */
export class WorkerLoop {
  readonly #parts: LoopParts
  readonly #timers: NodeJS.Timeout[] = []
  #endRest: () => void = () => undefined
  #isWoken = false
  #isStopped = false
  #ended: Promise<void> = Promise.resolve()
  #lastTurnAt = 0
  #forgetNotices: () => Promise<void> = () => Promise.resolve()

  constructor(parts: LoopParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    const { work, worker, chores } = this.#parts
    this.#forgetNotices = await work.onWork(() => this.wake())
    this.#every(HEARTBEAT_MS, 'heartbeat', () => worker.heartbeat())
    for (const chore of chores) this.#every(chore.everyMs, chore.name, () => chore.run())
    this.#ended = this.#loop()
  }

  /** Look for work now instead of at the next poll. */
  wake(): void {
    this.#isWoken = true
    this.#endRest()
  }

  /** Milliseconds since the loop last looked for work. */
  get idleMs(): number {
    return this.#parts.clock.now().getTime() - this.#lastTurnAt
  }

  /** Stops claiming and lets the steps under way end. Steps that take longer are taken over when their lease ends. */
  async stop(): Promise<void> {
    this.#isStopped = true
    for (const timer of this.#timers) clearInterval(timer)
    this.wake()
    await this.#ended
    await this.#forgetNotices()
  }

  async #loop(): Promise<void> {
    const { worker, concurrency, clock, onError } = this.#parts
    while (!this.#isStopped) {
      this.#isWoken = false
      this.#lastTurnAt = clock.now().getTime()
      try {
        const free = concurrency - worker.running
        const started = free > 0 ? await worker.start(free) : 0
        // A full hand means there may be more; otherwise rest until something is due or new.
        if (free > 0 && started === free) continue
        // With all hands full the loop still turns: it is steps that take long then, not the loop that is stuck.
        await (free > 0 ? this.#rest() : Promise.race([worker.oneDone(), clock.pause(POLL_MS)]))
      } catch (error) {
        onError('worker', error)
        await clock.pause(POLL_MS)
      }
    }
    await Promise.race([worker.idle(), clock.pause(10_000)])
  }

  async #rest(): Promise<void> {
    const { work, clock } = this.#parts
    const due = await work.nextDue()
    const restMs = due ? Math.max(10, Math.min(POLL_MS, due.getTime() - clock.now().getTime())) : POLL_MS
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs)
      this.#endRest = () => {
        clearTimeout(timer)
        resolve()
      }
      // Somebody may have called while the claim was under way.
      if (this.#isWoken) this.#endRest()
    })
    this.#endRest = () => undefined
  }

  #every(ms: number, where: string, run: () => Promise<unknown>): void {
    let isRunning = false
    const timer = setInterval(() => {
      if (isRunning) return
      isRunning = true
      run()
        .catch((error: unknown) => this.#parts.onError(where, error))
        .finally(() => (isRunning = false))
    }, ms)
    this.#timers.push(timer)
  }
}
