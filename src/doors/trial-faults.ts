import type { Caller } from '../domain/caller.ts'
import type { Draft } from '../domain/draft.ts'
import type { Fault } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Journey } from '../journey/journey.ts'

/** The faults of a draft that is not to be issued; that its issuer is none of the caller's is one of them. */
export async function trialFaults(
  journey: Pick<Journey, 'tryOut'>,
  caller: Caller,
  draft: Draft,
): Promise<readonly Fault[]> {
  try {
    return (await journey.tryOut(caller, draft)).faults
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'no-issuer') throw error
    const { code, path = '', detail, message } = error
    return [{ code, path, message: detail ?? { es: message, en: message }, severity: 'error' }]
  }
}
