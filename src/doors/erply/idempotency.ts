import type { Caller } from '../../domain/caller.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Documents } from '../../ports/documents.ts'

/** How long an Idempotency-Key lives. The engine's own live for good. */
const LIFE_MS = 24 * 3_600_000

/**
 * The engine's key for an Idempotency-Key: the key itself, and from its second life on the key with the number of the life. So
 * requests of one life meet under one key however many come at once.
 */
export async function livingKey(
  { documents, clock }: { readonly documents: Documents; readonly clock: Clock },
  { tenantId, environment, door }: Caller,
  key: string,
): Promise<string> {
  for (let life = 1; ; life += 1) {
    const idempotencyKey = life === 1 ? key : `${key}/${life}`
    const earlier = await documents.earlier({ tenantId, environment, door, idempotencyKey, externalId: undefined })
    const age = clock.now().getTime() - Date.parse(earlier?.document.createdAt ?? '')
    if (!earlier || age < LIFE_MS) return idempotencyKey
  }
}
