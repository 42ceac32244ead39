import { publicEvents } from '../journey/7-deliver.ts'
import type { FeedWriter } from '../ports/feed.ts'

export interface FeederParts {
  readonly feedWriter: FeedWriter
  /** Told how many events went through, for metrics and to wake readers and senders. */
  readonly onFed: (events: number) => void
  readonly onError: (where: string, error: unknown) => void
}

// One turn stands for all that happens in so long.
const GATHER_MS = 25
// Tenants that are fed side by side by one process.
const ABREAST = 4

/**
 * Puts what happened to documents into the tenants' feeds. Any number of feeders may run: a tenant is fed by one at a time, and
 * each tenant gets one batch a round, so that none waits for another's backlog.
 */
export class Feeder {
  readonly #parts: FeederParts
  #timer: NodeJS.Timeout | undefined
  #feeding: Promise<number> | undefined
  #isWoken = false
  #isStopped = false

  constructor(parts: FeederParts) {
    this.#parts = parts
  }

  /** Feed soon instead of at the next turn. */
  wake(): void {
    if (this.#isStopped) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.feed().catch((error: unknown) => this.#parts.onError('feed', error))
    }, GATHER_MS)
  }

  /**
   * Feeds every tenant that has news, until none has any, or nothing moves because others are at it. Answers how many events of
   * documents went through. Whoever calls while it is under way makes it look once more.
   */
  feed(): Promise<number> {
    this.#isWoken = true
    this.#feeding ??= this.#rounds().finally(() => (this.#feeding = undefined))
    return this.#feeding
  }

  /** Ends with the round that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#feeding?.catch(() => undefined)
  }

  async #rounds(): Promise<number> {
    let fed = 0
    let round = 0
    do {
      this.#isWoken = false
      round = await this.#round()
      fed += round
    } while (this.#goesOn(round))
    return fed
  }

  #goesOn(round: number): boolean {
    return !this.#isStopped && (round > 0 || this.#isWoken)
  }

  async #round(): Promise<number> {
    const waiting = [...(await this.#parts.feedWriter.tenantsWithNews())]
    let fed = 0
    const work = async (): Promise<void> => {
      for (let tenantId = waiting.pop(); tenantId !== undefined; tenantId = waiting.pop())
        fed += await this.#place(tenantId)
    }
    await Promise.all(Array.from({ length: Math.min(ABREAST, waiting.length) }, work))
    return fed
  }

  /** What is wrong with one tenant's feed holds up no other's. */
  async #place(tenantId: string): Promise<number> {
    const { feedWriter, onFed, onError } = this.#parts
    try {
      const placed = await feedWriter.place(tenantId, publicEvents)
      if (placed === 'busy' || placed === 0) return 0
      onFed(placed)
      return placed
    } catch (error) {
      onError('feed', error)
      return 0
    }
  }
}
