/** A piece of a well-formed XML file: a tag, a stretch of text, or anything else that stands between angle brackets. */
export interface Token {
  readonly kind: 'tag' | 'text' | 'other'
  readonly text: string
}

/** Takes a well-formed file apart. What comes out, joined, is the file. */
export function tokensOf(xml: string): readonly Token[] {
  return Array.from(xml.matchAll(TOKEN), ([text]) => ({ kind: kindOf(text), text }))
}

/** The file that tokens make. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('')
}

/**
 * xml-crypto's parser takes U+0085, U+2028 and U+2029 for line ends, which XML 1.0 does not. Written as references they are the
 * same characters to every parser.
 */
export function withReferences(token: Token): Token {
  if (token.kind === 'other') return token
  return { ...token, text: token.text.replace(/[\u0085\u2028\u2029]/g, (c) => `&#${c.charCodeAt(0)};`) }
}

/** From the start tag of the signature to its end tag, in a file whose one signature stands last in the root. */
export function signatureText(tokens: readonly Token[]): string {
  const start = tokens.findIndex(({ kind, text }) => kind === 'tag' && /^<(?:[^\s:>/]+:)?Signature[\s>]/.test(text))
  const end = tokens.findLastIndex(({ kind, text }) => kind === 'tag' && /^<\/(?:[^\s:>/]+:)?Signature\s*>$/.test(text))
  return textOf(tokens.slice(start, end + 1))
}

const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?:[^"'>]|"[^"]*"|'[^']*')*>|[^<]+/g

function kindOf(text: string): Token['kind'] {
  if (!text.startsWith('<')) return 'text'
  return text.startsWith('<!') || text.startsWith('<?') ? 'other' : 'tag'
}
