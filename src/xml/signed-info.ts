import { CANONICALIZATIONS, DIGEST_METHODS, ENVELOPED_SIGNATURE, EXCLUSIVE_C14N } from './algorithms.ts'
import { DSIG, SIGNATURE_METHODS } from './algorithms.ts'
import type { Hash } from './algorithms.ts'
import { CANONICAL } from './parsed-xml.ts'
import type { Canonicalization } from './parsed-xml.ts'
import { bytesOf, known, onlyChild, refuseOtherChildren } from './signature-element.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { childrenOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** What SignedInfo says, read from the bytes that the signature covers. */
export interface SignedInfo {
  readonly signatureHash: Hash
  /** At least one. */
  readonly references: readonly SignedReference[]
}

/** Something in the same document that the signature vouches for. */
export interface SignedReference {
  /** Id of the element it names, empty when it means the document. */
  readonly id: string
  /** Whether the signature itself is left out of it. */
  readonly isEnveloped: boolean
  /** How it was canonicalised. */
  readonly canonicalization: Canonicalization
  readonly digestHash: Hash
  readonly digest: Buffer
}

/** The canonicalisation of SignedInfo, which must be known before its signed bytes can be had. @throws UnacceptableSignature */
export function signedInfoCanonicalization(signature: XmlElement): Canonicalization {
  const signedInfo = onlyChild(signature, 'SignedInfo')
  return canonicalizationOf(onlyChild(signedInfo, 'CanonicalizationMethod'))
}

/** Reads SignedInfo: so many references at most, and only algorithms we know. @throws UnacceptableSignature */
export function signedInfoOf(signedInfo: XmlElement, mostReferences: number): SignedInfo {
  onlyChild(signedInfo, 'CanonicalizationMethod')
  const method = onlyChild(signedInfo, 'SignatureMethod')
  refuseOtherChildren(method, [], 'unsupported-algorithm')
  const references = childrenOf(signedInfo, 'Reference')
  const isStrange = signedInfo.children.length !== references.length + 2
  if (isStrange || references.length === 0 || references.length > mostReferences) {
    throw new UnacceptableSignature('unsupported-reference', `SignedInfo may hold 1 to ${mostReferences} references`)
  }
  return { signatureHash: known(SIGNATURE_METHODS, method), references: references.map(referenceOf) }
}

function referenceOf(reference: XmlElement): SignedReference {
  refuseOtherChildren(reference, ['Transforms', 'DigestMethod', 'DigestValue'], 'malformed-signature')
  const [transforms] = childrenOf(reference, 'Transforms')
  return {
    id: idOf(reference),
    ...transformsOf(transforms?.children ?? []),
    digestHash: known(DIGEST_METHODS, onlyChild(reference, 'DigestMethod')),
    digest: bytesOf(onlyChild(reference, 'DigestValue')),
  }
}

/** The same document only, and by nothing cleverer than an Id: nothing is ever fetched. */
function idOf(reference: XmlElement): string {
  const uri = reference.attributes.get('URI')
  if (uri === '') return ''
  if (uri?.startsWith('#') && /^[\w.-]+$/.test(uri.slice(1))) return uri.slice(1)
  throw new UnacceptableSignature(
    'unsupported-reference',
    'a reference must be to this document, or to an Id within it',
  )
}

/**
 * The enveloped transform or none, then at most one canonicalisation; without one the digest is over the inclusive form.
 *
 * A reference to the same document leaves comments out, whatever a later transform says.
 *
 * @source W3C, XML Signature Syntax and Processing, section 4.4.3.3 "Same-Document URI-References"
 */
function transformsOf(transforms: readonly XmlElement[]): Pick<SignedReference, 'isEnveloped' | 'canonicalization'> {
  const isEnveloped = transforms[0]?.attributes.get('Algorithm') === ENVELOPED_SIGNATURE
  const [form, another] = isEnveloped ? transforms.slice(1) : transforms
  const isKnown = transforms.every((child) => child.namespace === DSIG && child.name === 'Transform')
  if (!isKnown || another) {
    throw new UnacceptableSignature('unsupported-algorithm', 'at most one transform may follow enveloped-signature')
  }
  return { isEnveloped, canonicalization: form ? { ...canonicalizationOf(form), withComments: false } : CANONICAL }
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
