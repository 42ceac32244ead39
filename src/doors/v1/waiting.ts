import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import type { Journey } from '../../journey/journey.ts'
import { preferredWait } from '../prefer-wait.ts'

/** Longest a request is held open for a verdict, in seconds. */
const LONGEST_WAIT_SECONDS = 60

export const WaitQuery = Type.Object(
  {
    wait: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LONGEST_WAIT_SECONDS,
        description:
          "Seconds to hold the answer back for the authority's verdict. The document is safe whatever happens.",
      }),
    ),
  },
  { additionalProperties: false },
)

export const preferHeader = Type.Optional(
  Type.String({ maxLength: 500, description: 'RFC 7240: `wait=10` does what `?wait=10` does; at most 60 are waited.' }),
)

/** Seconds the client wants to wait; a preference beyond the longest wait is honoured as far as it goes. */
export function secondsToWait(
  wait: number | undefined,
  prefer: string | undefined,
): { readonly seconds: number; readonly preferred: boolean } {
  if (wait !== undefined) return { seconds: wait, preferred: false }
  const preferred = preferredWait(prefer, LONGEST_WAIT_SECONDS)
  return { seconds: preferred ?? 0, preferred: preferred !== undefined }
}

/** The document once it is settled, or as it stands when the client's patience ends. */
export async function awaited(
  journey: Journey,
  caller: Caller,
  document: Document,
  reply: FastifyReply,
  wish: { readonly wait?: number | undefined; readonly prefer?: string | undefined },
): Promise<Document> {
  const { seconds, preferred } = secondsToWait(wish.wait, wish.prefer)
  if (preferred) void reply.header('preference-applied', `wait=${seconds}`)
  return seconds === 0 ? document : journey.settled(caller, document.id, seconds * 1000)
}
