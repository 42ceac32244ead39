import { XML_NAMESPACE } from './namespaces.ts'

/** An element as it was read: plain data, free of the parser it came from. Comments and processing instructions are gone. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string
  /** Namespace URI; empty when the element is in none. */
  readonly namespace: string
  /** By local name, or `{namespace}name` for those in a namespace. Namespace declarations are not among them. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text that stands directly in the element, exactly; for a group, the blanks between its children. */
  readonly text: string
}

/** The first child of that name in the parent's namespace, or in the one given. */
export function childOf(parent: XmlElement, name: string, namespace = parent.namespace): XmlElement | undefined {
  return parent.children.find((child) => child.name === name && child.namespace === namespace)
}

/** Every child of that name in the parent's namespace, or in the one given, in the order of the document. */
export function childrenOf(parent: XmlElement, name: string, namespace = parent.namespace): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name && child.namespace === namespace)
}

/** The element itself and all below it, in the order of the document. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  const waiting = [root]
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    yield element
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]
      if (child) waiting.push(child)
    }
  }
}

/** The Ids an element answers to. Without a schema nothing tells which attribute is one, so every usual spelling counts. */
export function idsOf({ attributes }: XmlElement): readonly string[] {
  return ID_ATTRIBUTES.flatMap((name) => attributes.get(name) ?? [])
}

/** By the name under which {@link XmlElement.attributes} has them. */
export const ID_ATTRIBUTES: readonly string[] = ['Id', 'ID', 'id', `{${XML_NAMESPACE}}id`]
