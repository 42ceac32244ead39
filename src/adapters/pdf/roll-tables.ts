import type { PrintedColumn, PrintedFact, PrintedRow, PrintedTable } from '../../domain/printed-page.ts'
import { cellOf, stripsOf } from './cells.ts'
import { factStrips, type FactLook } from './facts.ts'
import { blank, PITCH, type Place, type Strip } from './ink.ts'
import { titleStrips } from './panels.ts'
import { inline } from './tables.ts'

/** A table on narrow paper: each row as a few lines. */
export function rollTableStrips(table: PrintedTable, place: Place, look: FactLook): Strip[] {
  const roles = rolesOf(table.columns.filter(({ onReceipt }) => onReceipt))
  const subtotals = Map.groupBy(table.subtotals ?? [], ({ afterRow }) => afterRow)
  return [
    ...titleStrips(table.title, place, { ...look, gap: 0 }),
    ...table.rows.flatMap((row, at) => [
      ...rowStrips(row, roles, place, look),
      blank(3),
      ...(subtotals.get(at) ?? []).flatMap(({ facts }) => factStrips(facts, place, { ...look, gap: 0 })),
    ]),
  ]
}

/** What a column is to the reader of a receipt. */
interface Roles {
  /** What the row is about, whole, on lines of its own. */
  readonly name: PrintedColumn | undefined
  /** Of a line that is sold: `2.00 × 1,500.00` at the left, its value at the right. */
  readonly sold:
    { readonly quantity: PrintedColumn; readonly price: PrintedColumn; readonly value: PrintedColumn } | undefined
  /** Everything else, with its label. */
  readonly others: readonly PrintedColumn[]
}

/** Countries say which columns there are, not which are which: the labels that the law wants tell. */
function rolesOf(columns: readonly PrintedColumn[]): Roles {
  const name = columns.filter(({ align }) => align === 'left').toSorted((one, other) => other.weight - one.weight)[0]
  const quantity = columns.find(({ label }) => /^cant/i.test(label))
  const price = columns.find(({ label }) => /^precio/i.test(label))
  const value = columns.findLast(({ align }) => align === 'right')
  const isSold = quantity && price && value && value !== price && value !== quantity
  const sold = isSold ? { quantity, price, value } : undefined
  const taken = [name, ...(sold ? [sold.quantity, sold.price, sold.value] : [])]
  return { name, sold, others: columns.filter((column) => !taken.includes(column)) }
}

function rowStrips(
  { cells, details = [] }: PrintedRow,
  { name, sold, others }: Roles,
  place: Place,
  look: FactLook,
): Strip[] {
  const rest = others.flatMap(({ key, label }): PrintedFact[] => {
    const value = cells[key] ?? ''
    return value === '' ? [] : [{ label, value }]
  })
  const small = { ...look, size: look.size - 1 }
  const strips = name ? line(cells[name.key] ?? '', '', place, look, true) : []
  if (!sold) strips.push(...rest.flatMap(({ label, value }) => line(label, value, place, look, false)))
  else {
    const amounts = [cells[sold.quantity.key] ?? '', cells[sold.price.key] ?? ''].filter((amount) => amount !== '')
    strips.push(...line(amounts.join(' × '), cells[sold.value.key] ?? '', place, look, false))
    strips.push(...line(inline(rest), '', place, small, false))
  }
  return [...strips, ...line(inline(details), '', place, small, false)]
}

/** Words at the left, a figure at the right. */
function line(words: string, figure: string, place: Place, look: FactLook, isBold: boolean): Strip[] {
  if (words === '' && figure === '') return []
  const { size, tallest } = look
  const colour = look.palette.ink
  const bed = { pitch: size * PITCH, above: 0, below: 0.6, gap: 0, tallest }
  const right = cellOf(figure, place, { size, isBold: true, colour, align: 'right' })
  const taken = Math.max(0, ...right.lines.map(({ width }) => width))
  // A figure nearly as wide as the paper has lines of its own.
  const isApart = taken > place.width * 0.7
  const room = place.width - (taken > 0 && !isApart ? taken + 8 : 0)
  const left = cellOf(words, { x: place.x, width: room }, { size, isBold, colour })
  return isApart ? [...stripsOf([left], bed), ...stripsOf([right], bed)] : stripsOf([left, right], bed)
}
