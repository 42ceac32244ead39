import type { Caller } from '../domain/caller.ts'
import type { Draft } from '../domain/draft.ts'
import type { Fault } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Journey } from '../journey/journey.ts'

/**
 * The faults of a draft that is not to be issued; that its issuer is none of the caller's is one of them. That it could not be issued
 * for want of something else, such as a range, is none.
 */
export async function trialFaults(
  journey: Pick<Journey, 'tryOut'>,
  caller: Caller,
  draft: Draft,
): Promise<readonly Fault[]> {
  try {
    return (await journey.tryOut(caller, draft)).faults
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code !== 'no-issuer') return []
    const { code, path = '', detail, message } = error
    return [{ code, path, message: detail ?? { es: message, en: message }, severity: 'error' }]
  }
}
