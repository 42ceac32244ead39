import { TYPE_FACTS } from '../type-facts.ts'
import type { ElementFormat, Obligation, PrintRule, SimpleType } from '../../format/format.ts'

/** The ten types of e-CF, in the order of the columns of every table. */
export const E_CF_TYPES = TYPE_FACTS.map(({ code }) => code)
/** One of them. */
export type ECfType = (typeof E_CF_TYPES)[number]

/**
 * A row of the table of fields: one element of the e-CF in all ten types at once.
 *
 * `presence` has a character per type: `R` required when its parent is there, `O` optional, `-` not allowed (the schema's
 * word). `obligation` has a digit per type: 0 not applicable, 1 required, 2 conditional, 3 optional (the format document's
 * word); empty where that document is silent.
 */
export interface Row {
  readonly name: string
  readonly presence: string
  readonly obligation: string
  readonly print: PrintRule
  readonly most: PerType<number>
  readonly mayBeEmptyIn: readonly ECfType[]
  readonly type?: PerType<SimpleType>
  readonly rows?: readonly Row[]
}

/** What is the same in every type, or a function that says what it is in one. */
export type PerType<Value> = Value | ((type: ECfType) => Value)

/** `usual`, but for the types named in `except`. */
export function perType<Value>(usual: Value, except: Partial<Record<ECfType, Value>>): (type: ECfType) => Value {
  return (type) => except[type] ?? usual
}

/** A row that holds a value. */
export function field(
  name: string,
  type: PerType<SimpleType>,
  presence: string,
  obligation = '',
  print: PrintRule = obligation === '' ? 'unstated' : 'free',
  most: PerType<number> = 1,
): Row {
  return { name, type, presence, obligation, print, most, mayBeEmptyIn: [] }
}

interface GroupOptions {
  readonly most?: PerType<number>
  readonly obligation?: string
  readonly mayBeEmptyIn?: readonly ECfType[]
}

/** A row that holds rows, in the strict order of the schema. */
export function group(name: string, presence: string, rows: readonly Row[], options: GroupOptions = {}): Row {
  const { most = 1, obligation = '', mayBeEmptyIn = [] } = options
  return { name, rows, presence, obligation, print: 'unstated', most, mayBeEmptyIn }
}

/** What a row is in one type of e-CF; undefined where the type does not have it. */
export function elementOf(row: Row, type: ECfType): ElementFormat | undefined {
  const column = E_CF_TYPES.indexOf(type)
  const presence = row.presence.charAt(column)
  if (presence === '-') return undefined

  const element = {
    name: row.name,
    required: presence === 'R',
    most: valueFor(row.most, type),
    obligation: OBLIGATIONS.get(row.obligation.charAt(column)) ?? 'unstated',
    print: row.print,
  }
  if (row.type) return { ...element, type: valueFor(row.type, type) }

  const rows = row.rows ?? []
  const children = rows.map((child) => elementOf(child, type)).filter((child) => child !== undefined)
  const group = { ...element, children, elsewhere: absentNames(rows, type) }
  return row.mayBeEmptyIn.includes(type) ? { ...group, mayBeEmpty: true } : group
}

const OBLIGATIONS: ReadonlyMap<string, Obligation> = new Map([
  ['0', 'not-applicable'],
  ['1', 'required'],
  ['2', 'conditional'],
  ['3', 'optional'],
])

function valueFor<Value extends number | SimpleType>(value: PerType<Value>, type: ECfType): Value {
  return typeof value === 'function' ? value(type) : value
}

/** Names that this type does not have, with the types that do. */
function absentNames(rows: readonly Row[], type: ECfType): ReadonlyMap<string, readonly string[]> {
  const absent = rows.filter((row) => row.presence.charAt(E_CF_TYPES.indexOf(type)) === '-')
  return new Map(absent.map((row) => [row.name, E_CF_TYPES.filter((_, i) => row.presence.charAt(i) !== '-')]))
}
