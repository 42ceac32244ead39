import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { FeedPage, FeedQuery } from '../../ports/feed.ts'
import { beyondTheEnd, type FeedParts, goneSignal, place, placeOf, readerIn, wantedTypes } from './feed-place.ts'
import { FeedEventSchema } from './feed-schema.ts'
import type { FeedWatch } from './feed-watch.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const DEFAULT_PAGE = 100
const LARGEST_PAGE = 500
const LONGEST_WAIT_SECONDS = 30

const ListQuery = Type.Object({
  after: place('`next` of the page before; `now` for the end of the feed; from its beginning when left out.'),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LARGEST_PAGE,
      description: `Events a page at most; ${DEFAULT_PAGE} when left out.`,
    }),
  ),
  types: wantedTypes,
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: LONGEST_WAIT_SECONDS,
      description: 'Seconds to hold the answer back while there is nothing to tell.',
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

/** GET /api/v1/events: a page of the feed, at once or as soon as there is something to tell. */
export const listEvents: FastifyPluginAsyncTypebox<FeedParts> = async (app, { watch }) => {
  app.get(
    '/events',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listEvents',
        tags: ['events'],
        summary: 'Read the feed of events',
        querystring: ListQuery,
        response: { 200: Page, ...problems(403) },
      },
    },
    async ({ caller, query }, reply) => {
      const after = await placeOf(watch, caller.tenantId, query.after ?? '0')
      const first: FeedQuery = { ...readerIn(caller, query.types), after, limit: query.limit ?? DEFAULT_PAGE }
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
