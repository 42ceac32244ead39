import type { FastifyReply } from 'fastify'
import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import type { Clock } from '../ports/clock.ts'
import type { DoorRecords, KeptReply } from '../ports/door-records.ts'

export interface FirstReplyParts {
  readonly doorRecords: DoorRecords
  readonly clock: Clock
}

/**
 * The reply to the request that made a document: the one that was given first, or the one `make` makes, which is kept from now
 * on. Whoever repeats the request while the first is still answered gets the very same.
 *
 * @param isRepeatable false when nothing tells a second request from another one: then there is nothing to keep
 */
export async function firstReply(
  { doorRecords, clock }: FirstReplyParts,
  { tenantId, door }: Caller,
  { id: documentId }: Document,
  make: () => Promise<{ readonly status: number; readonly body: unknown }>,
  isRepeatable = true,
): Promise<KeptReply> {
  if (!isRepeatable) return written(await make())
  const of = { tenantId, door, documentId }
  const known = await doorRecords.reply(of)
  if (known) return known
  return doorRecords.keepReply(of, written(await make()), clock.now())
}

function written({ status, body }: { readonly status: number; readonly body: unknown }): KeptReply {
  return { status, body: JSON.stringify(body) }
}

/** Sends a kept reply as it was written, or with another status where a contract tells the second from the first by it. */
export function sendKept(reply: FastifyReply, { status, body }: KeptReply, told = status): FastifyReply {
  return reply.code(told).type('application/json; charset=utf-8').send(body)
}
