import type { FastifyBaseLogger } from 'fastify'
import type { Caller } from '../../domain/caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Feed, FeedPage, FeedQuery } from '../../ports/feed.ts'

// Behind notices that may get lost stands a poll.
const POLL_MS = 1_000

interface Waiter {
  readonly tenantId: string
  readonly after: bigint
  readonly end: () => void
}

/**
 * Watches the feeds for all readers of this process that wait for news: one look a second, or at a notice, at the heads of the
 * tenants concerned. Readers at the same place share one page.
 */
export class FeedWatch {
  readonly #feed: Feed
  readonly #log: FastifyBaseLogger
  readonly #mostAKey: number
  readonly #readers = new Map<object, { readonly tenantId: string; readonly key: string }>()
  readonly #waiters = new Set<Waiter>()
  readonly #pages = new Map<string, Promise<FeedPage>>()
  #heads: ReadonlyMap<string, bigint> = new Map()
  #timer: NodeJS.Timeout | undefined
  #listening: Promise<() => Promise<void>> | undefined
  #looking: Promise<void> | undefined
  #isWoken = false
  #isClosed = false

  constructor(feed: Feed, log: FastifyBaseLogger, mostAKey: number) {
    this.#feed = feed
    this.#log = log
    this.#mostAKey = mostAKey
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /**
   * Counts a reader in until the returned function is called.
   *
   * @throws Refusal rate-limited when its key has too many
   */
  enter({ tenantId, actor }: Caller): () => void {
    const key = `${tenantId}/${actor}`
    const count = this.#readers.values().reduce((sum, reader) => sum + (reader.key === key ? 1 : 0), 0)
    if (count >= this.#mostAKey) throw tooManyReaders(this.#mostAKey)
    const reader = {}
    this.#readers.set(reader, { tenantId, key })
    this.#listen()
    this.#timer ??= setInterval(() => this.#look(), POLL_MS)
    return () => {
      this.#readers.delete(reader)
      if (this.#readers.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** A page; those who ask for the same one while it is fetched get the same. */
  async list(query: FeedQuery): Promise<FeedPage> {
    const { tenantId, environment, after, limit, types } = query
    const name = JSON.stringify([tenantId, environment, String(after), limit, types])
    const page = this.#pages.get(name) ?? this.#feed.list(query).finally(() => this.#pages.delete(name))
    this.#pages.set(name, page)
    return page
  }

  async head(tenantId: string): Promise<bigint> {
    return (await this.#feed.heads([tenantId])).get(tenantId) ?? 0n
  }

  /** Resolves when the tenant's feed goes beyond `after`, at the latest after `ms` milliseconds; at once when `signal` says so. */
  async news(tenantId: string, after: bigint, ms: number, signal: AbortSignal): Promise<void> {
    if (this.#isClosed || signal.aborted || (this.#heads.get(tenantId) ?? 0n) > after) return
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.#waiters.delete(waiter)
        resolve()
      }
      const waiter = { tenantId, after, end }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end)
      this.#waiters.add(waiter)
    })
  }

  /** Lets every reader go. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    for (const waiter of this.#waiters) waiter.end()
    const forget = await this.#listening?.catch(() => undefined)
    await forget?.()
    await this.#looking
  }

  /** From the first reader on. Where no notices are to be had, the poll alone serves. */
  #listen(): void {
    this.#listening ??= this.#feed.onFeed(() => this.#look())
    this.#listening.catch((err: unknown) => {
      this.#log.warn({ err }, 'no notices of the feed')
      this.#listening = undefined
    })
  }

  #look(): void {
    this.#isWoken = true
    if (this.#isClosed || this.#looking || this.#readers.size === 0) return
    this.#looking = this.#lookAtHeads()
      .catch((err: unknown) => this.#log.warn({ err }, 'the heads of the feeds could not be read'))
      .finally(() => (this.#looking = undefined))
  }

  async #lookAtHeads(): Promise<void> {
    while (this.#isWoken && !this.#isClosed) {
      this.#isWoken = false
      const tenants = new Set(this.#readers.values().map(({ tenantId }) => tenantId))
      this.#heads = await this.#feed.heads([...tenants])
      for (const waiter of this.#waiters) if ((this.#heads.get(waiter.tenantId) ?? 0n) > waiter.after) waiter.end()
    }
  }
}

function tooManyReaders(most: number): Refusal {
  return new Refusal('rate-limited', {
    es: `La clave ya tiene ${most} lecturas abiertas de eventos; cierre una.`,
    en: `The key has ${most} open readers of events already; close one.`,
  })
}
