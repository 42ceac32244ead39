/**
 * A document's content while it is put together: the shape of `Content`, open to change. It may still be ill-shaped (a text
 * where a group belongs), because a client's block goes in as it came and the format table judges it later; so everything that
 * reads it goes through the functions below, which find nothing where the shape is wrong.
 */
export interface Tree {
  [name: string]: TreeValue | undefined
}
export type TreeValue = string | Tree | (string | Tree)[]

/** The text of a leaf; undefined when it is absent or not a leaf. */
export function textAt(tree: Tree | undefined, name: string): string | undefined {
  const value = tree?.[name]
  return typeof value === 'string' ? value : undefined
}

/** A group; undefined when it is absent or not a group. */
export function groupAt(tree: Tree | undefined, name: string): Tree | undefined {
  const value = tree?.[name]
  return isTree(value) ? value : undefined
}

/** The groups of a repeating element, each in its own place; something else in a place reads as an empty group. */
export function groupsAt(tree: Tree | undefined, name: string): readonly Tree[] {
  const value = tree?.[name]
  if (!Array.isArray(value)) return isTree(value) ? [value] : NONE
  return value.every(isTree) ? value : value.map((each) => (isTree(each) ? each : {}))
}

/** The group of that name, made when absent. Where something else stands, a loose group comes back that is written nowhere. */
export function groupFor(tree: Tree, name: string): Tree {
  const value = tree[name]
  if (isTree(value)) return value
  const made: Tree = {}
  if (value === undefined) tree[name] = made
  return made
}

/** Lays `over` upon `under`, in place: groups go together, a leaf or a repeating element replaces what was there. */
export function overlay(under: Tree, over: Tree): void {
  for (const name of Object.keys(over)) {
    const value = over[name]
    const below = under[name]
    if (isTree(value) && isTree(below)) overlay(below, value)
    else under[name] = value
  }
}

export function isTree(value: TreeValue | undefined): value is Tree {
  return typeof value === 'object' && !Array.isArray(value)
}

const NONE: readonly Tree[] = []
