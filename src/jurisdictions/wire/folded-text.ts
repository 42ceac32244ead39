import { withoutAccents } from '../../domain/without-accents.ts'

/** Text to compare by: no accents, lower case, one blank between words, nothing but letters and digits. */
export function folded(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
