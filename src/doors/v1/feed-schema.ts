import { Type } from 'typebox'
import { FEED_TYPES } from '../../domain/feed.ts'

/** An event as the feed, the stream and webhooks tell it. */
export const FeedEventSchema = Type.Object(
  {
    id: Type.String({ description: 'UUID; the same wherever and however often the event is told.' }),
    type: Type.Enum([...FEED_TYPES]),
    at: Type.String({ description: 'When it happened.' }),
    sequence: Type.Integer({ description: 'Its place in the feed: later events have larger ones.' }),
    environment: Type.Enum(['sandbox', 'production']),
    order: Type.Optional(
      Type.Integer({
        description: 'Counts the events of its document from 1, without gaps; absent where there is none.',
      }),
    ),
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'The facts, as they were then.' }),
  },
  { $id: 'FeedEvent', description: 'Something that happened. It never changes.' },
)
