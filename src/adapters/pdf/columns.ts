import type { PrintedColumn, PrintedTable } from '../../domain/printed-page.ts'
import type { Style } from './line.ts'
import { widthOf } from './typeset.ts'

/** A column with its place on the paper. */
export interface PlacedColumn extends PrintedColumn {
  readonly x: number
  readonly width: number
}

export interface Grid {
  readonly columns: readonly PlacedColumn[]
  /** Of the letters in the table: smaller where the figures would not fit otherwise. */
  readonly size: number
}

/** Points a column of words has at least, whatever the figures need; the longest code that is not broken, while there is room. */
const LEAST_WORDS = 54
const LONG_WORDS = 118
/** Sizes of letters, and how wide words may make a column. */
const TRIALS: readonly (readonly [number, number])[] = [
  [8.5, LONG_WORDS],
  [8, LONG_WORDS],
  [7.5, LONG_WORDS],
  [7.5, LEAST_WORDS],
  [7, LEAST_WORDS],
  [6.5, LEAST_WORDS],
  [6, LEAST_WORDS],
]
/** Between a text and the edge of its column. */
export const CELL_PAD = 4
/** Longer texts in a column of figures are prose, which wraps. */
const LONGEST_FIGURE = 40
/** What is longer may wrap, and has a column that is worth it. */
const SHORT_TEXT = 12
/**
 * Shares the width out by the columns' weights, but no column of figures gets less than its widest figure. Where there is not
 * room for that, letters become smaller; in the last resort figures wrap like words.
 */
export function gridOf(table: PrintedTable, place: { readonly x: number; readonly width: number }): Grid {
  for (const [size, words] of TRIALS) {
    const needs = table.columns.map((column) => needOf(column, table, size, words))
    if (sum(needs) <= place.width)
      return { columns: placed(table.columns, shared(table.columns, needs, place.width), place.x), size }
  }
  const [size, words] = TRIALS.at(-1) ?? [6, LEAST_WORDS]
  const needs = table.columns.map((column) => needOf(column, table, size, words))
  const scale = place.width / sum(needs)
  return {
    columns: placed(
      table.columns,
      needs.map((need) => need * scale),
      place.x,
    ),
    size,
  }
}

function needOf(column: PrintedColumn, { rows }: PrintedTable, size: number, words: number): number {
  const heading = widestWord(column.label, { size: size - 1, isBold: true })
  let widest = Math.min(heading, 2 * LEAST_WORDS)
  for (const { cells } of rows) {
    const text = cells[column.key] ?? ''
    const isFigure = column.align !== 'left' && text.length <= LONGEST_FIGURE
    const need = isFigure
      ? widthOf(text, { size, isBold: false })
      : Math.min(words, Math.max(widestWord(text, { size, isBold: false }), text.length > SHORT_TEXT ? LEAST_WORDS : 0))
    if (need > widest) widest = need
  }
  return widest + 2 * CELL_PAD + 0.1
}

/** Of a long text its beginning is enough: words have about the same length everywhere. */
function widestWord(text: string, style: Style): number {
  return Math.max(
    0,
    ...text
      .slice(0, 120)
      .split(/\s+/)
      .map((word) => widthOf(word, style)),
  )
}

/** By weight; who would get less than he needs gets just that, and the others share the rest. */
function shared(columns: readonly PrintedColumn[], needs: readonly number[], width: number): number[] {
  const fixed = new Set<number>()
  for (;;) {
    const rest = width - sum(needs.filter((_, at) => fixed.has(at)))
    const weights = sum(columns.map(({ weight }, at) => (fixed.has(at) ? 0 : Math.max(weight, 0.01))))
    const widths = columns.map(({ weight }, at) =>
      fixed.has(at) ? (needs[at] ?? 0) : (rest * Math.max(weight, 0.01)) / weights,
    )
    const short = widths.findIndex((own, at) => !fixed.has(at) && own < (needs[at] ?? 0))
    if (short === -1) return spread(widths, width)
    fixed.add(short)
  }
}

/** Everything is shared out, also where every column got just what it needs. */
function spread(widths: readonly number[], width: number): number[] {
  const scale = width / sum(widths)
  return widths.map((own) => own * scale)
}

function placed(columns: readonly PrintedColumn[], widths: readonly number[], left: number): PlacedColumn[] {
  let x = left
  return columns.map((column, at) => {
    const width = widths[at] ?? 0
    x += width
    return { ...column, x: x - width, width }
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
