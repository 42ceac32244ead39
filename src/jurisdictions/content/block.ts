import type { Fault } from '../../domain/fault.ts'
import { exactText } from './figures.ts'
import type { Tree, TreeValue } from './tree.ts'
import { plainText } from './plain-text.ts'

/** What a block may hold besides the official tree: which optional totals the client wants although nothing calls for them. */
export const COMPUTED = 'computed'

/** The deepest element of any format lies six levels down; nothing below this is looked at. */
const DEEPEST = 12

/**
 * A country block as a tree of texts. What is null, empty or blank is left out, and so is a group with nothing left in it;
 * `0` and `"0.00"` are values and stay. A text stays as given, but for its line ends. Whether the names and values are any good is the format
 * table's question.
 */
export function blockTree(block: unknown, path: string, faults: Fault[]): Tree | undefined {
  if (block === undefined || block === null) return undefined
  if (typeof block === 'object' && !Array.isArray(block)) return groupOf(block, path, 0, faults)
  faults.push(wrongValue(path))
  return undefined
}

/** Amounts of the neutral fields that arrived as JSON numbers too long to be exact; the country's own block is not looked at. */
export function inexactNumbers(value: unknown, path: string, countryCode: string, faults: Fault[]): void {
  if (typeof value === 'number') {
    if (exactText(value) === undefined) faults.push(inexact(path))
  } else if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) inexactNumbers(each, `${path}[${i}]`, countryCode, faults)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) {
      // Nearly all of a draft are texts: for those not even a path is made.
      if (name !== countryCode && typeof each !== 'string') {
        inexactNumbers(each, path === '' ? name : `${path}.${name}`, countryCode, faults)
      }
    }
  }
}

/** What a client gave at a dotted path below `holder`, such as `lines[2].unitPrice`; undefined when there is nothing. */
export function givenAt(holder: unknown, path: string): unknown {
  let at = holder
  for (const [name] of path.matchAll(/[^.[\]]+/g)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return at
}

function valueOf(value: unknown, path: string, depth: number, faults: Fault[]): TreeValue | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : plainText(value)
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number') {
    const text = exactText(value)
    if (text === undefined) faults.push(inexact(path))
    return text
  }
  if (typeof value !== 'object' || depth > DEEPEST) {
    faults.push(wrongValue(path))
    return undefined
  }
  return Array.isArray(value) ? listOf(value, path, depth, faults) : groupOf(value, path, depth, faults)
}

function groupOf(group: object, path: string, depth: number, faults: Fault[]): Tree | undefined {
  const tree: Tree = {}
  let filled = false
  for (const [name, raw] of Object.entries(group)) {
    if (name === '__proto__') {
      faults.push(wrongValue(`${path}.${name}`))
      continue
    }
    const value = valueOf(raw, `${path}.${name}`, depth + 1, faults)
    if (value === undefined) continue
    tree[name] = value
    filled = true
  }
  return filled ? tree : undefined
}

function listOf(list: readonly unknown[], path: string, depth: number, faults: Fault[]): TreeValue | undefined {
  const values: (string | Tree)[] = []
  for (const [i, raw] of list.entries()) {
    const value = valueOf(raw, `${path}[${i}]`, depth + 1, faults)
    if (Array.isArray(value)) faults.push(wrongValue(`${path}[${i}]`))
    else if (value !== undefined) values.push(value)
  }
  return values.length > 0 ? values : undefined
}

function wrongValue(path: string): Fault {
  return {
    code: 'block-value',
    path,
    severity: 'error',
    message: {
      es: 'Aquí va un texto, un número, un grupo por sus nombres oficiales o una lista de ellos.',
      en: 'A text, a number, a group by its official names or a list of them belongs here.',
    },
  }
}

function inexact(path: string): Fault {
  return {
    code: 'number-inexact',
    path,
    severity: 'error',
    message: {
      es: 'Este número tiene más de 15 cifras significativas y puede haber cambiado en el camino: envíelo como texto, "1180.00".',
      en: 'This number has more than 15 significant digits and may have changed on the way: send it as a string, "1180.00".',
    },
  }
}
