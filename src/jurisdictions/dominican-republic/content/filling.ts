import type { Bilingual, Fault } from '../../../domain/fault.ts'
import { breachOf } from '../../format/facets.ts'
import { groupFor, type Tree } from '../tree.ts'
import { elementsOf } from './applicable.ts'
import type { NeutralField, NeutralList } from './neutral-fields.ts'
import { neutralText } from './plain-text.ts'
import type { Sources } from './sources.ts'

/** Fields ready to be filled in one type of e-CF: paths are taken apart and asked about once, not for each document. */
export interface Filling<From> {
  readonly steps: readonly Step<From>[]
  /** Fields of the table that this type has no place for and that may be left out. */
  readonly dropped: readonly NeutralField<From>[]
}

interface Step<From> {
  readonly field: NeutralField<From>
  readonly groups: readonly string[]
  readonly leaf: string
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
    steps.push({ field, groups, leaf })
  }
  return { steps, dropped }
}

/** Writes into `tree` what `from` says, and warns of what is left out. Blank texts say nothing. */
export function fill<From>(tree: Tree, { steps, dropped }: Filling<From>, from: From, sources: Sources): void {
  for (const { field, groups, leaf } of steps) {
    const text = neutralText(field.read?.(from, sources))
    if (text === undefined) continue
    const breach = field.onlyAs && breachOf(field.onlyAs, text)
    if (breach) {
      sources.faults.push(notCarried(field, breach.message))
      continue
    }
    let group = tree
    for (const name of groups) group = groupFor(group, name)
    group[leaf] = text
  }
  for (const field of dropped) {
    if (neutralText(field.read?.(from, sources)) === undefined) continue
    const { code } = sources.type
    const reason = {
      es: `El tipo ${code} no tiene ${field.official}.`,
      en: `Type ${code} has no ${field.official}.`,
    }
    sources.faults.push(notCarried(field, reason))
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
      const text = neutralText(read?.(entry, sources))
      if (text !== undefined) written[official] = text
    }
    return written
  })
}

function notCarried<From>({ neutral }: NeutralField<From>, { es, en }: Bilingual): Fault {
  return {
    code: 'not-carried',
    path: neutral,
    severity: 'warning',
    message: { es: `${es} Este dato no va en el XML.`, en: `${en} It is left out of the XML.` },
  }
}
