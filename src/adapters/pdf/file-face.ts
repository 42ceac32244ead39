import type { Face } from './face.ts'
import { type FontFile, openFontFile } from './fontkit-font.ts'

/**
 * A font of a file, which is opened when a text needs it. Widths of words are kept, because those of one page's lines are those of
 * the next one's. `mayHave` tells without opening it which characters it lacks.
 */
export function fileFace(
  name: string,
  path: string,
  scale: number,
  mayHave: (codePoint: number) => boolean = () => true,
): Face {
  let opened: FontFile | undefined
  const file = (): FontFile => (opened ??= openFontFile(path))
  const widths = new Map<string, number>()
  const widthOfWord = (word: string): number => {
    let width = widths.get(word)
    if (width === undefined) {
      width = (file().layout(word).advanceWidth * 1000) / file().unitsPerEm
      if (widths.size >= MOST_WIDTHS) widths.clear()
      widths.set(word, width)
    }
    return width
  }
  return {
    name,
    get file() {
      return file()
    },
    standard: undefined,
    scale,
    has: (text) => {
      const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0).filter(
        (code) => !isJoiner(code),
      )
      return codePoints.every(mayHave) && codePoints.every((code) => hasGlyph(file(), code))
    },
    // Word by word with the space behind it, as the document is going to write it.
    widthOf: (text) => (text.match(/[^ ]* |[^ ]+/g) ?? []).reduce((sum, word) => sum + widthOfWord(word), 0),
  }
}

const MOST_WIDTHS = 10_000

/** One of the many files of a large package has no table of its characters: what is in it cannot be found, so it is not there. */
function hasGlyph(file: FontFile, codePoint: number): boolean {
  try {
    return file.hasGlyphForCodePoint(codePoint)
  } catch {
    return false
  }
}

function isJoiner(codePoint: number): boolean {
  return codePoint === 0x200c || codePoint === 0x200d
}
