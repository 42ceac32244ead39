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
 */
export async function firstReply(
  { doorRecords, clock }: FirstReplyParts,
  { tenantId, door }: Caller,
  { id: documentId }: Document,
  make: () => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<KeptReply> {
  const of = { tenantId, door, documentId }
  const known = await doorRecords.reply(of)
  if (known) return known
  const { status, body } = await make()
  return doorRecords.keepReply(of, { status, body: JSON.stringify(body) }, clock.now())
}
