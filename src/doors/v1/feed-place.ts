import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Bilingual } from '../../domain/fault.ts'
import { FEED_TYPES, type FeedType } from '../../domain/feed.ts'
import type { FeedPage, FeedQuery } from '../../ports/feed.ts'
import { sendProblem } from '../problem.ts'
import type { FeedWatch } from './feed-watch.ts'
import type { NativeApiParts } from './native-api-parts.ts'

/** What reading the feed of events stands on, whole or as a stream. */
export interface FeedParts extends NativeApiParts {
  readonly watch: FeedWatch
}

/** A place in the feed: a sequence, or its end now. */
export const place = (description: string) => Type.Optional(Type.String({ pattern: '^(now|\\d{1,15})$', description }))

export const wantedTypes = Type.Optional(
  Type.Array(Type.Enum([...FEED_TYPES]), {
    maxItems: FEED_TYPES.length,
    description: 'Only these types; repeat it for several. All when left out.',
  }),
)

/** The sequence a place stands for. */
export async function placeOf(watch: FeedWatch, tenantId: string, after: string): Promise<bigint> {
  return after === 'now' ? await watch.head(tenantId) : BigInt(after)
}

/** Whose feed is read, and what of it. */
export function readerIn(
  { tenantId, environment }: Pick<FeedQuery, 'tenantId' | 'environment'>,
  wanted: readonly FeedType[] | undefined,
): Pick<FeedQuery, 'tenantId' | 'environment' | 'types'> {
  return { tenantId, environment, ...(wanted === undefined || wanted.length === 0 ? {} : { types: wanted }) }
}

/** Whoever has seen more than there is followed a feed of which a part was lost, as when a backup is restored. */
export function beyondTheEnd(reply: FastifyReply, path: string, { head }: FeedPage): FastifyReply {
  const message: Bilingual = {
    es: `El flujo de eventos termina en ${head}: quizás se restauró un respaldo. Continúe desde ${head} y revise sus documentos.`,
    en: `The feed of events ends at ${head}: perhaps a backup was restored. Go on from ${head} and check your documents.`,
  }
  return sendProblem(reply, 'invalid-parameters', {
    faults: [{ code: 'place-unknown', path, message, severity: 'error' }],
  })
}

/** Tells when the client has gone, or has its answer. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  whenGone(reply, () => gone.abort())
  return gone.signal
}

/** Who has gone already will not go again. */
export function whenGone(reply: FastifyReply, act: () => void): void {
  if (reply.raw.closed) act()
  else reply.raw.once('close', act)
}
