import type { ElementFormat, Format } from './format.ts'

/** Every element a document type has, by its dotted official path without indices, such as `Encabezado.IdDoc.TipoPago`. */
export function elementPathsOf(format: Format): ReadonlySet<string> {
  let paths = cache.get(format)
  if (!paths) {
    paths = new Set()
    collect(format.root, '', paths)
    cache.set(format, paths)
  }
  return paths
}

const cache = new WeakMap<Format, Set<string>>()

function collect(group: ElementFormat, path: string, into: Set<string>): void {
  for (const child of group.children ?? []) {
    const childPath = path === '' ? child.name : `${path}.${child.name}`
    into.add(childPath)
    collect(child, childPath, into)
  }
}
