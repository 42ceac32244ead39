import type { PrintedPage, PrintedPanel } from '../../domain/printed-page.ts'
import type { Appearance } from '../../ports/printer.ts'
import { Flow, heightOf } from './flow.ts'
import type { Ink, Place, Strip } from './ink.ts'
import type { LaidPage } from './laid-page.ts'
import { identityStrips, issuerStrips } from './masthead.ts'
import { type Furniture, furnitureOf } from './furniture.ts'
import { type Palette, paletteOf } from './palette.ts'
import { panelStrips } from './panels.ts'
import type { Sheet } from './paper.ts'
import { legendStrips } from './legends.ts'
import { bannerStrips, watermarkOf } from './standing.ts'
import { tableStrips } from './tables.ts'
import { totalStrips } from './totals.ts'

const GAP = 12
const GUTTER = 18

/** A document on as many sheets as it needs. */
export function layOutSheets(page: PrintedPage, appearance: Appearance, sheet: Sheet): readonly LaidPage[] {
  const palette = paletteOf(appearance.colour)
  const place = { x: sheet.margin.side, width: sheet.width - 2 * sheet.margin.side }
  const furniture = furnitureOf(page, appearance, sheet, place, palette)
  const flow = new Flow((number) => ({
    top: sheet.margin.top + (number === 0 ? 0 : furniture.headerHeight),
    bottom: sheet.height - furniture.footHeight,
  }))
  pour(page, appearance, { flow, place, palette, furniture, sheet })
  return flow.pages.map((placed, number) => ({
    width: sheet.width,
    height: sheet.height,
    watermark: watermarkOf(page.standing, sheet.height - furniture.footHeight),
    inks: [
      ...furniture.headOf(number),
      ...placed.flatMap(({ strip, y }): Ink[] => strip.inks.map((ink) => ({ ...ink, y: ink.y + y }))),
      ...furniture.footOf(number, flow.pages.length, flow.divided.has(number)),
    ],
  }))
}

interface Scene {
  readonly flow: Flow
  readonly place: Place
  readonly palette: Palette
  readonly furniture: Furniture
  readonly sheet: Sheet
}

function pour(page: PrintedPage, appearance: Appearance, { flow, place, palette, furniture, sheet }: Scene): void {
  const tallest = sheet.height - furniture.footHeight - sheet.margin.top - furniture.headerHeight
  const look = { palette, tallest, isRoll: false }
  const facts = { size: 8.5, palette, tallest, gap: GAP }

  if (page.standing) flow.add(bannerStrips(page.standing, place, look))
  const box = Math.min(place.width * 0.52, page.identity.barcode ? 272 : 228)
  const left = { x: place.x, width: place.width - box - GUTTER }
  const right = { x: place.x + place.width - box, width: box }
  flow.add(issuerStrips(page.issuer, appearance.logo, left, look), identityStrips(page.identity, right, look))
  for (const columns of abreast(page.head, place, (panel, own) => panelStrips(panel, own, facts))) flow.add(...columns)
  const tables = page.tables.flatMap((table) => tableStrips(table, place, { ...facts, gap: GAP + 2 }))

  const [beside, below] = page.totals.length > 0 ? halved(page.foot) : [[], page.foot]
  const sums = Math.min(place.width * 0.46, 232)
  const sumsPlace = { x: place.x + place.width - sums, width: sums }
  const besidePlace = { x: place.x, width: place.width - sums - GUTTER }
  const sumsBlock = [
    beside.flatMap((panel) => panelStrips(panel, besidePlace, facts)),
    totalStrips(page.totals, sumsPlace, { palette, tallest, gap: GAP }),
  ] as const
  addTogether(flow, tables, sumsBlock, tallest)
  for (const columns of abreast(below, place, (panel, own) => panelStrips(panel, own, facts))) flow.add(...columns)
  flow.add(legendStrips(furniture.legendsInFlow, place, facts))
}

/** The sums are never alone on a page: the last row goes with them where they do not fit below it. */
function addTogether(
  flow: Flow,
  tables: readonly Strip[],
  [beside, sums]: readonly [Strip[], Strip[]],
  tallest: number,
): void {
  const last = tables.at(-1)
  if (!last || sums.length === 0) {
    flow.add(tables)
    flow.add(beside, sums)
    return
  }
  flow.add(tables.slice(0, -1))
  const block = [last, ...sums]
  const isTooLong = heightOf(block, true) + (last.head?.height ?? 0) > tallest
  flow.add([isTooLong || flow.hasRoom(block) ? last : { ...last, isFirst: true }])
  flow.add(beside, sums)
}

/** Halves two beside one another, others over the whole width, in their order. */
function abreast(
  panels: readonly PrintedPanel[],
  place: Place,
  stripsOf: (panel: PrintedPanel, place: Place) => Strip[],
): Strip[][][] {
  const half = (place.width - GUTTER) / 2
  const rows: Strip[][][] = []
  for (let at = 0; at < panels.length; at += 1) {
    const [one, other] = panels.slice(at, at + 2)
    if (!one) break
    const isPair = one.width === 'half' && other?.width === 'half'
    rows.push(
      isPair
        ? [stripsOf(one, { x: place.x, width: half }), stripsOf(other, { x: place.x + half + GUTTER, width: half })]
        : [stripsOf(one, place)],
    )
    if (isPair) at += 1
  }
  return rows
}

function halved(panels: readonly PrintedPanel[]): readonly [readonly PrintedPanel[], readonly PrintedPanel[]] {
  return [panels.filter(({ width }) => width === 'half'), panels.filter(({ width }) => width === 'full')]
}
