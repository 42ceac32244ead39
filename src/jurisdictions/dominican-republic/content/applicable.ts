import { elementPathsOf } from '../../format/element-paths.ts'
import { formatOf } from '../formats/formats.ts'

/** Every element a type of e-CF has, by its dotted official path without indices, such as `Encabezado.IdDoc.TipoPago`. */
export function elementsOf(type: string): ReadonlySet<string> {
  const format = formatOf(type)
  return format ? elementPathsOf(format) : NONE
}

const NONE: ReadonlySet<string> = new Set()
