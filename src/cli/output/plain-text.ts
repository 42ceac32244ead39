/**
 * A text fit for a terminal: on one line, and without the characters by which names and messages from others could move the
 * cursor, change colours or reverse what is read.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
