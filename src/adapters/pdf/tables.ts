import type { PrintedFact, PrintedRow, PrintedTable } from '../../domain/printed-page.ts'
import { cellOf, type Cell, stripsOf } from './cells.ts'
import { CELL_PAD, gridOf, type Grid, type PlacedColumn } from './columns.ts'
import type { FactLook } from './facts.ts'
import { type Place, PITCH, type Strip } from './ink.ts'
import { titleStrips } from './panels.ts'

/** A table on a sheet: a heading that is repeated on each page, and a strip a row. */
export function tableStrips(table: PrintedTable, place: Place, look: FactLook): Strip[] {
  if (table.columns.length === 0) return []
  const grid = gridOf(table, place)
  const title = titleStrips(table.title, place, look)
  const heading = headingOf(grid, place, look)
  // A heading that takes a good part of the page is not repeated.
  const head = heading.length === 1 && (heading[0]?.height ?? 0) < look.tallest / 4 ? heading[0] : undefined
  const tallest = look.tallest - (head?.height ?? 0)
  const subtotals = Map.groupBy(table.subtotals ?? [], ({ afterRow }) => afterRow)

  const strips = [...title, ...heading.map((strip) => ({ ...strip, isHeld: true }))]
  let isFirst = false
  table.rows.forEach((row, at) => {
    const own = rowStrips(row, grid, place, { ...look, tallest })
    const sums = (subtotals.get(at) ?? []).flatMap(({ facts }) => subtotalStrips(facts, place, { ...look, tallest }))
    const all = [...own.map((strip) => (sums.length > 0 ? { ...strip, isHeld: true } : strip)), ...sums]
    strips.push(...all.map((strip, index) => ({ ...strip, head, isFirst: isFirst && index === 0 })))
    // The document itself ends a page here.
    isFirst = sums.length > 0
  })
  const [first, ...rest] = strips
  return first ? [{ ...first, gap: look.gap ?? 0 }, ...rest] : []
}

function headingOf({ columns, size }: Grid, place: Place, { palette, tallest }: FactLook): Strip[] {
  const small = size - 1
  const cells = columns.map((column) =>
    cellOf(column.label, inside(column), { size: small, isBold: true, colour: palette.accent, align: column.align }),
  )
  return stripsOf(cells, {
    pitch: small * PITCH,
    above: 4,
    below: 4.5,
    gap: 0,
    tallest,
    ground: { ...place, colour: palette.tint },
    rule: { ...place, colour: palette.accent },
  })
}

function rowStrips(row: PrintedRow, { columns, size }: Grid, place: Place, look: FactLook): Strip[] {
  const { palette, tallest } = look
  const details = detailsCell(row.details ?? [], detailsEdge(columns, place), place, look, size)
  const cells = columns.map((column) =>
    cellOf(row.cells[column.key] ?? '', inside(column), {
      size,
      isBold: false,
      colour: palette.ink,
      align: column.align,
    }),
  )
  const rule = { ...place, colour: palette.rule }
  const body = stripsOf(cells, {
    pitch: size * PITCH,
    above: 3.2,
    below: details ? 1 : 3.8,
    gap: 0,
    tallest,
    ...(details ? {} : { rule }),
  })
  if (!details) return body
  const below = stripsOf([details], { pitch: details.size * PITCH, above: 0, below: 3.8, gap: 0, tallest, rule })
  return merged(body, below, tallest)
}

/** A row and what is printed beneath it are one strip, if a page can hold it. */
function merged(body: readonly Strip[], below: readonly Strip[], tallest: number): Strip[] {
  const [one, more] = body
  const [other, rest] = below
  if (!one || !other || more || rest || one.height + other.height > tallest) {
    return [...body.map((strip) => ({ ...strip, isHeld: true })), ...below]
  }
  const inks = [...one.inks, ...other.inks.map((ink) => ({ ...ink, y: ink.y + one.height }))]
  return [{ height: one.height + other.height, inks, gap: 0 }]
}

/** Below the words of the row, unless these begin far to the right. */
function detailsEdge(columns: readonly PlacedColumn[], place: Place): number {
  const words = columns.filter(({ align }) => align === 'left').toSorted((one, other) => other.weight - one.weight)[0]
  return words && words.x < place.x + place.width / 2 ? words.x : place.x
}

function detailsCell(
  details: readonly PrintedFact[],
  x: number,
  place: Place,
  { palette }: FactLook,
  size: number,
): Cell | undefined {
  const text = inline(details)
  if (text === '') return undefined
  const room = { x: x + CELL_PAD, width: place.x + place.width - x - 2 * CELL_PAD }
  return cellOf(text, room, { size: Math.max(6, size - 1.2), isBold: false, colour: palette.quiet })
}

/** Facts one after another, as a sentence. */
export function inline(facts: readonly PrintedFact[]): string {
  return facts
    .map(({ label, value }) => (label === '' ? value : `${label}${/[:.?]$/.test(label) ? '' : ':'} ${value}`))
    .filter((text) => text.trim() !== '')
    .join(' · ')
}

function subtotalStrips(facts: readonly PrintedFact[], place: Place, { palette, tallest }: FactLook): Strip[] {
  const cell = cellOf(inline(facts), { x: place.x + CELL_PAD, width: place.width - 2 * CELL_PAD }, {
    size: 8,
    isBold: true,
    colour: palette.accent,
    align: 'right',
  }) // prettier-ignore
  const ground = { ...place, colour: palette.tint }
  return stripsOf([cell], { pitch: 8 * PITCH, above: 3, below: 3.6, gap: 0, tallest, ground })
}

function inside({ x, width }: { readonly x: number; readonly width: number }): Place {
  return { x: x + CELL_PAD, width: Math.max(1, width - 2 * CELL_PAD) }
}
