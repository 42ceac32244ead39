import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { EventSource } from 'eventsource'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { revokeKey } from '../../accounts/keys.ts'
import { appendToFeed } from '../../adapters/postgres/feed-append.ts'
import type { Environment } from '../../domain/caller.ts'
import type { FeedType } from '../../domain/feed.ts'
import { closeServer } from '../closing.ts'
import { DEFAULT_SERVER_SETTINGS, type EventStreamSettings } from '../parts.ts'

interface PageJson {
  readonly events: readonly { readonly sequence: number; readonly type: string; readonly data: { n: number } }[]
  readonly next: number
  readonly more: boolean
}

interface Telling {
  readonly type?: FeedType
  readonly environment?: Environment
  readonly text?: string
}

const PATIENTLY = { timeout: 20_000, interval: 20 }

describe.skipIf(!needs('postgres-server'))('the feed over HTTP', () => {
  let api: ApiServer
  let taxpayer: Taxpayer
  let address: string
  const sources: EventSource[] = []

  let shared: ApiServer
  beforeAll(async () => {
    shared = await apiServer()
    await shared.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => shared.close())
  beforeEach(() => use(shared))
  afterEach(async () => {
    for (const source of sources.splice(0)) source.close()
    if (api !== shared) await api.close()
  })

  async function use(server: ApiServer): Promise<void> {
    api = server
    taxpayer = await dominicanTaxpayer(api.parts)
    address = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`
  }

  /** From here on another server, that ends with the test. */
  async function own(eventStream: Partial<EventStreamSettings> = {}): Promise<void> {
    const server = await apiServer({ eventStream: { ...DEFAULT_SERVER_SETTINGS.eventStream, ...eventStream } })
    await server.app.listen({ host: '127.0.0.1', port: 0 })
    await use(server)
  }

  async function tell(
    numbers: readonly number[],
    { type = 'range.low', environment = 'sandbox', text = '' }: Telling = {},
  ): Promise<void> {
    const { tenantId } = taxpayer.caller
    const at = api.clock.now().toISOString()
    await api.house.database.transaction({ tenantId }, (run) =>
      appendToFeed(
        run,
        tenantId,
        numbers.map((n) => ({
          id: randomUUID(),
          tenantId,
          environment,
          type,
          at,
          documentId: undefined,
          order: undefined,
          data: { n, text },
        })),
      ),
    )
    await api.house.database.query({ tenantId }, { text: 'notify emite_feed' })
  }

  async function page(query: string): Promise<PageJson> {
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { url: `/api/v1/events?${query}` }))
    expect(reply.statusCode).toBe(200)
    return reply.json<PageJson>()
  }

  const numbersOf = ({ events }: PageJson) => events.map(({ data }) => data.n)

  function listen(
    query = '',
    headers: Record<string, string> = {},
  ): { source: EventSource; seen: number[]; ids: string[] } {
    const source = new EventSource(`${address}/api/v1/events/stream${query}`, {
      fetch: (url, init) =>
        fetch(url, { ...init, headers: { ...init.headers, ...headers, authorization: `Bearer ${taxpayer.apiKey}` } }),
    })
    sources.push(source)
    const listener = { source, seen: [] as number[], ids: [] as string[] }
    for (const type of ['range.low', 'range.expiring']) {
      source.addEventListener(type, (event) => {
        listener.seen.push((JSON.parse(event.data as string) as { data: { n: number } }).data.n)
        listener.ids.push(event.lastEventId)
      })
    }
    return listener
  }

  const opened = (source: EventSource) => new Promise((resolve) => source.addEventListener('ready', resolve))

  test('pages follow each other by `next`, each event the very text that was stored', async () => {
    await tell([1, 2, 3, 4, 5], { text: '"\\\u2028 ñ\nline' })
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/events?limit=2' }))
    const { rows } = await api.house.database.query<{ payload: string }>(taxpayer.caller, {
      text: 'select payload from feed_events order by sequence limit 2',
    })
    expect(reply.body).toBe(`{"events":[${rows.map(({ payload }) => payload).join(',')}],"next":2,"more":true}`)
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(numbersOf(await page('after=2&limit=2'))).toEqual([3, 4])
    expect(await page('after=4&limit=2')).toMatchObject({ next: 5, more: false })
    expect(await page('after=5')).toEqual({ events: [], next: 5, more: false })
    expect(await page('after=now')).toEqual({ events: [], next: 5, more: false })
  })

  test('`types` leaves the others out, and `next` moves past them', async () => {
    await tell([1, 2])
    await tell([3], { type: 'range.expiring' })
    await tell([4])
    expect(numbersOf(await page('types=range.expiring'))).toEqual([3])
    expect(await page('types=authority.down')).toEqual({ events: [], next: 4, more: false })
    expect(numbersOf(await page('types=range.expiring&types=range.low'))).toEqual([1, 2, 3, 4])
  })

  test('shows a key its own environment only', async () => {
    await tell([1, 2], { environment: 'production' })
    await tell([3])
    expect(await page('')).toMatchObject({ events: [{ data: { n: 3 }, sequence: 3 }], next: 3 })
  })

  test('shows nothing of another account, and its places mean nothing here', async () => {
    await tell([1])
    const stranger = await dominicanTaxpayer(api.parts, '131880681')
    const theirs = await api.app.inject(withKey(stranger.apiKey, { url: '/api/v1/events' }))
    expect(theirs.json()).toEqual({ events: [], next: 0, more: false })
    const beyond = await api.app.inject(withKey(stranger.apiKey, { url: '/api/v1/events?after=1' }))
    expect(beyond.statusCode).toBe(400)
  })

  test.each(['/api/v1/events?after=8', '/api/v1/events/stream?after=8'])(
    'a place beyond the end is told, not waited for: %s',
    async (url) => {
      await tell([1])
      const reply = await api.app.inject(withKey(taxpayer.apiKey, { url, headers: { 'accept-language': 'en' } }))
      expect(reply.statusCode).toBe(400)
      expect(reply.json()).toMatchObject({ faults: [{ code: 'place-unknown', path: 'after' }] })
      expect(reply.body).toContain('ends at 1')
    },
  )

  test.each([
    'after=-1',
    'after=1e3',
    'after=',
    'after=9999999999999999',
    'limit=0',
    'limit=501',
    'wait=31',
    'types=x',
    'q=1',
  ])('a query that means nothing is refused: %s', async (query) => {
    const reply = await api.app.inject(withKey(taxpayer.apiKey, { url: `/api/v1/events?${query}` }))
    expect(reply.statusCode).toBe(400)
  })

  test('`wait` holds the answer back until something happens', async () => {
    await tell([1])
    const waiting = page('after=1&wait=30')
    const idle = page('after=1&wait=30&types=authority.up')
    await tell([2])
    expect(numbersOf(await waiting)).toEqual([2])
    await tell([3], { type: 'authority.up' })
    expect(numbersOf(await idle)).toEqual([3])
    expect(await page('after=3&wait=1')).toEqual({ events: [], next: 3, more: false })
  })

  test('the stream tells what comes, with places; whoever comes back by Last-Event-ID gets the rest, once', async () => {
    await tell([1, 2])
    const listener = listen('?after=0')
    await expect.poll(() => listener.seen, PATIENTLY).toEqual([1, 2])
    await tell([3])
    await expect.poll(() => listener.seen, PATIENTLY).toEqual([1, 2, 3])

    // Every connection is cut, as by a proxy; meanwhile more happens. The client comes back by itself.
    for (let n = 4; n < 10; n += 2) {
      api.app.server.closeAllConnections()
      await tell([n, n + 1])
      await expect.poll(() => listener.seen.length, PATIENTLY).toBe(n + 1)
    }
    expect(listener.seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(listener.ids).toEqual(listener.seen.map(String))
  })

  test('a stream cut before its first event goes on from where it began', async () => {
    await tell([1])
    const listener = listen()
    await opened(listener.source)
    api.app.server.closeAllConnections()
    await tell([2])
    await expect.poll(() => listener.seen, PATIENTLY).toEqual([2])
  })

  test('many readers of one place see all of it, and cost one page', async () => {
    const listeners = Array.from({ length: 15 }, () => listen('?after=0&types=range.low'))
    await Promise.all(listeners.map(({ source }) => opened(source)))
    await tell([1], { type: 'range.expiring' })
    await tell(Array.from({ length: 250 }, (_, at) => at + 2))
    for (const { seen } of listeners) await expect.poll(() => seen.length, PATIENTLY).toBe(250)
    expect(listeners[7]?.seen).toEqual(listeners[0]?.seen)
  })

  test('closing the server ends its streams and waiting requests, so that it closes at once', async () => {
    await own()
    const listener = listen()
    await opened(listener.source)
    const waiting = page('wait=30')
    const before = performance.now()
    listener.source.close()
    const raw = connect(Number(new URL(address).port), '127.0.0.1')
    raw.write(`GET /api/v1/events/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${taxpayer.apiKey}\r\n\r\n`)
    await once(raw, 'data')
    const ended = once(raw, 'close')
    await closeServer(api.app, 10_000)
    await ended
    expect(await waiting).toMatchObject({ events: [] })
    expect(performance.now() - before).toBeLessThan(8_000)
  })

  test('a key that was revoked loses its stream', async () => {
    await own({ heartbeatMs: 50, recheckMs: 50 })
    const raw = await fetch(`${address}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${taxpayer.apiKey}` },
    })
    const text = raw.text()
    const [key] = await api.parts.accounts.keys(taxpayer.caller.tenantId, 'sandbox')
    await revokeKey(api.parts, taxpayer.caller, key!.id)
    // Other processes know a key for five seconds.
    api.clock.advance(6_000)
    expect(await text).toMatch(/^retry: 2000\nid: 0\nevent: ready\ndata: {"next":0}\n\n/)
  })

  test('says something at least every so often', async () => {
    await own({ heartbeatMs: 30 })
    const answer = await fetch(`${address}/api/v1/events/stream`, {
      headers: { authorization: `Bearer ${taxpayer.apiKey}` },
    })
    const reader = answer.body!.getReader()
    let text = ''
    while (!/(id: 0\n: still here\n\n){3}$/.test(text)) text += Buffer.from((await reader.read()).value!).toString()
    await reader.cancel()
  })

  test('a key has a bounded number of readers; one that leaves makes room', async () => {
    await own({ readersAKey: 2 })
    const [one, two] = [listen(), listen()]
    await Promise.all([one, two].map(({ source }) => opened(source)))
    const ask = () => api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/events?wait=1' }))
    expect((await ask()).statusCode).toBe(429)
    expect((await ask()).json()).toMatchObject({ code: 'rate-limited' })
    one.source.close()
    await expect.poll(async () => (await ask()).statusCode, PATIENTLY).toBe(200)
  })

  test('a reader that takes nothing is cut off, and fills no memory', async () => {
    await own({ stallMs: 300 })
    const filling = 'x'.repeat(50_000)
    for (let n = 0; n < 20; n += 1)
      await tell(
        Array.from({ length: 50 }, (_, at) => at),
        { text: filling },
      )
    const raw = connect(Number(new URL(address).port), '127.0.0.1')
    raw.pause()
    raw.write(
      `GET /api/v1/events/stream?after=0 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${taxpayer.apiKey}\r\n\r\n`,
    )
    const count = () =>
      new Promise<number>((resolve, reject) =>
        api.app.server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
      )
    await expect.poll(count, PATIENTLY).toBe(1)
    await expect.poll(count, PATIENTLY).toBe(0)
    raw.destroy()
    // The readers' place is free again.
    expect(
      (await api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/events?after=now&wait=1' }))).statusCode,
    ).toBe(200)
  })
})
