import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { bearerOf } from '../presented-key.ts'
import { eventStream } from './event-stream.ts'
import {
  beyondTheEnd,
  type FeedParts,
  goneSignal,
  place,
  placeOf,
  readerIn,
  wantedTypes,
  whenGone,
} from './feed-place.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const StreamQuery = Type.Object({
  after: place('Where to begin: a sequence, `0` for everything, `now` for what is to come (when left out).'),
  types: wantedTypes,
})

const StreamHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      pattern: '^\\d{1,15}$',
      description: 'The last event that was seen, as browsers send it by themselves. Wins over `after`.',
    }),
  ),
})

/** GET /api/v1/events/stream: the feed as server-sent events, as they happen. */
export const streamEvents: FastifyPluginAsyncTypebox<FeedParts> = async (app, { watch, authenticator, settings }) => {
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
          ...problems(403),
        },
      },
    },
    async (request, reply) => {
      const { caller, query, headers } = request
      const lastSeen = headers['last-event-id']
      const after = await placeOf(watch, caller.tenantId, lastSeen ?? query.after ?? 'now')
      const from = { ...readerIn(caller, query.types), after }
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
