import type { Document } from '../domain/document.ts'
import { isUntried } from './hold-up.ts'
import { isSettled } from './journey.ts'

/**
 * Whether a document is without an answer because the authority gives none, not because it was not asked yet.
 *
 * @param wasGivenTime somebody has waited for as long as he wanted: then no word at all is silence too
 * @param isWayClosed whether nothing is sent for its issuer now; asked only of what {@link isUntried}
 */
export function isSilentAuthority(document: Document, wasGivenTime: boolean, isWayClosed: boolean): boolean {
  const { state, condition, receipt } = document
  if (isSettled(state)) return false
  if (condition === 'authority-down' || condition === 'unclear') return true
  if (isWayClosed && isUntried(document)) return true
  return wasGivenTime && !receipt && condition !== 'waiting-for-original'
}
