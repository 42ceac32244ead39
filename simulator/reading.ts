import { childOf, childrenOf, type XmlElement } from '../src/xml/tree.ts'
import { money, type Money } from './money.ts'

/** The element at a path below another, such as `Encabezado.IdDoc.eNCF`; the first where one repeats. */
export function elementAt(element: XmlElement | undefined, path: string): XmlElement | undefined {
  return path.split('.').reduce<XmlElement | undefined>((at, name) => at && childOf(at, name), element)
}

/** The text at a path; undefined when there is no such element. */
export function textAt(element: XmlElement | undefined, path: string): string | undefined {
  return elementAt(element, path)?.text
}

/** The amount at a path; undefined when there is no such element. */
export function amountAt(element: XmlElement | undefined, path: string): Money | undefined {
  const text = textAt(element, path)
  return text === undefined ? undefined : money(text)
}

/** Every element of the last name of a path, such as `DetallesItems.Item`. */
export function allAt(element: XmlElement | undefined, path: string): readonly XmlElement[] {
  const end = path.lastIndexOf('.')
  const parent = end < 0 ? element : elementAt(element, path.slice(0, end))
  return parent ? childrenOf(parent, path.slice(end + 1)) : []
}
