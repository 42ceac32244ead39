import type { Fault } from '../../../domain/fault.ts'
import type { ElementFormat } from '../../format/format.ts'
import { formatOf, RFCE } from '../formats/formats.ts'
import { groupFor, isTree, type Tree } from '../../content/tree.ts'

/** Where the cells of a column go: the names on the way, each with whether it repeats. */
export type Column = readonly { readonly name: string; readonly repeats: boolean }[]

/** The columns of a sheet, by name with `[]` for each index. */
export type Columns = ReadonlyMap<string, Column>

/**
 * Columns whose name is not the official one. `SubtotalImpuestoAdicionalPaginaTabla[i]` is not here: it only heads a group, so a
 * value in it has no place and is a fault.
 */
const ODD_NAMES: Readonly<Record<string, string>> = {
  eNCF: 'ENCF',
  MontoSubRecargo: 'MontosubRecargo',
  'DescuentosORecargos.NumeroLinea': 'NumeroLineaDoR',
}

/** A group that stands once on a page, but whose columns carry an index of their own, always 1. */
const ONCE_PER_PAGE = 'SubtotalImpuestoAdicional'

/** Names the case, not a field of it. */
const CASE_COLUMN = 'CasoPrueba'

/** The sheet has room for 62 lines and the schemas for 10,000; an index beyond that is a slip, not a line. */
const LAST_INDEX = 9_999

/** What a cell holds when its element is to be left out. */
const LEFT_OUT = '#e'

/** The columns of a type of e-CF; undefined when there is no such type. They come from its format table, quirks aside. */
export function columnsOf(type: string): Columns | undefined {
  const root = formatOf(type)?.root
  return root && columnsBelow(root)
}

/** The columns of the sheet of summaries. */
export const RFCE_COLUMNS: Columns = columnsBelow(RFCE.root)

/** A row as an official tree. A cell without a place, or one that leaves a gap in a list, is a fault. */
export function treeOfRow(row: Readonly<Record<string, string>>, columns: Columns, at: string, faults: Fault[]): Tree {
  const tree: Tree = {}
  for (const [name, cell] of Object.entries(row)) {
    if (name === CASE_COLUMN || cell === LEFT_OUT || cell.trim() === '') continue
    const indices: number[] = []
    const pattern = name.trim().replace(/\[(\d+)\]/g, (_, index: string) => {
      indices.push(Number(index) - 1)
      return '[]'
    })
    const column = columns.get(pattern)
    if (!column || !place(tree, column, indices, cell)) faults.push(unknownColumn(`${at}.${name}`))
  }
  reportGaps(tree, at, faults)
  return tree
}

function columnsBelow(root: ElementFormat): Columns {
  const columns = new Map<string, Column>()
  const visit = (element: ElementFormat, above: Column) => {
    const way = [...above, { name: element.name, repeats: element.most > 1 }]
    if (element.type) columns.set(columnName(way), way)
    if (element.type && ONCE_PER_PAGE === above.at(-1)?.name) columns.set(`${columnName(way)}[]`, way)
    for (const child of element.children ?? []) visit(child, way)
  }
  for (const child of root.children ?? []) visit(child, [])
  return columns
}

function columnName(way: Column): string {
  const leaf = way.at(-1)?.name ?? ''
  const section = way[0]?.name ?? ''
  const parent = way.at(-2)?.name ?? ''
  const name = ODD_NAMES[`${section}.${leaf}`] ?? ODD_NAMES[`${parent}.${leaf}`] ?? ODD_NAMES[leaf] ?? leaf
  return name + '[]'.repeat(way.filter(({ repeats }) => repeats).length)
}

/** Puts a cell in its place; false when an index points nowhere. */
function place(tree: Tree, column: Column, indices: readonly number[], cell: string): boolean {
  const most = column.filter(({ repeats }) => repeats).length
  if (indices.some((index, i) => index < 0 || index > LAST_INDEX || (i >= most && index > 0))) return false
  let next = 0
  let group = tree
  for (const [depth, { name, repeats }] of column.entries()) {
    const isLeaf = depth === column.length - 1
    if (!repeats) {
      if (isLeaf) group[name] = cell
      else group = groupFor(group, name)
      continue
    }
    const list = (group[name] ??= [])
    const index = indices[next++] ?? 0
    if (!Array.isArray(list)) return false
    if (isLeaf) list[index] = cell
    else {
      const entry = (list[index] ??= {})
      if (!isTree(entry)) return false
      group = entry
    }
  }
  return true
}

function reportGaps(tree: Tree, path: string, faults: Fault[]): void {
  for (const [name, value] of Object.entries(tree)) {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const entry = value[i]
        if (entry === undefined) faults.push(gap(`${path}.${name}[${i + 1}]`))
        else if (isTree(entry)) reportGaps(entry, `${path}.${name}[${i + 1}]`, faults)
      }
    } else if (isTree(value)) reportGaps(value, `${path}.${name}`, faults)
  }
}

function unknownColumn(path: string): Fault {
  return {
    code: 'certification-column',
    path,
    severity: 'error',
    message: {
      es: 'Esta columna no corresponde a ningún elemento del tipo de la fila.',
      en: 'This column belongs to no element of the row’s type.',
    },
  }
}

function gap(path: string): Fault {
  return {
    code: 'certification-gap',
    path,
    severity: 'error',
    message: { es: 'Falta un elemento en medio de la lista.', en: 'An element is missing in the middle of the list.' },
  }
}
