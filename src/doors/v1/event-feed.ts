import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FeedWatch } from './feed-watch.ts'
import { listEvents } from './list-events.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { streamEvents } from './stream-events.ts'

/** /api/v1/events: the one ordered feed of everything that happens, to be asked for or to listen to. */
export const eventFeed: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const watch = new FeedWatch(parts.feed, parts.logger, parts.settings.eventStream.readersAKey)
  // Before the server waits for its requests to end: these would not, by themselves.
  app.addHook('preClose', () => watch.close())
  for (const route of [listEvents, streamEvents]) await app.register(route, { ...parts, watch, prefix: '' })
}
