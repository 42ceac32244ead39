import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import { box, type Ink, PITCH, type Place, type Strip, textInks } from './ink.ts'
import { LEGEND, legendStrips } from './legends.ts'
import type { Palette } from './palette.ts'
import { MM, type Sheet } from './paper.ts'
import { QR_QUIET, type QrBlock, qrBlock } from './qr-block.ts'
import { runningHead } from './running-head.ts'
import type { Line } from './line.ts'
import { typeset, typesetCut, widthOf } from './typeset.ts'

/** What stands on every sheet: who and what at the top from the second on, the code and the page's number at the foot. */
export interface Furniture {
  readonly headerHeight: number
  /** Margin included. */
  readonly footHeight: number
  /** Legends (and a footer) that found no room beside the code. */
  readonly legendsInFlow: readonly string[]
  headOf(page: number): readonly Ink[]
  footOf(page: number, count: number, isDivided: boolean): readonly Ink[]
}

const FOOT = 7.5
/** @source DGII, Informe Técnico e-CF v1.0, 17: the code's distance from the edge of the page */
const QR_FROM_EDGE = 20 * MM

export function furnitureOf(
  page: PrintedPage,
  { footer }: Appearance,
  sheet: Sheet,
  place: Place,
  palette: Palette,
): Furniture {
  const header = runningHead(page, place, palette)
  const words = footerLines(footer, place)
  const wordsHeight = Math.max(1, words.length) * FOOT * PITCH
  const rule = sheet.height - sheet.margin.bottom - wordsHeight - 5
  const qr = page.qr && qrBlock(page.qr, place.width / 2, palette, 'left')
  const qrX = Math.max(place.x, QR_FROM_EDGE) - (qr && qr.codeBottom > 0 ? QR_QUIET : 0)
  const qrY = qr ? Math.min(rule - 6 - qr.height, sheet.height - QR_FROM_EDGE - qr.codeBottom) : rule
  const beside = besideOf(qr, qrX, place)
  const legends = qr && beside ? legendStrips(page.legends, beside, { palette, tallest: 1e6 }) : []
  const fits = qr !== undefined && heightOf(legends) <= qr.height
  return {
    headerHeight: heightOf(header) + 10,
    footHeight: sheet.height - qrY + 6,
    legendsInFlow: [...(fits ? [] : page.legends), ...(words.length === 0 && footer ? [footer] : [])],
    headOf: (number) => (number === 0 ? [] : stacked(header, sheet.margin.top)),
    footOf: (number, count, isDivided) => [
      ...(qr ? qr.inksAt(qrX, qrY) : []),
      ...(fits ? stacked(legends, qrY + qr.height - heightOf(legends)) : []),
      box(place.x, rule, place.width, 0.5, palette.rule),
      ...textInks(words, place, rule + 5, { size: FOOT, colour: palette.quiet }),
      ...numberInks(number, count, isDivided, place, rule + 5, palette),
    ],
  }
}

const NUMBER_ROOM = 210

// As many as the longest footer that an issuer can set takes in the widest letters.
const MOST_FOOTER_LINES = 16

/** The issuer's own words; none when they are too many for the foot of every page. */
function footerLines(footer: string | undefined, place: Place): readonly Line[] {
  const lines = typeset(footer ?? '', { size: FOOT, isBold: false }, place.width - NUMBER_ROOM)
  return lines.length <= MOST_FOOTER_LINES ? lines : []
}

function numberInks(
  number: number,
  count: number,
  isDivided: boolean,
  place: Place,
  y: number,
  { quiet }: Palette,
): readonly Ink[] {
  const text = `${isDivided ? 'Continúa en la página siguiente   ·   ' : ''}Página ${number + 1} de ${count}`
  const line = typesetCut(text, { size: FOOT, isBold: false }, NUMBER_ROOM)
  return line ? textInks([line], place, y, { size: FOOT, colour: quiet, align: 'right' }) : []
}

function besideOf(qr: QrBlock | undefined, qrX: number, place: Place): Place | undefined {
  if (!qr) return undefined
  const x = qrX + qr.width + 14
  const width = place.x + place.width - x
  return width > widthOf('m', { size: LEGEND, isBold: false }) * 10 ? { x, width } : undefined
}

function stacked(strips: readonly Strip[], top: number): Ink[] {
  let y = top
  return strips.flatMap((strip) => {
    y += strip.height
    return strip.inks.map((ink) => ({ ...ink, y: ink.y + y - strip.height }))
  })
}

function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, { height }) => sum + height, 0)
}
