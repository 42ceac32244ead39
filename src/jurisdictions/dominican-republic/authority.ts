import type { AuthorityProtocol } from '../authority-protocol.ts'
import { look } from './protocol/look.ts'
import { nameOf } from './protocol/name-of.ts'
import { ping } from './protocol/ping.ts'
import { submit } from './protocol/submit.ts'
import { track } from './protocol/track.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/**
 * How Emite talks with DGII. Nothing is sent again before DGII was asked, and only its own answer with an `estado` decides.
 *
 * DGII says that it validates in a fifth of a second; integrators wait for half a minute and more, so the first questions
 * come fast and the later ones stay polite.
 */
export const DGII_AUTHORITY: AuthorityProtocol = {
  submit,
  look,
  track,
  nameOf,
  ping,
  trackingPausesMs: [2 * SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE],
}
