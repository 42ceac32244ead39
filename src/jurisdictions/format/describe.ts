import { Type, type TProperties, type TSchema } from 'typebox'
import type { ElementFormat, Format, SimpleType } from './format.ts'

export interface DescribeOptions {
  /** Official path of the group to describe, such as `DetallesItems.Item`; without it the whole document. */
  readonly at?: string
  /** Nothing is required: for a block that fills in what the rest of a draft does not say. */
  readonly partial?: boolean
}

/**
 * The JSON Schema of the content of a format, or of several formats at once: then every field says in its description in which
 * of them it applies, and a limit that differs is given as its widest.
 *
 * It describes; it does not replace `checkContent`. Patterns are given in words, because the official ones mean something else
 * to a JSON Schema validator.
 */
export function schemaOf(formats: Format | readonly Format[], options: DescribeOptions = {}): TSchema {
  const list: readonly Format[] = 'root' in formats ? [formats] : formats
  const steps = options.at?.split('.') ?? []
  const variants = list.flatMap(({ code, root }) => {
    const element = steps.reduce<ElementFormat | undefined>(
      (at, step) => at?.children?.find((child) => child.name === step),
      root,
    )
    return element ? [{ code, element }] : []
  })
  if (variants.length === 0) throw new RangeError(`no format has a ${options.at ?? 'root'}`)
  return groupSchema(variants, { all: variants.map(({ code }) => code), partial: options.partial ?? false })
}

/** One element as it is in one of the formats. */
interface Variant {
  readonly code: string
  readonly element: ElementFormat
}

interface Scope {
  /** Codes of the formats that have the group a member stands in. */
  readonly all: readonly string[]
  readonly partial: boolean
}

function groupSchema(variants: readonly Variant[], scope: Scope, description?: string): TSchema {
  const inside = { ...scope, all: variants.map(({ code }) => code) }
  const properties: TProperties = {}
  for (const [key, members] of membersOf(variants)) {
    const schema = memberSchema(members, inside)
    const required = members.length === variants.length && members.every(({ element }) => element.required)
    properties[key] = required && !scope.partial ? schema : Type.Optional(schema)
  }
  return Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) })
}

function memberSchema(variants: readonly Variant[], scope: Scope): TSchema {
  const most = Math.max(...variants.map(({ element }) => element.most))
  const description = descriptionOf(variants, scope.all)
  if (most === 1) return onceSchema(variants, scope, description)
  return Type.Array(onceSchema(variants, scope), {
    minItems: 1,
    maxItems: most,
    ...(description ? { description } : {}),
  })
}

function onceSchema(variants: readonly Variant[], scope: Scope, description?: string): TSchema {
  const types = variants.flatMap(({ element }) => element.type ?? [])
  const hasAttributes = variants.some(({ element }) => element.attributes)
  return types.length > 0 && !hasAttributes ? leafSchema(types, description) : groupSchema(variants, scope, description)
}

function leafSchema(types: readonly SimpleType[], description?: string): TSchema {
  const values = new Set(types.flatMap((type) => [...(type.values ?? [])]))
  const isListed = types.every((type) => type.values) && values.size <= MOST_LISTED
  const lengths = types.map((type) => type.maxLength ?? Infinity)
  const maxLength = Math.max(...lengths)
  return Type.String({
    minLength: 1,
    ...(Number.isFinite(maxLength) ? { maxLength } : {}),
    ...(isListed ? { enum: [...values] } : {}),
    ...(description ? { description } : {}),
  })
}

/** Past this a list of codes would drown the page: the description names the catalog instead. */
const MOST_LISTED = 70

/** What may stand in a group, over all variants, in the order of the schema. */
function membersOf(variants: readonly Variant[]): ReadonlyMap<string, readonly Variant[]> {
  const lists = variants.map(({ code, element }) => keyedMembersOf(element).map((member) => ({ code, ...member })))
  const keys: string[] = []
  for (const list of lists) {
    let place = 0
    for (const { key } of list) {
      const known = keys.indexOf(key)
      if (known < 0) keys.splice(place++, 0, key)
      else place = known + 1
    }
  }
  return new Map(keys.map((key) => [key, lists.flat().filter((member) => member.key === key)]))
}

function keyedMembersOf(element: ElementFormat): readonly { readonly key: string; readonly element: ElementFormat }[] {
  const attributes = (element.attributes ?? []).map((attribute) => ({ key: `@${attribute.name}`, element: attribute }))
  if (!element.type)
    return [...attributes, ...(element.children ?? []).map((child) => ({ key: child.name, element: child }))]
  const { name, print, obligation, type } = element
  return [...attributes, { key: '#text', element: { name, print, obligation, type, required: true, most: 1 } }]
}

function descriptionOf(variants: readonly Variant[], all: readonly string[]): string {
  const codes = variants.map(({ code }) => code)
  const required = variants.filter(({ element }) => element.required).map(({ code }) => code)
  const conditional = variants.filter(({ element }) => element.obligation === 'conditional').map(({ code }) => code)
  const type = variants.flatMap(({ element }) => element.type ?? [])[0]
  const sentences = [
    type?.shape && `${type.shape.en}.`,
    type?.catalog && `A code of the catalog ${type.catalog}.`,
    all.length > 1 && codes.length < all.length && `Only in ${codes.join(', ')}.`,
    all.length > 1 &&
      required.length > 0 &&
      `Required in ${required.length === all.length ? 'all' : required.join(', ')}.`,
    all.length > 1 && conditional.length > 0 && `Conditional in ${conditional.join(', ')}.`,
  ]
  const text = sentences.filter((sentence) => typeof sentence === 'string').join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
