import PDFDocument from 'pdfkit'

/** The characters beyond ISO 8859-1 that the standard fonts have, by their code point: their place in Windows-1252. */
const BEYOND_LATIN_1 = new Map(
  Array.from('€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ')
    .map((character, at) => [character.charCodeAt(0), 0x80 + at] as const)
    .filter(([code]) => code !== 0),
)
const HAS_ONLY_STANDARD = /^[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/

/** Whether a standard font has all of the text. */
export function isStandard(text: string): boolean {
  return HAS_ONLY_STANDARD.test(text)
}

/** A standard font with its widths and kerning at hand: measuring is the larger part of laying out a page. */
export class StandardFace {
  readonly name: string
  readonly #widths = new Float64Array(256).fill(Number.NaN)
  readonly #kerning = new Float64Array(65_536).fill(Number.NaN)
  readonly #measure: (text: string) => number

  constructor(name: 'Helvetica' | 'Helvetica-Bold') {
    this.name = name
    const ruler = new PDFDocument({ autoFirstPage: false, font: name }).fontSize(1000)
    this.#measure = (text) => ruler.widthOfString(text)
  }

  /** In thousandths of the font's size, kerned. */
  widthOf(text: string): number {
    let width = 0
    for (let at = 0; at < text.length; at += 1) width += this.widthAt(text, at) + this.kerningAt(text, at)
    return width
  }

  /** What the pair of characters that begins at `at` moves together (negative) or apart, in thousandths. */
  kerningAt(text: string, at: number): number {
    if (at + 1 >= text.length) return 0
    // Kerned blanks all but close between capitals.
    if (text.charAt(at) === ' ' || text.charAt(at + 1) === ' ') return 0
    const pair = (byteOf(text.charCodeAt(at)) << 8) | byteOf(text.charCodeAt(at + 1))
    let kerning = this.#kerning[pair] ?? Number.NaN
    if (Number.isNaN(kerning)) {
      kerning = this.#measure(text.slice(at, at + 2)) - this.widthAt(text, at) - this.widthAt(text, at + 1)
      kerning = Math.round(kerning)
      this.#kerning[pair] = kerning
    }
    return kerning
  }

  widthAt(text: string, at: number): number {
    const byte = byteOf(text.charCodeAt(at))
    let width = this.#widths[byte] ?? Number.NaN
    if (Number.isNaN(width)) {
      width = this.#measure(text.charAt(at))
      this.#widths[byte] = width
    }
    return width
  }
}

/** The character's place in Windows-1252, as standard fonts are addressed. */
export function byteOf(code: number): number {
  return code < 256 ? code : (BEYOND_LATIN_1.get(code) ?? 0x3f)
}
