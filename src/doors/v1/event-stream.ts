import { Refusal } from '../../domain/refusal.ts'
import type { FeedQuery } from '../../ports/feed.ts'
import type { EventStreamSettings } from '../parts.ts'
import type { FeedWatch } from './feed-watch.ts'

// What a stream holds in memory at most while its reader is slow.
const PAGE = 100
const RECONNECT_MS = 2_000
// After a failed read of the database.
const RETRY_MS = 2_000

export interface StreamParts {
  readonly watch: FeedWatch
  readonly settings: EventStreamSettings
  readonly signal: AbortSignal
  /** @throws Refusal when the key is no longer in force */
  readonly recheck: () => Promise<unknown>
  /** Ends a connection that takes nothing. */
  readonly cut: () => void
  readonly onError: (error: unknown) => void
}

/** The text of an endless stream of server-sent events, made as fast as it is taken. */
export async function* eventStream(parts: StreamParts, from: Omit<FeedQuery, 'limit'>): AsyncGenerator<string> {
  const { watch, settings, signal } = parts
  let after = from.after
  let recheckAt = performance.now() + settings.recheckMs
  // Says where it begins: a client that is cut off before its first event comes back to this very place.
  let text = `retry: ${RECONNECT_MS}\nid: ${after}\nevent: ready\ndata: {"next":${after}}\n\n`
  const isOver = (): boolean => signal.aborted || watch.isClosed
  while (!isOver()) {
    const stalled = setTimeout(parts.cut, settings.stallMs)
    try {
      yield text
    } finally {
      clearTimeout(stalled)
    }

    text = ''
    const waitUntil = performance.now() + settings.heartbeatMs
    while (text === '' && performance.now() < waitUntil && !isOver()) {
      try {
        if (performance.now() >= recheckAt) {
          await parts.recheck()
          recheckAt = performance.now() + settings.recheckMs
        }
        const page = await watch.list({ ...from, after, limit: PAGE })
        text = page.events.map(frameOf).join('')
        after = page.next
        if (page.next < page.head || text !== '') continue
        const restMs = Math.max(0, Math.min(waitUntil, recheckAt) - performance.now())
        await watch.news(from.tenantId, page.head, restMs, signal)
      } catch (error) {
        if (error instanceof Refusal) return
        // It stays open: a client whose reconnection is answered with an error may never come again.
        parts.onError(error)
        await watch.news(from.tenantId, LAST_SEQUENCE, RETRY_MS, signal)
      }
    }
    // The place moves on past events that this reader does not want.
    if (text === '') text = `id: ${after}\n: still here\n\n`
  }
}

const LAST_SEQUENCE = 9_223_372_036_854_775_807n

function frameOf({ sequence, type, payload }: { sequence: bigint; type: string; payload: string }): string {
  return `id: ${sequence}\nevent: ${type}\ndata: ${payload}\n\n`
}
