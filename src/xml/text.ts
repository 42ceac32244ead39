/** A character that no XML 1.0 file can hold, not even escaped: most control characters, lone surrogates, U+FFFE and U+FFFF. */
export interface IllegalCharacter {
  /** In UTF-16 units, as `String.prototype.charAt` counts. */
  readonly index: number
  readonly codePoint: number
}

/**
 * The first character of `text` that XML 1.0 does not allow; undefined when there is none.
 *
 * @source W3C, XML 1.0 (fifth edition), production 2 `Char`
 */
export function firstIllegalCharacter(text: string): IllegalCharacter | undefined {
  if (!MAYBE_ILLEGAL.test(text)) return undefined
  const index = text.search(ILLEGAL)
  return index < 0 ? undefined : { index, codePoint: text.codePointAt(index) ?? 0 }
}

/**
 * The text of an element in canonical form: what stands between its tags.
 *
 * @throws IllegalXmlText; whoever takes text from outside asks {@link firstIllegalCharacter} first and makes a fault of it.
 * @source W3C, Canonical XML 1.0, section 2.3 "Text Nodes"
 */
export function escapedText(text: string): string {
  if (!TEXT_TO_ESCAPE.test(text)) return text
  refuseIllegal(text)
  return text.replace(/[&<>\r]/g, escapeOf)
}

/**
 * The value of an attribute in canonical form: what stands between its quotation marks.
 *
 * @throws IllegalXmlText, as {@link escapedText}
 * @source W3C, Canonical XML 1.0, section 2.3 "Attribute Nodes"
 */
export function escapedAttribute(value: string): string {
  if (!ATTRIBUTE_TO_ESCAPE.test(value)) return value
  refuseIllegal(value)
  return value.replace(/[&<"\t\n\r]/g, escapeOf)
}

/** Text that was about to be written and cannot be. The text itself stays out of the message: it may be personal. */
export class IllegalXmlText extends Error {
  readonly index: number
  readonly codePoint: number

  constructor({ index, codePoint }: IllegalCharacter) {
    const name = codePoint.toString(16).toUpperCase().padStart(4, '0')
    super(`XML 1.0 cannot hold U+${name}, found at position ${index} of the text`)
    this.name = 'IllegalXmlText'
    this.index = index
    this.codePoint = codePoint
  }
}

function refuseIllegal(text: string): void {
  const illegal = firstIllegalCharacter(text)
  if (illegal) throw new IllegalXmlText(illegal)
}

function escapeOf(character: string): string {
  return ESCAPES[character] ?? character
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

// One test clears nearly every value, because most hold none of these. Any surrogate counts as suspicious here; only the
// exact pattern, which reads code points, tells an emoji from half of one.
const MAYBE_ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/
const TEXT_TO_ESCAPE = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/
const ATTRIBUTE_TO_ESCAPE = /[&<"\0-\x1f\ud800-\udfff\ufffe\uffff]/
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/u
