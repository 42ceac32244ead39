import { isTree, type Tree } from '../../content/tree.ts'
import type { ElementFormat } from '../../format/format.ts'

/**
 * Puts into the form of the format, in place, what a block may say more simply: one where a list belongs, as XML becomes in many a
 * JSON, and a list in place of the group that holds nothing but the list (`pagos: [...]` for `pagos: { pago: [...] }`).
 */
export function settleLists(content: Tree, { children = [] }: ElementFormat): void {
  for (const element of children) {
    const only = onlyListIn(element)
    const given = content[element.name]
    if (given === undefined) continue
    if (Array.isArray(given) && element.most === 1 && only) content[element.name] = { [only.name]: given }
    else if (!Array.isArray(given) && element.most > 1) content[element.name] = [given]
    const value = content[element.name]
    for (const group of Array.isArray(value) ? value : [value]) if (isTree(group)) settleLists(group, element)
  }
}

/** The repeating element that is all a group holds. */
function onlyListIn({ children = [] }: ElementFormat): ElementFormat | undefined {
  const [only] = children
  return children.length === 1 && only && only.most > 1 ? only : undefined
}
