import type { Logo } from '../../ports/printer.ts'
import { BASELINE, type CodeInk, type TextInk } from './ink.ts'
import type { LaidPage } from './laid-page.ts'
import { type PdfFile, PdfWriter } from './pdf-writer.ts'
import type { Watermark } from './standing.ts'
import { widthOf } from './typeset.ts'

/** Writes laid out pages. What must be readable to machines is drawn last: nothing lies over a code. */
export function draw(pages: readonly LaidPage[], title: string, logo: Logo | undefined): Promise<PdfFile> {
  const writer = new PdfWriter(title)
  for (const page of pages) {
    writer.page(page.width, page.height)
    for (const ink of page.inks) if (ink.kind === 'box') writer.box(ink.colour, ink.x, ink.y, ink.width, ink.height)
    for (const ink of page.inks) if (ink.kind === 'logo' && logo) writer.picture(logo, ink)
    for (const ink of page.inks) if (ink.kind === 'text') drawText(writer, ink)
    if (page.watermark) drawWatermark(writer, page.width, page.watermark)
    for (const ink of page.inks) if (ink.kind === 'code') drawCode(writer, ink)
  }
  return writer.end()
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
  const { x, y, width, height, quiet } = code
  writer.box('#ffffff', x, y, width, height)
  writer.grid(code.modules, {
    x: x + quiet.across,
    y: y + quiet.along,
    across: (width - 2 * quiet.across) / code.across,
    along: (height - 2 * quiet.along) / code.along,
  })
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
