import type { Fault } from '../../../domain/fault.ts'
import type { ElementFormat } from '../../format/format.ts'
import { formatOf } from '../formats/formats.ts'
import { groupAt, type Tree, type TreeValue } from '../../content/tree.ts'

/** What a block may hold besides the official tree: optional elements that the issuer's profile or a neutral field would fill. */
export const OMIT = 'omit'

/**
 * Takes out of the content what the client wants left out, by official path such as `Encabezado.Emisor.Municipio`. What the
 * block itself gives stays: it is laid over afterwards. A path that the type does not have is a fault, because a slip would
 * pass unseen.
 */
export function omit(content: Tree, asked: TreeValue | undefined, type: string, faults: Fault[]): void {
  if (asked === undefined) return
  const paths = Array.isArray(asked) ? asked : [asked]
  for (const [index, path] of paths.entries()) {
    const names = typeof path === 'string' ? path.split('.') : []
    if (!isElement(formatOf(type)?.root, names)) faults.push(unknownPath(`do.${OMIT}[${index}]`, type))
    else remove(content, names)
  }
}

function isElement(root: ElementFormat | undefined, names: readonly string[]): boolean {
  let at = root
  for (const name of names) at = at?.children?.find((child) => child.name === name)
  return at !== undefined && names.length > 0
}

function remove(content: Tree, names: readonly string[]): void {
  const parents = names.slice(0, -1)
  const group = parents.reduce<Tree | undefined>((tree, name) => groupAt(tree, name), content)
  const last = names.at(-1)
  if (group && last !== undefined) Reflect.deleteProperty(group, last)
}

function unknownPath(path: string, type: string): Fault {
  return {
    code: 'omit-unknown',
    path,
    severity: 'error',
    message: {
      es: `El tipo ${type} no tiene ese elemento; escriba su ruta oficial, como Encabezado.Emisor.Municipio.`,
      en: `Type ${type} has no such element; write its official path, such as Encabezado.Emisor.Municipio.`,
    },
  }
}
