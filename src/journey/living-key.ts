import type { Caller } from '../domain/caller.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'

/**
 * An idempotency key that is free again after a while; ours live for good. The first life's is the key itself, later ones bear the
 * number of the life as well. So requests of one life meet under one key however many come at once.
 *
 * @param lifeMs from the document that a request with the key made
 */
export async function livingKey(
  { documents, clock }: { readonly documents: Pick<Documents, 'earlier'>; readonly clock: Clock },
  { tenantId, environment, door }: Caller,
  key: string,
  lifeMs: number,
): Promise<string> {
  for (let life = 1; ; life += 1) {
    const idempotencyKey = life === 1 ? key : `${key}/${life}`
    const earlier = await documents.earlier({ tenantId, environment, door, idempotencyKey, externalId: undefined })
    const age = clock.now().getTime() - Date.parse(earlier?.document.createdAt ?? '')
    if (!earlier || age < lifeMs) return idempotencyKey
  }
}
