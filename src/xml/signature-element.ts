import { DSIG } from './algorithms.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import type { SignatureFault } from './signature-fault.ts'
import { childrenOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** The one child of that name in the parent's namespace, or in the one given. @throws UnacceptableSignature malformed-signature */
export function onlyChild(parent: XmlElement, name: string, namespace = parent.namespace): XmlElement {
  const [child, second] = childrenOf(parent, name, namespace)
  if (!child || second) {
    throw new UnacceptableSignature('malformed-signature', `${parent.name} must have one ${name}`)
  }
  return child
}

/** @throws UnacceptableSignature `reason` when the parent holds anything but these, each at most once */
export function refuseOtherChildren(parent: XmlElement, names: readonly string[], reason: SignatureFault): void {
  const other = parent.children.find((child) => child.namespace !== DSIG || !names.includes(child.name))
  const isRepeated = parent.children.length > names.length
  if (!other && !isRepeated) return
  throw new UnacceptableSignature(reason, `${parent.name} may only hold ${names.join(', ') || 'nothing'}, each once`)
}

/** What an algorithm stands for in the table. @throws UnacceptableSignature unsupported-algorithm */
export function known<Value>(table: ReadonlyMap<string, Value>, method: XmlElement): Value {
  const algorithm = method.attributes.get('Algorithm') ?? ''
  const value = table.get(algorithm)
  if (value === undefined) {
    throw new UnacceptableSignature(
      'unsupported-algorithm',
      `${method.name} ${algorithm.slice(0, 100)} is not accepted`,
    )
  }
  return value
}

/** The bytes an element holds in base64, blanks aside. @throws UnacceptableSignature malformed-signature */
export function bytesOf(element: XmlElement): Buffer {
  const base64 = element.text.replace(/[ \t\r\n]+/g, '')
  if (element.children.length > 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new UnacceptableSignature('malformed-signature', `${element.name} is not base64`)
  }
  return Buffer.from(base64, 'base64')
}
