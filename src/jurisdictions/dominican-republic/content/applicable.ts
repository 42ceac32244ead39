import type { ElementFormat } from '../../format/format.ts'
import { formatOf } from '../formats/formats.ts'

/** Every element a type of e-CF has, by its dotted official path without indices, such as `Encabezado.IdDoc.TipoPago`. */
export function elementsOf(type: string): ReadonlySet<string> {
  let paths = cache.get(type)
  if (!paths) {
    paths = new Set()
    const root = formatOf(type)?.root
    if (root) collect(root, '', paths)
    cache.set(type, paths)
  }
  return paths
}

const cache = new Map<string, Set<string>>()

function collect(group: ElementFormat, path: string, into: Set<string>): void {
  for (const child of group.children ?? []) {
    const childPath = path === '' ? child.name : `${path}.${child.name}`
    into.add(childPath)
    collect(child, childPath, into)
  }
}
