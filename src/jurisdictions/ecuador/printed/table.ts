import type { PrintedColumn, PrintedFact, PrintedTable } from '../../../domain/printed-page.ts'
import { type Field, factsOf, restOf } from './facts.ts'
import type { Group } from './group.ts'

/** A column of a table: which field it shows, and how wide. */
export interface ColumnPlace {
  readonly field: Field
  readonly align: PrintedColumn['align']
  readonly weight: number
}

export function text(field: Field, weight: number): ColumnPlace {
  return { field, align: 'left', weight }
}

export function centred(field: Field, weight: number): ColumnPlace {
  return { field, align: 'center', weight }
}

export function figure(field: Field, weight: number): ColumnPlace {
  return { field, align: 'right', weight }
}

/**
 * A table with a row for each group; none when there is no group. Columns without any value are left out, and what no column takes
 * stands beneath its row.
 */
export function tableOf(
  title: string | undefined,
  groups: readonly Group[],
  columns: readonly ColumnPlace[],
  detailsOf: (group: Group) => readonly PrintedFact[] = () => [],
): readonly PrintedTable[] {
  const labels = new Map<string, string>()
  const rows = groups.map((group) => {
    const cells: Record<string, string> = {}
    for (const [i, { field }] of columns.entries()) {
      const [fact] = factsOf(group, [field])
      if (!fact) continue
      labels.set(keyAt(i), fact.label)
      cells[keyAt(i)] = fact.value
    }
    const details = [...detailsOf(group), ...restOf(group)]
    return details.length > 0 ? { cells, details } : { cells }
  })
  if (rows.length === 0) return []
  const used = columns.flatMap(({ align, weight }, i): PrintedColumn[] => {
    const label = labels.get(keyAt(i))
    return label === undefined ? [] : [{ key: keyAt(i), label, align, weight, onReceipt: true }]
  })
  return [{ title, columns: used, rows }]
}

function keyAt(index: number): string {
  return `c${index}`
}
