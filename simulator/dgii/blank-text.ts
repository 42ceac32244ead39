import type { Token } from '../xml-tokens.ts'

/**
 * Drops text that is nothing but blanks, as a parser does that does not preserve white space. DGII's is one: it verifies a file
 * that was indented after signing, and does not verify one whose signature covers the blanks.
 *
 * @source DGII, Firmado de e-CF (jun-2023): PreserveWhitespace = false
 */
export function withoutBlankText(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind, text }) => kind !== 'text' || /[^ \t\r\n]/.test(text))
}
