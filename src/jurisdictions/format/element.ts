import type { ElementFormat, Obligation, SimpleType } from './format.ts'

/** Must stand in its parent, or may. */
export type Presence = 'required' | 'optional'

/** Times an element may stand in its parent, whether a group may stand there empty, its attributes, what is asked beyond the schema. */
export interface ElementOptions {
  readonly most?: number
  readonly mayBeEmpty?: boolean
  readonly attributes?: readonly ElementFormat[]
  readonly obligation?: Obligation
}

/** An element that holds a value, for formats that exist in one type only. */
export function leaf(name: string, presence: Presence, type: SimpleType, options: ElementOptions = {}): ElementFormat {
  return { ...element(name, presence, options), type }
}

/** An element that holds elements, in the strict order of the schema; with none, one that says everything in its attributes. */
export function branch(
  name: string,
  presence: Presence,
  children: readonly ElementFormat[],
  options: ElementOptions = {},
): ElementFormat {
  const group = { ...element(name, presence, options), children }
  return options.mayBeEmpty ? { ...group, mayBeEmpty: true } : group
}

function element(name: string, presence: Presence, options: ElementOptions): ElementFormat {
  const { most = 1, obligation = 'unstated', attributes } = options
  const bare: ElementFormat = { name, required: presence === 'required', most, obligation, print: 'unstated' }
  return attributes ? { ...bare, attributes } : bare
}
