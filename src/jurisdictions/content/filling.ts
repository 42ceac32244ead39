import type { Bilingual, Fault } from '../../domain/fault.ts'
import { breachOf } from '../format/facets.ts'
import type { SimpleType } from '../format/format.ts'
import { groupFor, type Tree } from './tree.ts'
import { neutralText } from './plain-text.ts'

/** What filling needs to know of a document's sources. */
export interface FillingSources {
  readonly type: { readonly code: string }
  readonly faults: Fault[]
}

/**
 * One neutral field of a draft and the official element it fills. Tables of these are the only place that pairs the two: the
 * content is built by them and faults find their way back to the client's names through them.
 */
export interface NeutralField<From, Sources> {
  /** In the draft's names. */
  readonly neutral: string
  /** In the official names. */
  readonly official: string
  /** Left out of types that have no place for it, with a warning, because nothing of the operation is lost. */
  readonly droppable?: true
  /**
   * A value of another form is left out, with a warning: contact details that the schema cannot hold (an underscore in an e-mail
   * address, a foreign telephone number) must not stop a sale.
   */
  readonly onlyAs?: SimpleType
  /** The official text; undefined when the draft says nothing. Absent where the value is made elsewhere. */
  readonly read?: (from: From, sources: Sources) => string | undefined
}

/** A list of the draft and the repeating element it fills. */
export interface NeutralList<From, Each, Sources> {
  readonly neutral: string
  readonly official: string
  readonly of: (from: From) => readonly Each[] | undefined
  readonly fields: readonly NeutralField<Each, Sources>[]
}

/** Fields ready to be filled in one type of document: paths are taken apart and asked about once, not for each document. */
export interface Filling<From, Sources> {
  readonly steps: readonly Step<From, Sources>[]
  /** Fields of the table that this type has no place for and that may be left out. */
  readonly dropped: readonly NeutralField<From, Sources>[]
}

interface Step<From, Sources> {
  readonly field: NeutralField<From, Sources>
  readonly groups: readonly string[]
  readonly leaf: string
}

/** Prepares a table for a type that has these elements; `below` is the official path that its names start from. */
export function fillingOf<From, Sources>(
  fields: readonly NeutralField<From, Sources>[],
  elements: ReadonlySet<string>,
  below = '',
): Filling<From, Sources> {
  const steps: Step<From, Sources>[] = []
  const dropped: NeutralField<From, Sources>[] = []
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
export function fill<From, Sources extends FillingSources>(
  tree: Tree,
  { steps, dropped }: Filling<From, Sources>,
  from: From,
  sources: Sources,
): void {
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
export function fillList<From, Each, Sources>(
  tree: Tree,
  list: NeutralList<From, Each, Sources>,
  from: From,
  sources: Sources,
): void {
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

function notCarried<From, Sources>({ neutral }: NeutralField<From, Sources>, { es, en }: Bilingual): Fault {
  return {
    code: 'not-carried',
    path: neutral,
    severity: 'warning',
    message: { es: `${es} Este dato no va en el XML.`, en: `${en} It is left out of the XML.` },
  }
}
