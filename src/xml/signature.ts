import { DSIG } from './algorithms.ts'
import { bytesOf, onlyChild } from './signature-element.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { childrenOf, elementsOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/**
 * The one signature of a document: a child of its root. Anything else is refused, wherever else it stands, because a second
 * signature or a moved one is how content is made to look signed that is not.
 *
 * @throws UnacceptableSignature
 */
export function onlySignature(root: XmlElement): XmlElement {
  let count = 0
  for (const element of elementsOf(root)) if (isSignature(element)) count++
  if (count === 0) throw new UnacceptableSignature('no-signature', 'the document has no signature')
  if (count > 1)
    throw new UnacceptableSignature('several-signatures', `the document has ${count} signatures; one is wanted`)
  const signature = root.children.find(isSignature)
  if (!signature)
    throw new UnacceptableSignature('misplaced-signature', 'the signature is not a child of the root element')
  return signature
}

/** The value of a signature. @throws UnacceptableSignature */
export function signatureBytes(signature: XmlElement): Buffer {
  return bytesOf(onlyChild(signature, 'SignatureValue'))
}

/** DER of the first certificate that comes with a signature: the signer's. @throws UnacceptableSignature */
export function certificateBytes(signature: XmlElement): Buffer {
  const [keyInfo] = childrenOf(signature, 'KeyInfo')
  const certificates = keyInfo && childrenOf(keyInfo, 'X509Data').flatMap((data) => childrenOf(data, 'X509Certificate'))
  const first = certificates?.[0]
  if (!first) throw new UnacceptableSignature('unreadable-certificate', 'the signature carries no X.509 certificate')
  return bytesOf(first)
}

function isSignature(element: XmlElement): boolean {
  return element.name === 'Signature' && element.namespace === DSIG
}
