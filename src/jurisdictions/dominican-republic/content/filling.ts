import { groupFor, type Tree } from '../tree.ts'
import { elementsOf } from './applicable.ts'
import type { NeutralField, NeutralList } from './neutral-fields.ts'
import type { Sources } from './sources.ts'

/** Fields ready to be filled in one type of e-CF: paths are taken apart and asked about once, not for each document. */
export interface Filling<From> {
  readonly steps: readonly Step<From>[]
  /** Fields of the table that this type has no place for and that may be left out. */
  readonly dropped: readonly NeutralField<From>[]
}

interface Step<From> {
  readonly groups: readonly string[]
  readonly leaf: string
  readonly read: (from: From, sources: Sources) => string | undefined
}

/** Prepares a table for a type; `below` is the official path that its names start from. */
export function fillingOf<From>(fields: readonly NeutralField<From>[], type: string, below = ''): Filling<From> {
  const elements = elementsOf(type)
  const steps: Step<From>[] = []
  const dropped: NeutralField<From>[] = []
  for (const field of fields) {
    if (!field.read) continue
    if (field.droppable && !elements.has(below === '' ? field.official : `${below}.${field.official}`)) {
      dropped.push(field)
      continue
    }
    const groups = field.official.split('.')
    const leaf = groups.pop() ?? ''
    steps.push({ groups, leaf, read: field.read })
  }
  return { steps, dropped }
}

/** Writes into `tree` what `from` says. Blank texts say nothing. */
export function fill<From>(tree: Tree, filling: Filling<From>, from: From, sources: Sources): void {
  for (const { groups, leaf, read } of filling.steps) {
    const text = read(from, sources)
    if (text === undefined || text.trim() === '') continue
    let group = tree
    for (const name of groups) group = groupFor(group, name)
    group[leaf] = text
  }
}

/** Writes a list of the draft as a repeating element. */
export function fillList<From, Each>(tree: Tree, list: NeutralList<From, Each>, from: From, sources: Sources): void {
  const entries = list.of(from)
  if (!entries?.length) return
  const groups = list.official.split('.')
  const leaf = groups.pop() ?? ''
  let group = tree
  for (const name of groups) group = groupFor(group, name)
  group[leaf] = entries.map((entry) => {
    const written: Tree = {}
    for (const { official, read } of list.fields) {
      const text = read?.(entry, sources)
      if (text !== undefined && text.trim() !== '') written[official] = text
    }
    return written
  })
}
