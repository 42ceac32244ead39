import { folded } from '../../wire/folded-text.ts'
import { withoutZeros } from '../wire/answer-messages.ts'
import { AMOUNT_MESSAGES } from './amounts.ts'
import { BUYER_MESSAGES } from './buyers.ts'
import { DELIVERY_MESSAGES } from './delivery.ts'
import type { KnownMessage } from './known-message.ts'
import { NOTE_MESSAGES } from './notes.ts'
import { NUMBER_MESSAGES } from './numbers.ts'

const ALL = [...NUMBER_MESSAGES, ...DELIVERY_MESSAGES, ...NOTE_MESSAGES, ...AMOUNT_MESSAGES, ...BUYER_MESSAGES]

const BY_CODE: ReadonlyMap<string, KnownMessage> = new Map(
  ALL.flatMap((known) => (known.code === undefined ? [] : [[known.code, known] as const])),
)

/** Every code that is explained, as DGII prints it. */
export const KNOWN_CODES: readonly string[] = [...BY_CODE.keys()]

/**
 * What is known of a code, whichever zeros came with it: JSON numbers lose them, so 4 is `004`. The bare 2 is not `02`: it is
 * the state "rechazado".
 */
export function knownByCode(code: string): KnownMessage | undefined {
  const bare = withoutZeros(code)
  return BY_CODE.get(code.trim()) ?? BY_CODE.get(bare) ?? BY_CODE.get(bare.padStart(3, '0'))
}

/** What is known of a text that came without a code. */
export function knownByWording(text: string): KnownMessage | undefined {
  const words = folded(text)
  return ALL.find((known) => known.wording?.test(words))
}
