import type { Logo } from '../../ports/printer.ts'
import { BASELINE, type CodeInk, type Ink, type TextInk } from './ink.ts'
import type { LaidPage } from './layout.ts'
import { type PdfFile, PdfWriter } from './pdf-writer.ts'
import type { Watermark } from './standing.ts'
import { widthOf } from './typeset.ts'

/** Writes laid out pages. What must be readable to machines is drawn last: nothing lies over a code. */
export function draw(pages: readonly LaidPage[], title: string, logo: Logo | undefined): Promise<PdfFile> {
  const writer = new PdfWriter(title)
  for (const page of pages) {
    writer.page(page.width, page.height)
    for (const ink of page.inks) if (ink.kind === 'box') drawBox(writer, ink)
    for (const ink of page.inks) if (ink.kind === 'logo' && logo) writer.picture(logo, ink)
    for (const ink of page.inks) if (ink.kind === 'text') drawText(writer, ink)
    if (page.watermark) drawWatermark(writer, page.width, page.watermark)
    for (const ink of page.inks) if (ink.kind === 'code') drawCode(writer, ink)
  }
  return writer.end()
}

function drawBox(writer: PdfWriter, { x, y, width, height, colour }: Extract<Ink, { kind: 'box' }>): void {
  writer.rectangles(colour, [x, y, width, height])
}

function drawText(writer: PdfWriter, { x, y, line, size, colour }: TextInk): void {
  let at = x
  for (const run of line.runs) {
    writer.text(run, at, y + size * BASELINE, size, colour)
    at += run.width
  }
}

/** One path for all modules: readers that smooth edges would leave gaps between paths. */
function drawCode(writer: PdfWriter, code: CodeInk): void {
  const { x, y, width, height, quiet, modules } = code
  const across = (width - 2 * quiet.across) / code.across
  const along = (height - 2 * quiet.along) / code.along
  writer.rectangles('#ffffff', [x, y, width, height])
  const scaled: number[] = []
  for (let at = 0; at < modules.length; at += 4) {
    scaled.push(
      x + quiet.across + (modules[at] ?? 0) * across,
      y + quiet.along + (modules[at + 1] ?? 0) * along,
      (modules[at + 2] ?? 0) * across,
      (modules[at + 3] ?? 0) * along,
    )
  }
  writer.rectangles('#000000', scaled)
}

const LARGEST = 96
const SMALLEST = 14

/** As large as fits; on a roll again and again. A text too long for that stands in the banner whole. */
function drawWatermark(writer: PdfWriter, width: number, { text, colour, height }: Watermark): void {
  const tile = Math.min(height, width * 1.4)
  const style = { size: 100, isBold: true }
  const size = Math.min(LARGEST, ((Math.hypot(width, tile) * 0.8) / Math.max(1, widthOf(text, style))) * 100)
  if (size < SMALLEST) return
  const angle = (Math.atan2(tile, width) * 180) / Math.PI
  const count = Math.max(1, Math.floor(height / tile))
  for (let at = 0; at < count; at += 1) {
    writer.across(text, size, colour, { x: width / 2, y: (height / count) * (at + 0.5), angle })
  }
}
