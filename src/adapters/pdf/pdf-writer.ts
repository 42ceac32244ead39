import PDFDocument from 'pdfkit'
import type { Logo } from '../../ports/printer.ts'
import { opaqueLogo } from './opaque-logo.ts'
import type { Face } from './face.ts'
import { type FontFile, forgetCharacters } from './fontkit-font.ts'
import { byteOf, type StandardFace } from './standard-face.ts'
import { printableText } from './printable-text.ts'
import type { Run } from './line.ts'
import { typeset } from './typeset.ts'

export type PdfFile = Uint8Array<ArrayBuffer>

/** The parts of a pdfkit document that its types leave out; the version is pinned. */
interface Inside {
  version: number
  readonly page: { readonly fonts: Record<string, unknown> }
  readonly _font: { readonly id: string; ref(): unknown }
}

/**
 * A PDF as it is written, in points from the upper left corner of the page. Text in standard fonts is written by hand: pdfkit's
 * own way of doing it costs nine times as much. Nothing in the file comes from the clock or from chance.
 */
export class PdfWriter {
  readonly #document: PDFKit.PDFDocument
  readonly #inside: Inside
  readonly #done: Promise<PdfFile>
  readonly #used = new Set<FontFile>()
  #content: string[] = []
  #colour = ''

  constructor(title: string) {
    const options = {
      autoFirstPage: false,
      font: '',
      lang: 'es',
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: printableText(title), Producer: 'Emite', Creator: 'Emite', CreationDate: new Date(0) },
    } as const
    const document = new PDFDocument(options)
    // pdfkit needs a date to make the file's identifier of; unseen, it is not written: it would be a lie.
    Object.defineProperty(document.info, 'CreationDate', { enumerable: false })
    this.#document = document
    this.#inside = document as unknown as Inside
    // Said at the head of the file already; newer files get a second block of metadata, with that date.
    this.#inside.version = 1.3
    this.#done = bytesOf(document)
  }

  page(width: number, height: number): void {
    this.#flush()
    this.#colour = ''
    this.#document.addPage({ size: [width, height], margin: 0 })
  }

  box(colour: string, x: number, y: number, width: number, height: number): void {
    this.#paint(colour)
    this.#content.push(`${short(x)} ${short(y)} ${short(width)} ${short(height)} re f`)
  }

  /** One black path of rectangles, four whole numbers each, in units of `across` by `along` from (x, y) on. */
  grid(
    sides: readonly number[],
    unit: { readonly x: number; readonly y: number; readonly across: number; readonly along: number },
  ): void {
    this.#paint('#000000')
    let path = `q ${precise(unit.across)} 0 0 ${precise(unit.along)} ${short(unit.x)} ${short(unit.y)} cm`
    for (let at = 0; at < sides.length; at += 4)
      path += `\n${sides[at]} ${sides[at + 1]} ${sides[at + 2]} ${sides[at + 3]} re`
    this.#content.push(path, 'f Q')
  }

  /** Letters that stand on `y`. */
  text({ face, text }: Run, x: number, y: number, size: number, colour: string): void {
    if (text.trim() === '') return
    this.#paint(colour)
    const points = size * face.scale
    if (face.standard) {
      const font = this.#use(face)
      this.#content.push(
        `BT /${font} ${short(points)} Tf 1 0 0 -1 ${short(x)} ${short(y)} Tm ${shown(text, face.standard)} ET`,
      )
      return
    }
    this.#flush()
    this.#use(face)
    this.#document.fontSize(points).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
  }

  /** A line of large, translucent, bold letters, turned around its middle. */
  across(
    text: string,
    size: number,
    colour: string,
    at: { readonly x: number; readonly y: number; readonly angle: number },
  ): void {
    const [line] = typeset(text, { size, isBold: true }, Number.POSITIVE_INFINITY)
    if (!line) return
    this.#flush()
    this.#document
      .save()
      .fillOpacity(0.14)
      .rotate(-at.angle, { origin: [at.x, at.y] })
    this.#colour = ''
    let x = at.x - line.width / 2
    for (const run of line.runs) {
      this.text(run, x, at.y + size * 0.35, size, colour)
      x += run.width
    }
    this.#flush()
    this.#document.restore()
    this.#colour = ''
  }

  picture(logo: Logo, { x, y, width, height }: { x: number; y: number; width: number; height: number }): void {
    this.#flush()
    const bytes = opaqueLogo(logo)
    // Its sides are those of the file: a camera's note about turning it would put it out of its place.
    const place = { width, height, ignoreOrientation: true }
    if (bytes) this.#document.image(Buffer.from(bytes), x, y, place)
    this.#colour = ''
  }

  end(): Promise<PdfFile> {
    this.#flush()
    this.#document.end()
    return this.#done
  }

  #paint(colour: string): void {
    if (colour === this.#colour) return
    this.#colour = colour
    const channels = [1, 3, 5].map((at) => short(parseInt(colour.slice(at, at + 2), 16) / 255))
    this.#content.push(`${channels.join(' ')} rg`)
  }

  /** The name by which the page's content knows the font. */
  #use(face: Face): string {
    const document = this.#document
    if (face.file && !this.#used.has(face.file)) {
      this.#used.add(face.file)
      forgetCharacters(face.file)
    }
    document.font((face.file ?? face.name) as string, face.name)
    const { _font: font, page } = this.#inside
    page.fonts[font.id] ??= font.ref()
    return font.id
  }

  #flush(): void {
    if (this.#content.length === 0) return
    this.#document.addContent(this.#content.join('\n'))
    this.#content = []
  }
}

/** Kerned: the pieces between kerned pairs, and what moves them, in thousandths. */
function shown(text: string, font: StandardFace): string {
  let pieces = '('
  let isKerned = false
  for (let at = 0; at < text.length; at += 1) {
    const byte = byteOf(text.charCodeAt(at))
    const character = String.fromCharCode(byte)
    pieces += character === '(' || character === ')' || character === '\\' ? `\\${character}` : character
    const kerning = font.kerningAt(text, at)
    if (kerning !== 0) {
      isKerned = true
      pieces += `)${-kerning}(`
    }
  }
  return isKerned ? `[${pieces})] TJ` : `${pieces}) Tj`
}

function precise(value: number): string {
  return value.toFixed(6)
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

function bytesOf(document: NodeJS.ReadableStream): Promise<PdfFile> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
  })
}
