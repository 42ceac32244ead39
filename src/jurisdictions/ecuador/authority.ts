import type { AuthorityProtocol } from '../authority-protocol.ts'
import { look } from './protocol/look.ts'
import { ping } from './protocol/ping.ts'
import { standing } from './protocol/standing.ts'
import { submit } from './protocol/submit.ts'
import { track } from './protocol/track.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/**
 * How Emite talks with SRI. Nothing is sent again before SRI was asked, and only AUTORIZADO is a success.
 *
 * SRI takes one to four seconds on good days and up to 24 hours by its own rules, so the first questions come fast and the later
 * ones stay polite.
 */
export const SRI_AUTHORITY: AuthorityProtocol = {
  submit,
  look,
  track,
  standing,
  ping,
  trackingPausesMs: [
    2 * SECOND,
    3 * SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
  ],
}
