import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Bilingual } from '../../domain/fault.ts'
import { FEED_TYPES, type FeedType } from '../../domain/feed.ts'
import type { FeedPage, FeedQuery } from '../../ports/feed.ts'
import { sendProblem } from '../problem.ts'
import { bearerOf } from '../presented-key.ts'
import { eventStream } from './event-stream.ts'
import { FeedEventSchema } from './feed-schema.ts'
import { FeedWatch } from './feed-watch.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 100
const LARGEST_PAGE = 500
const LONGEST_WAIT_SECONDS = 30

const PLACE = '^(now|\\d{1,15})$'
const types = Type.Optional(
  Type.Array(Type.Enum([...FEED_TYPES]), {
    maxItems: FEED_TYPES.length,
    description: 'Only these types; repeat it for several. All when left out.',
  }),
)

const ListQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: PLACE,
        description: '`next` of the page before; `now` for the end of the feed; from its beginning when left out.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LARGEST_PAGE,
        description: `Events a page at most; ${DEFAULT_PAGE} when left out.`,
      }),
    ),
    types,
    wait: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LONGEST_WAIT_SECONDS,
        description: 'Seconds to hold the answer back while there is nothing to tell.',
      }),
    ),
  },
  { additionalProperties: false },
)

const StreamQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: PLACE,
        description: 'Where to begin: a sequence, `0` for everything, `now` for what is to come (when left out).',
      }),
    ),
    types,
  },
  { additionalProperties: false },
)

const StreamHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      pattern: '^\\d{1,15}$',
      description: 'The last event that was seen, as browsers send it by themselves. Wins over `after`.',
    }),
  ),
})

const Page = Type.Object(
  {
    events: Type.Array(ref(FeedEventSchema)),
    next: Type.Integer({ description: 'Give it as `after` to go on from here.' }),
    more: Type.Boolean({ description: 'There is more to look at behind `next`: ask at once.' }),
  },
  { description: 'Oldest first.' },
)

/** /api/v1/events: the one ordered feed of everything that happens, to be asked for or to listen to. */
export const eventFeed: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const { feed, authenticator, settings, logger } = parts
  const watch = new FeedWatch(feed, logger, settings.eventStream.readersAKey)
  // Before the server waits for its requests to end: these would not, by themselves.
  app.addHook('preClose', () => watch.close())

  const placeOf = async (tenantId: string, after: string): Promise<bigint> =>
    after === 'now' ? await watch.head(tenantId) : BigInt(after)

  app.get(
    '/events',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listEvents',
        tags: ['events'],
        summary: 'Read the feed of events',
        querystring: ListQuery,
        response: { 200: Page, ...problems(400, 403) },
      },
    },
    async ({ caller, query }, reply) => {
      const after = await placeOf(caller.tenantId, query.after ?? '0')
      const first: FeedQuery = { ...readerOf(caller, query.types), after, limit: query.limit ?? DEFAULT_PAGE }
      const page = await watch.list(first)
      if (page.head < after) return beyondTheEnd(reply, 'after', page)
      if (page.events.length > 0 || !query.wait) return sendPage(reply, page)

      const leave = watch.enter(caller)
      try {
        const next = await awaitedPage(watch, first, page, query.wait * 1000, goneSignal(reply))
        return await sendPage(reply, next)
      } finally {
        leave()
      }
    },
  )

  app.get(
    '/events/stream',
    {
      exposeHeadRoute: false,
      schema: {
        ...needs('documents:read'),
        operationId: 'streamEvents',
        tags: ['events'],
        summary: 'Listen to the feed of events',
        description:
          'Server-sent events. `id` is the place in the feed, `event` the type, `data` the event on one line. The first is `ready`, ' +
          'with the place where it begins.',
        querystring: StreamQuery,
        headers: StreamHeaders,
        response: {
          200: { description: 'Events as they happen.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problems(400, 403),
        },
      },
    },
    async (request, reply) => {
      const { caller, query, headers } = request
      const lastSeen = headers['last-event-id']
      const after = await placeOf(caller.tenantId, lastSeen ?? query.after ?? 'now')
      const from = { ...readerOf(caller, query.types), after }
      const page = await watch.list({ ...from, limit: 1 })
      if (page.head < after) return beyondTheEnd(reply, lastSeen === undefined ? 'after' : 'Last-Event-ID', page)

      const leave = watch.enter(caller)
      whenGone(reply, leave)
      const key = bearerOf(request)
      const text = eventStream(
        {
          watch,
          settings: settings.eventStream,
          signal: goneSignal(reply),
          recheck: () => authenticator.authenticate(key, caller.door),
          cut: () => request.raw.destroy(),
          onError: (err) => request.log.warn({ err }, 'a stream of events waits for the database'),
        },
        from,
      )
      // The declared answer is text; what makes the text is a stream.
      const answer: FastifyReply = reply
      return (
        answer
          .type('text/event-stream; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('x-accel-buffering', 'no')
          // A stream that ends ends its connection: kept alive, it would keep a closing server waiting.
          .header('connection', 'close')
          .send(Readable.from(text))
      )
    },
  )
}

function readerOf(
  { tenantId, environment }: Pick<FeedQuery, 'tenantId' | 'environment'>,
  wanted: readonly FeedType[] | undefined,
): Pick<FeedQuery, 'tenantId' | 'environment' | 'types'> {
  return { tenantId, environment, ...(wanted === undefined || wanted.length === 0 ? {} : { types: wanted }) }
}

/** The page, as soon as it has events, or as it is when `ms` are over. */
async function awaitedPage(
  watch: FeedWatch,
  query: FeedQuery,
  empty: FeedPage,
  ms: number,
  signal: AbortSignal,
): Promise<FeedPage> {
  const until = performance.now() + ms
  let page = empty
  for (;;) {
    const left = until - performance.now()
    if (page.events.length > 0 || left <= 0 || watch.isClosed || signal.aborted) return page
    if (page.next === page.head) await watch.news(query.tenantId, page.head, left, signal)
    page = await watch.list({ ...query, after: page.next })
  }
}

/** Each event is the very text that webhooks send: it is put in as it is. */
function sendPage(reply: FastifyReply, { events, next, head }: FeedPage): FastifyReply {
  const list = events.map(({ payload }) => payload).join(',')
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`{"events":[${list}],"next":${next},"more":${next < head}}`)
}

/** Whoever has seen more than there is followed a feed of which a part was lost, as when a backup is restored. */
function beyondTheEnd(reply: FastifyReply, path: string, { head }: FeedPage): FastifyReply {
  const message: Bilingual = {
    es: `El flujo de eventos termina en ${head}: quizás se restauró un respaldo. Continúe desde ${head} y revise sus documentos.`,
    en: `The feed of events ends at ${head}: perhaps a backup was restored. Go on from ${head} and check your documents.`,
  }
  return sendProblem(reply, 'invalid-parameters', {
    faults: [{ code: 'place-unknown', path, message, severity: 'error' }],
  })
}

/** Tells when the client has gone, or has its answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  whenGone(reply, () => gone.abort())
  return gone.signal
}

/** Who has gone already will not go again. */
function whenGone(reply: FastifyReply, act: () => void): void {
  if (reply.raw.closed) act()
  else reply.raw.once('close', act)
}
