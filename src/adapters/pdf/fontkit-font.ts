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
