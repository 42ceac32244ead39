import type { PrintedPage } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import { Flow } from './flow.ts'
import { blank, box, type Ink, type Place, type Strip } from './ink.ts'
import type { LaidPage } from './laid-page.ts'
import { legendStrips } from './legends.ts'
import { identityStrips, issuerStrips } from './masthead.ts'
import { type Palette, paletteOf } from './palette.ts'
import { panelStrips } from './panels.ts'
import type { Sheet } from './paper.ts'
import { qrBlock } from './qr-block.ts'
import { rollTableStrips } from './roll-tables.ts'
import { bannerStrips, watermarkOf } from './standing.ts'
import { totalStrips } from './totals.ts'

const SIZE = 8

/** A document on one piece of a roll, as long as it needs. */
export function layOutRoll(page: PrintedPage, appearance: Appearance, sheet: Sheet): readonly LaidPage[] {
  const palette = paletteOf(undefined, true)
  const place = { x: sheet.margin.side, width: sheet.width - 2 * sheet.margin.side }
  const frame = { top: sheet.margin.top, bottom: sheet.height - sheet.margin.bottom }
  const flow = new Flow(() => frame)
  const look = { palette, tallest: frame.bottom - frame.top, isRoll: true }
  const facts = { size: SIZE, palette, tallest: look.tallest, gap: 6 }

  if (page.standing) flow.add(bannerStrips(page.standing, place, look))
  flow.add(issuerStrips(page.issuer, appearance.logo, place, look))
  flow.add(divided(identityStrips(page.identity, place, look), place))
  for (const panel of page.head) flow.add(divided(panelStrips(panel, place, facts), place))
  for (const table of page.tables) flow.add(divided(rollTableStrips(table, place, facts), place))
  flow.add(divided(totalStrips(page.totals, place, { palette, tallest: look.tallest, gap: 0 }), place))
  for (const panel of page.foot) flow.add(divided(panelStrips(panel, place, facts), place))
  flow.add(divided(legendStrips(page.legends, place, facts, 'center'), place))
  if (page.qr) flow.add([qrStrip(page.qr, place, palette)])
  if (appearance.footer) flow.add([blank(4)], legendStrips([appearance.footer], place, { ...facts, gap: 6 }, 'center'))

  return flow.pages.map((placed, number) => {
    const height = number === flow.end.page ? flow.end.y + sheet.margin.bottom : sheet.height
    const inks = placed.flatMap(({ strip, y }): Ink[] => strip.inks.map((ink) => ({ ...ink, y: ink.y + y })))
    return { width: sheet.width, height, watermark: watermarkOf(page.standing, height, true), inks }
  })
}

/** Set apart from what is above by a thin line. */
function divided(strips: readonly Strip[], { x, width }: Place): readonly Strip[] {
  if (strips.length === 0) return strips
  const [first, ...rest] = strips
  const line = { height: 5, inks: [box(x, 0, width, 0.6, '#000000')], gap: 5, isHeld: true }
  return first ? [line, { ...first, gap: 0 }, ...rest] : strips
}

function qrStrip(qr: NonNullable<PrintedPage['qr']>, place: Place, palette: Palette): Strip {
  const block = qrBlock(qr, place.width, palette, 'center')
  return { height: block.height, inks: block.inksAt(place.x, 0), gap: 4 }
}
