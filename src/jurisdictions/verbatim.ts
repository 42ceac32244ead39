import type { AuthorityMessage, Explanation } from '../domain/document.ts'
import type { Bilingual } from '../domain/fault.ts'

/** A message of an authority that nobody has explained yet: it says what the authority wrote, and the country why and what to do. */
export function verbatim(
  { code, text }: AuthorityMessage,
  words: { readonly cause: Bilingual; readonly remedy: Bilingual },
): Explanation {
  const meaning = text === '' ? code : text
  return { code, text, meaning: { es: meaning, en: meaning }, ...words, path: '' }
}
