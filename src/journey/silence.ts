import type { Document } from '../domain/document.ts'
import { isSettled } from './journey.ts'

/**
 * Whether a document is without an answer because the authority gives none, not because it was not asked yet.
 *
 * @param wasGivenTime somebody has waited for as long as he wanted: then no word at all is silence too
 */
export function isSilentAuthority({ state, condition, receipt }: Document, wasGivenTime: boolean): boolean {
  if (isSettled(state)) return false
  if (condition === 'authority-down' || condition === 'unclear') return true
  return wasGivenTime && !receipt && condition !== 'waiting-for-original'
}
