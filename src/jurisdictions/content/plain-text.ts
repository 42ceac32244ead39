/**
 * A client's text as the XML carries it: line ends of every kind become a line feed.
 *
 * A carriage return, U+0085, U+2028 and U+2029 are legal XML, but xmldom, which partners verify signatures with through
 * xml-crypto, turns them into line feeds as it reads, and the digest of what it then has is another.
 */
export function plainText(text: string): string {
  return OTHER_LINE_END.test(text) ? text.replace(OTHER_LINE_ENDS, '\n') : text
}

/** The same for a neutral field: blanks around a value are slips of whoever typed it. Undefined when nothing is left. */
export function neutralText(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === undefined || trimmed === '' ? undefined : plainText(trimmed)
}

const OTHER_LINE_END = /[\r\u0085\u2028\u2029]/
const OTHER_LINE_ENDS = /\r[\n\u0085]?|[\u0085\u2028\u2029]/g
