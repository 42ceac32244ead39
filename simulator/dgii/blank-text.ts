/** A piece of a well-formed XML file: a tag, a stretch of text, or anything else that stands between angle brackets. */
export interface Token {
  readonly kind: 'tag' | 'text' | 'other'
  readonly text: string
}

/** Takes a well-formed file apart. What comes out, joined, is the file. */
export function tokensOf(xml: string): readonly Token[] {
  return Array.from(xml.matchAll(TOKEN), ([text]) => ({ kind: kindOf(text), text }))
}

/**
 * Drops text that is nothing but blanks, as a parser does that does not preserve white space. DGII's is one: it verifies a file
 * that was indented after signing, and does not verify one whose signature covers the blanks.
 *
 * @source DGII, Firmado de e-CF (jun-2023): PreserveWhitespace = false
 */
export function withoutBlankText(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind, text }) => kind !== 'text' || /[^ \t\r\n]/.test(text))
}

const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?:[^"'>]|"[^"]*"|'[^']*')*>|[^<]+/g

function kindOf(text: string): Token['kind'] {
  if (!text.startsWith('<')) return 'text'
  return text.startsWith('<!') || text.startsWith('<?') ? 'other' : 'tag'
}
