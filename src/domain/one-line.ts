// Control characters, line and paragraph separators, and marks that turn the direction of what follows.
const BREAKS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** The text on one line, with nothing in it that a header or a list would take for more than text. At most `most` characters. */
export function oneLine(text: string, most: number): string {
  const line = text.toWellFormed().replace(BREAKS, ' ').replace(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`
}

/** True when the text holds nothing that {@link oneLine} would take out. */
export function isOneLine(text: string): boolean {
  return text.isWellFormed() && text.search(BREAKS) === -1
}
