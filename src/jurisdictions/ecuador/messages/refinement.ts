import { folded } from '../../wire/folded-text.ts'
import type { Help, KnownMessage } from './known-message.ts'

/** What is known of a text by its wording: without accents, in lower case, one blank between words. */
export interface KnownWording extends Partial<Help> {
  readonly wording: RegExp
}

/** Refines by the first of these wordings that the text has. */
export function byWording(known: readonly KnownWording[]): NonNullable<KnownMessage['refine']> {
  return (text) => {
    const words = folded(text)
    return known.find(({ wording }) => wording.test(words))
  }
}
