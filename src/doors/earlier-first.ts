import type { Caller } from '../domain/caller.ts'
import type { Document } from '../domain/document.ts'
import type { Journey } from '../journey/journey.ts'

/** A request as a repetition of it is recognised. */
export interface RepeatableRequest {
  readonly caller: Caller
  readonly idempotencyKey?: string | undefined
  readonly externalId?: string | undefined
  /** As it came. */
  readonly original: unknown
}

/**
 * What `attempt` brings; where it throws, the document that the same request made earlier, if it did: whatever has changed since, a
 * request that was served once is answered again.
 *
 * @throws Refusal idempotency-conflict, duplicate-external-id when the earlier request was another one; else what `attempt` threw
 */
export async function orEarlier<Made>(
  journey: Pick<Journey, 'earlier'>,
  { caller, original, ...identity }: RepeatableRequest,
  attempt: () => Promise<Made>,
): Promise<Made | { readonly kind: 'replayed'; readonly document: Document }> {
  try {
    return await attempt()
  } catch (error) {
    const document = await journey.earlier(caller, identity, original)
    if (document) return { kind: 'replayed', document }
    throw error
  }
}
