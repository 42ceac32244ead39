import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Caller } from '../../domain/caller.ts'
import type { Document } from '../../domain/document.ts'
import type { Journey } from '../../journey/journey.ts'
import { preferredWait } from '../prefer-wait.ts'

/** Longest a request is held open for a verdict, in seconds. */
const LONGEST_WAIT_SECONDS = 60

export const WaitQuery = Type.Object({
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: LONGEST_WAIT_SECONDS,
      description:
        "Seconds to hold the answer back for the authority's verdict. The document is safe whatever happens.",
    }),
  ),
})

export const WaitHeaders = Type.Object({
  prefer: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'RFC 7240: `wait=10` does what `?wait=10` does; at most 60 are waited.',
    }),
  ),
})

/** A request that may say how long its client waits. */
interface PatientRequest {
  readonly caller: Caller
  readonly query: Static<typeof WaitQuery>
  readonly headers: Static<typeof WaitHeaders>
}

/** The document once it is settled, or as it stands when the client's patience ends. */
export async function awaited(
  journey: Journey,
  document: Document,
  { caller, query, headers }: PatientRequest,
  reply: FastifyReply,
): Promise<Document> {
  const preferred = query.wait === undefined ? preferredWait(headers.prefer, LONGEST_WAIT_SECONDS) : undefined
  if (preferred !== undefined) void reply.header('preference-applied', `wait=${preferred}`)
  const seconds = query.wait ?? preferred ?? 0
  return seconds === 0 ? document : journey.settled(caller, document.id, seconds * 1000)
}
