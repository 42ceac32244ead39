import { withoutZeros } from '../wire/answer-messages.ts'
import { ACCESS_KEY_MESSAGES } from './access-keys.ts'
import { AMOUNT_MESSAGES } from './amounts.ts'
import { DATE_MESSAGES } from './dates.ts'
import { ISSUER_MESSAGES } from './issuers.ts'
import type { KnownMessage } from './known-message.ts'
import { RECEIVER_MESSAGES } from './receivers.ts'
import { SERVICE_MESSAGES } from './services.ts'
import { SIGNATURE_MESSAGES } from './signatures.ts'
import { STRUCTURE_MESSAGES } from './structure.ts'

const ALL = [
  ...STRUCTURE_MESSAGES,
  ...ISSUER_MESSAGES,
  ...ACCESS_KEY_MESSAGES,
  ...SIGNATURE_MESSAGES,
  ...DATE_MESSAGES,
  ...RECEIVER_MESSAGES,
  ...AMOUNT_MESSAGES,
  ...SERVICE_MESSAGES,
]

const BY_CODE: ReadonlyMap<string, KnownMessage> = new Map(ALL.map((known) => [known.code, known]))

/** Every code that is explained, as the ficha prints it. */
export const KNOWN_CODES: readonly string[] = [...BY_CODE.keys()]

/** What is known of a code, whichever zeros came with it. */
export function knownByCode(code: string): KnownMessage | undefined {
  return BY_CODE.get(withoutZeros(code))
}
