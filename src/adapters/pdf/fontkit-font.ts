import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** A font file that pdfkit has opened (its `fontkit` object): given back to a document, it is not parsed again. */
export interface FontFile {
  readonly unitsPerEm: number
  readonly ascent: number
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string): { readonly advanceWidth: number }
}

const require = createRequire(import.meta.url)

/** Opens a font file of an installed package, such as `dejavu-fonts-ttf/ttf/DejaVuSans.ttf`. @throws when it is not there */
export function openFontFile(path: string): FontFile {
  const probe = new PDFDocument({ autoFirstPage: false, font: '' })
  probe.font(readFileSync(require.resolve(path)))
  return (probe as unknown as { readonly _font: { readonly font: FontFile } })._font.font
}

/**
 * Forgets which characters glyphs stood for. One glyph may stand for several (the Latin, Greek and Cyrillic "o"), and fontkit keeps
 * the first it met: whoever copied text out of a document would get the letters of another one printed before it.
 */
export function forgetCharacters(file: FontFile): void {
  ;(file as unknown as { _glyphs: Record<number, unknown> })._glyphs = {}
}
