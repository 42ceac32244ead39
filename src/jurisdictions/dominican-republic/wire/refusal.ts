import type { AuthorityMessage } from '../../../domain/document.ts'
import { knownByCode, knownByWording } from '../messages/lookup.ts'
import type { Answer } from './answer.ts'
import { fieldOf, scalarText } from './answer-fields.ts'
import { complaintOf, NO_CODE, withoutZeros } from './answer-messages.ts'

/** With these DGII tells that it did not take a request. */
const REFUSING = [400, 409, 413, 415, 422]

/** These come from firewalls and gateways as well, in JSON too, so they need words that are known to be DGII's. */
const DOUBTFUL = [401, 403]

/**
 * DGII's reasons for not taking a request; undefined when the answer is no refusal of its own. A status alone is never one,
 * nor is a bare sentence that nobody has seen DGII write: machines on the way answer such things too.
 */
export function refusalOf(answer: Answer): readonly AuthorityMessage[] | undefined {
  const isSuccess = answer.status >= 200 && answer.status < 300
  const isRefusing = REFUSING.includes(answer.status)
  if (!isSuccess && !isRefusing && !DOUBTFUL.includes(answer.status)) return undefined

  const messages = complaintOf(answer)
  const isOwn = answer.kind === 'data' && (isRefusing || (isSuccess && hasError(answer.data)))
  return messages.length > 0 && (isOwn || messages.some(isKnown)) ? messages : undefined
}

/** `{trackId: null, error: "…", mensaje: "…"}` with status 200: a reason where one belongs. */
function hasError(data: unknown): boolean {
  const error = fieldOf(data, 'error')
  return typeof error === 'string' && scalarText(error) !== undefined
}

function isKnown({ code, text }: AuthorityMessage): boolean {
  return (withoutZeros(code) !== NO_CODE && knownByCode(code) !== undefined) || knownByWording(text) !== undefined
}
