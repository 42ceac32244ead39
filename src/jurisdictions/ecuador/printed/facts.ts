import type { PrintedFact, PrintedPanel } from '../../../domain/printed-page.ts'
import type { Group } from './group.ts'
import { labelOf } from './labels.ts'
import { phraseOf } from './phrases.ts'
import { inWords, wordsOf } from './words.ts'

/** One labelled value of a place: an element under its usual label, or whatever is made of several. */
export type Field = string | ComposedField

export interface ComposedField {
  readonly label: string
  readonly of: (group: Group) => string | undefined
  readonly strong?: boolean
}

/** Several elements that read as one, in words and apart by blanks. */
export function together(label: string, ...names: readonly string[]): ComposedField {
  return { label, of: (group) => joined(names.map((name) => wordsOf(group, name))) }
}

/** An element under another label than its usual one. */
export function called(label: string, name: string): ComposedField {
  return together(label, name)
}

/** Somebody's number and, in words, what kind of number it is. */
export function identification(label: string, kind: string, number: string): ComposedField {
  return {
    label,
    of(group) {
      const words = wordsOf(group, kind)
      return joined([group.take(number), words === undefined ? undefined : `(${words})`])
    },
  }
}

/** The fields that have a value, in the order given. */
export function factsOf(group: Group, fields: readonly Field[]): readonly PrintedFact[] {
  return fields.flatMap((field) => {
    const { label, value, strong } = read(group, field)
    return value === undefined ? [] : [{ label, value, ...(strong ? { strong } : {}) }]
  })
}

/** Everything in a group that no place took, in the order of the document, sums of taxes and the like in one phrase each. */
export function restOf(group: Group): readonly PrintedFact[] {
  return group.left().flatMap((child) => {
    const phrase = phraseOf(child)
    if (!child.isLeaf) return [...phrase, ...restOf(child)]
    if (phrase.length > 0) return phrase
    const value = inWords(group, child.name, child.takeText())
    return value === undefined ? [] : [{ label: labelOf(child.name), value }]
  })
}

/** A panel, or none when it would be empty. */
export function panel(
  title: string | undefined,
  width: PrintedPanel['width'],
  facts: readonly PrintedFact[],
): readonly PrintedPanel[] {
  return facts.length === 0 ? [] : [{ title, width, facts }]
}

function read(group: Group, field: Field): { label: string; value: string | undefined; strong?: boolean } {
  if (typeof field === 'string') return { label: labelOf(field), value: wordsOf(group, field) }
  return { label: field.label, value: field.of(group), ...(field.strong ? { strong: true } : {}) }
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined)
  return present.length === 0 ? undefined : present.join(' ')
}
