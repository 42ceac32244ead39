import { signedPropertiesOf } from './signed-properties.ts'
import type { SignedReference } from './signed-info.ts'
import { onlyChild } from './signature-element.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { idsOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** A part of a document that its XAdES signature may refer to. */
export type XadesPart = 'document' | 'properties' | 'key-info'

/** The part in words, as it is called in the file. */
export function partName(part: XadesPart, { id }: SignedReference): string {
  return `${WORDS[part]} (URI="${id === '' ? '' : '#'}${id}")`
}

const WORDS: Readonly<Record<XadesPart, string>> = {
  document: 'the document',
  properties: 'SignedProperties',
  'key-info': 'KeyInfo',
}

/**
 * Which part each reference is to. A reference may mean the root, the one SignedProperties or the one KeyInfo, each in its
 * place and once, and nothing else: so that no other element can stand in for what is read afterwards. Two elements that
 * answer to one Id have been refused by reading the document.
 *
 * @throws UnacceptableSignature unsupported-reference, unsupported-algorithm, malformed-signature
 */
export function partsReferredTo(
  references: readonly SignedReference[],
  root: XmlElement,
  signature: XmlElement,
): ReadonlyMap<XadesPart, SignedReference> {
  const ids: Readonly<Record<XadesPart, readonly string[]>> = {
    document: ['', ...idsOf(root)],
    properties: idsOf(signedPropertiesOf(signature)),
    'key-info': idsOf(onlyChild(signature, 'KeyInfo')),
  }
  const found = new Map<XadesPart, SignedReference>()
  for (const reference of references) {
    const part = PARTS.find((name) => ids[name].includes(reference.id))
    if (!part)
      refuse(`the reference to "#${reference.id}" is neither to the document, to SignedProperties nor to KeyInfo`)
    if (found.has(part)) refuse(`there are two references to ${partName(part, reference)}`)
    refuseWrongTransform(part, reference)
    found.set(part, reference)
  }
  if (!found.has('document')) refuse('no reference is to the document')
  if (!found.has('properties')) refuse('no reference is to SignedProperties')
  return found
}

const PARTS = ['document', 'properties', 'key-info'] as const

function refuseWrongTransform(part: XadesPart, reference: SignedReference): void {
  if (reference.isEnveloped === (part === 'document')) return
  const message = `the reference to ${partName(part, reference)} must ${part === 'document' ? '' : 'not '}be enveloped`
  throw new UnacceptableSignature('unsupported-algorithm', message)
}

function refuse(message: string): never {
  throw new UnacceptableSignature('unsupported-reference', message)
}
