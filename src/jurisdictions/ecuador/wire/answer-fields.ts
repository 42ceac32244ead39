import type { XmlElement } from '../../../xml/tree.ts'

/** The first child of that name, in whatever namespace: SRI's services use one prefix or another, or none. */
export function childNamed(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((child) => child.name === name)
}

/** Every child of that name, in the order of the answer. */
export function childrenNamed(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent?.children.filter((child) => child.name === name) ?? []
}

/** The text of that child without the blanks around it; undefined when it is missing or empty. */
export function childText(parent: XmlElement | undefined, name: string): string | undefined {
  const text = childNamed(parent, name)?.text.trim()
  return text === '' ? undefined : text
}
