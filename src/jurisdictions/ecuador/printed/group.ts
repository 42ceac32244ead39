import { readXml } from '../../../xml/reader.ts'
import type { XmlElement } from '../../../xml/tree.ts'
import type { ElementFormat } from '../../format/format.ts'
import { FORMATS, formatOfRoot } from '../formats/formats.ts'
import { comprobanteOf } from '../wrapped-file.ts'

/**
 * An element on its way to paper. What was taken of it is shown somewhere; whatever nobody took can be asked for, so that nothing
 * of a document is lost on paper because no place names it.
 */
export interface Group {
  readonly name: string
  readonly format: ElementFormat | undefined
  /** The text of a child, without blanks around it; undefined when it is not there or empty. */
  peek(name: string): string | undefined
  /** The same, and the child counts as shown. */
  take(name: string): string | undefined
  /** The same, but undefined when it counts as shown already. */
  takeNew(name: string): string | undefined
  /** The groups at the end of a path of names, in the order of the document. */
  each(...path: readonly string[]): readonly Group[]
  /** What nobody took, in the order of the document. */
  left(): readonly Group[]
  /** True for an element without elements in it. */
  readonly isLeaf: boolean
  /** Its own text, and that it counts as shown. */
  takeText(): string | undefined
  attribute(name: string): string | undefined
}

/**
 * The comprobante in a file, read through the format table of its type and version; of a version that is none, through the newest.
 *
 * @throws UnreadableXml when the file is no XML
 */
export function documentGroup(file: Uint8Array): Group {
  const outer = readXml(file)
  const root = FORMATS.some((each) => each.root.name === outer.name) ? outer : readXml(comprobanteOf(file))
  const format =
    formatOfRoot(root.name, root.attributes.get('version') ?? '') ??
    FORMATS.findLast((each) => each.root.name === root.name)
  return groupOf(root, format?.root, new Set())
}

function groupOf(element: XmlElement, format: ElementFormat | undefined, shown: Set<XmlElement>): Group {
  const child = (name: string) => element.children.find((each) => each.name === name && each.namespace === '')
  const inner = (each: XmlElement) => groupOf(each, childFormat(format, each.name), shown)
  const group: Group = {
    name: element.name,
    format,
    isLeaf: element.children.length === 0,
    attribute: (name) => element.attributes.get(name)?.trim(),
    peek: (name) => textOf(child(name)),
    take(name) {
      const found = child(name)
      if (found) shown.add(found)
      return textOf(found)
    },
    takeNew: (name) => (shown.has(child(name) ?? element) ? undefined : group.take(name)),
    takeText() {
      shown.add(element)
      return textOf(element)
    },
    each(...path) {
      const [name, ...rest] = path
      if (name === undefined) return [group]
      return element.children
        .filter((each) => each.name === name && each.namespace === '')
        .flatMap((each) => inner(each).each(...rest))
    },
    // The signature is the only thing in a namespace: paper shows it by the clave de acceso.
    left: () => element.children.filter((each) => each.namespace === '' && !shown.has(each)).map(inner),
  }
  return group
}

function childFormat(format: ElementFormat | undefined, name: string): ElementFormat | undefined {
  return format?.children?.find((each) => each.name === name)
}

function textOf(element: XmlElement | undefined): string | undefined {
  const text = element?.text.trim()
  return text === '' ? undefined : text
}
