import type { Content, ElementFormat } from '../../src/jurisdictions/format/format.ts'

/** Names and indexes from the root to a value in a content. */
export type Path = readonly (string | number)[]

/** An element or attribute that stands in a content. */
export interface Place {
  readonly element: ElementFormat
  readonly path: Path
  readonly value: string | Content
}

/** Every element and attribute that stands in a content, with where it stands; of a list, its first. */
export function placesOf(element: ElementFormat, content: Content, path: Path = []): readonly Place[] {
  return membersOf(element).flatMap(({ key, member }) => {
    const found = content[key]
    if (found === undefined) return []
    const value = (isList(found) ? found[0] : found) as string | Content
    const place = [...path, key, ...(isList(found) ? [0] : [])]
    const inner = typeof value === 'string' ? [] : placesOf(member, value, place)
    return [{ element: member, path: place, value }, ...inner]
  })
}

/** A content with a place in it and, beside its ancestors, nothing but what is required. */
export function reduced(element: ElementFormat, content: Content, [name, ...rest]: Path): Content {
  const kept = membersOf(element).filter(({ key, member }) => member.required || key === name)
  const entries = kept.map(({ key, member }) => {
    const value = content[key]
    const towards = key === name ? rest.filter((step) => typeof step === 'string') : []
    const reduce = (one: string | Content) => (typeof one === 'string' ? one : reduced(member, one, towards))
    return [key, isList(value) ? value.map(reduce) : reduce(value as string | Content)] as const
  })
  return Object.fromEntries(entries)
}

/** A copy with another value at a place, or without the place; a list of one goes with its only element. */
export function changed(content: Content, path: Path, value: unknown): Content {
  const steps = value === undefined && path.at(-1) === 0 ? path.slice(0, -1) : path
  return changedAt(content, steps, value) as Content
}

/** A path as faults name it. */
export function officialPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1)
}

interface Member {
  readonly key: string
  readonly member: ElementFormat
}

function membersOf({ name, attributes = [], children = [], type, print, obligation }: ElementFormat): Member[] {
  const text: ElementFormat = { name, print, obligation, required: true, most: 1, ...(type ? { type } : {}) }
  return [
    ...attributes.map((attribute) => ({ key: `@${attribute.name}`, member: attribute })),
    ...children.map((child) => ({ key: child.name, member: child })),
    ...(type ? [{ key: '#text', member: text }] : []),
  ]
}

function changedAt(holder: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value
  if (isList(holder)) return holder.map((each, i) => (i === step ? changedAt(each, rest, value) : each))
  const group = holder as Content
  const inner = changedAt(group[step], rest, value)
  const others = Object.entries(group).filter(([name]) => name !== step)
  return Object.fromEntries(inner === undefined ? others : [...others, [step, inner]])
}

function isList(value: unknown): value is readonly (string | Content)[] {
  return Array.isArray(value)
}
