import { CANONICALIZATIONS, DIGEST_METHODS, DSIG, ENVELOPED_SIGNATURE, EXCLUSIVE_C14N } from './algorithms.ts'
import { SIGNATURE_METHODS } from './algorithms.ts'
import type { Hash } from './algorithms.ts'
import { CANONICAL } from './parsed-xml.ts'
import type { Canonicalization } from './parsed-xml.ts'
import { childrenOf, elementsOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** Why a signature does not hold. */
export type SignatureFault =
  | 'no-signature'
  | 'several-signatures'
  | 'misplaced-signature'
  | 'malformed-signature'
  | 'unsupported-algorithm'
  | 'unsupported-reference'
  | 'unreadable-certificate'
  | 'unsupported-key'
  | 'signature-mismatch'
  | 'digest-mismatch'

/** A signature that cannot be accepted. Stays within verification, which returns it as data. */
export class UnacceptableSignature extends Error {
  readonly reason: SignatureFault

  constructor(reason: SignatureFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnacceptableSignature'
    this.reason = reason
  }
}

/** What SignedInfo says, read from the bytes that the signature covers. */
export interface SignedInfo {
  readonly signatureHash: Hash
  /** Of the root the reference names, empty when it means the document. */
  readonly rootId: string
  /** How the content was canonicalised. */
  readonly canonicalization: Canonicalization
  readonly digestHash: Hash
  readonly digest: Buffer
}

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

/** The canonicalisation of SignedInfo, which must be known before its signed bytes can be had. @throws UnacceptableSignature */
export function signedInfoCanonicalization(signature: XmlElement): Canonicalization {
  const signedInfo = onlyChild(signature, 'SignedInfo')
  return canonicalizationOf(onlyChild(signedInfo, 'CanonicalizationMethod'))
}

/** Reads SignedInfo: one reference to the whole document, and only algorithms we know. @throws UnacceptableSignature */
export function signedInfoOf(signedInfo: XmlElement): SignedInfo {
  refuseOtherChildren(signedInfo, ['CanonicalizationMethod', 'SignatureMethod', 'Reference'], 'unsupported-reference')
  const method = onlyChild(signedInfo, 'SignatureMethod')
  refuseOtherChildren(method, [], 'unsupported-algorithm')
  const reference = onlyChild(signedInfo, 'Reference')
  refuseOtherChildren(reference, ['Transforms', 'DigestMethod', 'DigestValue'], 'malformed-signature')
  return {
    signatureHash: known(SIGNATURE_METHODS, method),
    rootId: rootIdOf(reference),
    canonicalization: contentCanonicalization(onlyChild(reference, 'Transforms')),
    digestHash: known(DIGEST_METHODS, onlyChild(reference, 'DigestMethod')),
    digest: bytesOf(onlyChild(reference, 'DigestValue')),
  }
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

function onlyChild(parent: XmlElement, name: string): XmlElement {
  const [child, second] = childrenOf(parent, name)
  if (!child || second) {
    throw new UnacceptableSignature('malformed-signature', `${parent.name} must have one ${name}`)
  }
  return child
}

function refuseOtherChildren(parent: XmlElement, names: readonly string[], reason: SignatureFault): void {
  const other = parent.children.find((child) => child.namespace !== DSIG || !names.includes(child.name))
  const isRepeated = parent.children.length > names.length
  if (!other && !isRepeated) return
  throw new UnacceptableSignature(reason, `${parent.name} may only hold ${names.join(', ') || 'nothing'}, each once`)
}

/** A reference to the whole document, or to its root by Id; never to a part, or what is read is not what was signed. */
function rootIdOf(reference: XmlElement): string {
  const uri = reference.attributes.get('URI')
  if (uri === '') return ''
  if (uri?.startsWith('#') && /^[\w.-]+$/.test(uri.slice(1))) return uri.slice(1)
  throw new UnacceptableSignature('unsupported-reference', 'the signature must refer to the whole document: URI=""')
}

/**
 * The enveloped transform first, then at most one canonicalisation; without one the digest is over the inclusive form.
 *
 * A reference to the same document leaves comments out, whatever a later transform says.
 *
 * @source W3C, XML Signature Syntax and Processing, section 4.4.3.3 "Same-Document URI-References"
 */
function contentCanonicalization(transforms: XmlElement): Canonicalization {
  refuseOtherTransforms(transforms)
  const [enveloped, second] = transforms.children
  if (enveloped?.attributes.get('Algorithm') !== ENVELOPED_SIGNATURE) {
    throw new UnacceptableSignature('unsupported-algorithm', 'the first transform must be enveloped-signature')
  }
  return second ? { ...canonicalizationOf(second), withComments: false } : CANONICAL
}

function refuseOtherTransforms(transforms: XmlElement): void {
  const isKnown = transforms.children.every((child) => child.namespace === DSIG && child.name === 'Transform')
  if (!isKnown || transforms.children.length > 2) {
    throw new UnacceptableSignature('unsupported-algorithm', 'at most one transform may follow enveloped-signature')
  }
}

function canonicalizationOf(method: XmlElement): Canonicalization {
  const form = known(CANONICALIZATIONS, method)
  const parameters = method.children
  if (parameters.length === 0) return form
  const [prefixes] = childrenOf(method, 'InclusiveNamespaces', EXCLUSIVE_C14N)
  if (form.kind !== 'exclusive' || !prefixes || parameters.length > 1) {
    throw new UnacceptableSignature('unsupported-algorithm', `${method.name} has parameters that are not known`)
  }
  const inclusivePrefixes = (prefixes.attributes.get('PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
  return { ...form, inclusivePrefixes }
}

function known<Value>(table: ReadonlyMap<string, Value>, method: XmlElement): Value {
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

function bytesOf(element: XmlElement): Buffer {
  const base64 = element.text.replace(/[ \t\r\n]+/g, '')
  if (element.children.length > 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new UnacceptableSignature('malformed-signature', `${element.name} is not base64`)
  }
  return Buffer.from(base64, 'base64')
}
