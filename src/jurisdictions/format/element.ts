import type { ElementFormat, SimpleType } from './format.ts'

/** Must stand in its parent, or may. */
export type Presence = 'required' | 'optional'

/** Times an element may stand in its parent, and whether a group may stand there empty. */
export interface ElementOptions {
  readonly most?: number
  readonly mayBeEmpty?: boolean
}

/** An element that holds a value, for formats that exist in one type only. */
export function leaf(name: string, presence: Presence, type: SimpleType, options: ElementOptions = {}): ElementFormat {
  return { ...element(name, presence, options), type }
}

/** An element that holds elements, in the strict order of the schema. */
export function branch(
  name: string,
  presence: Presence,
  children: readonly ElementFormat[],
  options: ElementOptions = {},
): ElementFormat {
  const group = { ...element(name, presence, options), children }
  return options.mayBeEmpty ? { ...group, mayBeEmpty: true } : group
}

function element(name: string, presence: Presence, { most = 1 }: ElementOptions): ElementFormat {
  return { name, required: presence === 'required', most, obligation: 'unstated', print: 'unstated' }
}
