import { hash, verify } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import { DSIG } from './algorithms.ts'
import { treeOf } from './canonical-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { XmlLimits } from './limits.ts'
import { ParsedXml } from './parsed-xml.ts'
import { certificateBytes, onlySignature, signatureBytes } from './signature.ts'
import { onlyChild } from './signature-element.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { refuseOtherCertificate, refuseOtherKey, signingTimeOf } from './signed-properties.ts'
import { signedInfoCanonicalization, signedInfoOf } from './signed-info.ts'
import type { SignedInfo, SignedReference } from './signed-info.ts'
import { modulusBits, readCertificate, signingCertificateOf } from './signing-certificate.ts'
import type { XmlElement } from './tree.ts'
import type { NotVerified, Verified } from './verify.ts'
import { partName, partsReferredTo } from './xades-references.ts'
import type { XadesPart } from './xades-references.ts'

/** Whether a document's XAdES signature holds, what it covers and what it says of itself. */
export type XadesVerification = XadesVerified | NotVerified

export interface XadesVerified extends Verified {
  /** As written; undefined when it does not say. Nobody but the signer vouches for it. */
  readonly signingTime: string | undefined
  /** What its references are to: always the document and the properties. */
  readonly parts: readonly XadesPart[]
}

/**
 * Verifies an enveloped XAdES-BES signature over a whole document, with the key of the first certificate it carries: every
 * reference is to a part it may mean, every digest is right, and the certificate named in what is signed is the one it
 * carries. The message tells which reference fails and why.
 *
 * Two references will do, to the document and to the signed properties; SRI's own have a third, to KeyInfo. Only the
 * mathematics: whether that certificate is trusted, in force and the right person's is for the caller.
 *
 * @throws UnreadableXml when it is not XML that can be read at all, or when two elements answer to one Id
 * @source SRI, Ficha técnica offline v2.32, annex 14; ETSI TS 101 903 v1.3.2; W3C, XML Signature Syntax and Processing, section
 *   3.2 "Core Validation"
 */
export function verifyXades(xml: Uint8Array, limits: Partial<XmlLimits> = {}): XadesVerification {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  let certificate: X509Certificate | undefined
  try {
    using parsed = new ParsedXml(xml, bounds)
    const root = treeOf(parsed.canonical().toString())
    const signature = onlySignature(root)
    certificate = readCertificate(certificateBytes(signature))
    using alone = signatureAlone(xml, bounds)
    const value = signatureBytes(signature)
    const info = verifiedSignedInfo(alone, signature, { certificate, value })

    const references = partsReferredTo(info.references, root, signature)
    const { content, properties } = unchangedParts(references, { parsed, alone })
    refuseOtherKey(onlyChild(signature, 'KeyInfo'), certificate)
    refuseOtherCertificate(properties, certificate)
    return {
      valid: true,
      reason: 'verified',
      message: `the signature holds over ${[...references].map(([part, to]) => partName(part, to)).join(', ')}`,
      mode: 'as-is',
      certificate: signingCertificateOf(certificate),
      content,
      digest: references.get('document')?.digest.toString('base64') ?? '',
      signatureValue: value.toString('base64'),
      weak: isWeak(info, certificate),
      signingTime: signingTimeOf(properties),
      parts: [...references.keys()],
    }
  } catch (error) {
    if (!(error instanceof UnacceptableSignature)) throw error
    const { reason, message } = error
    return { valid: false, reason, message, certificate: certificate && signingCertificateOf(certificate) }
  }
}

/** A copy of the document with nothing in it but the signature, in its place: so that its parts are canonicalised quickly. */
function signatureAlone(xml: Uint8Array, limits: XmlLimits): ParsedXml {
  const copy = new ParsedXml(xml, limits)
  if (copy.isolate(['Signature'], DSIG) && copy.nodeCount() <= MAX_SIGNATURE_NODES) return copy
  copy[Symbol.dispose]()
  throw new UnacceptableSignature('malformed-signature', `the signature has more than ${MAX_SIGNATURE_NODES} nodes`)
}

/** An honest one has some hundred. */
const MAX_SIGNATURE_NODES = 2000

/** SignedInfo, read from the very bytes that were signed. */
function verifiedSignedInfo(
  alone: ParsedXml,
  signature: XmlElement,
  { certificate, value }: { readonly certificate: X509Certificate; readonly value: Buffer },
): SignedInfo {
  const signed = alone.canonicalAt(['Signature', 'SignedInfo'], DSIG, signedInfoCanonicalization(signature))
  if (!signed) throw new Error('SignedInfo was there a moment ago')
  const info = signedInfoOf(treeOf(signed.toString()), MOST_REFERENCES)
  if (verify(info.signatureHash.name, signed, certificate.publicKey, value)) return info
  throw new UnacceptableSignature(
    'signature-mismatch',
    'the signature was not made with this certificate over this SignedInfo',
  )
}

const MOST_REFERENCES = 3

/** What was digested and is still the same: the document without its signature, and what the signature says of itself. */
function unchangedParts(
  references: ReadonlyMap<XadesPart, SignedReference>,
  { parsed, alone }: { readonly parsed: ParsedXml; readonly alone: ParsedXml },
): { readonly content: XmlElement; readonly properties: XmlElement } {
  const trees = new Map<XadesPart, XmlElement>()
  const changed: string[] = []
  for (const [part, reference] of references) {
    const bytes = part === 'document' ? documentBytes(parsed, reference) : partBytes(alone, reference)
    if (hash(reference.digestHash.name, bytes, 'buffer').equals(reference.digest)) {
      trees.set(part, treeOf(bytes.toString()))
    } else changed.push(partName(part, reference))
  }
  const [content, properties] = [trees.get('document'), trees.get('properties')]
  if (content && properties && changed.length === 0) return { content, properties }
  throw new UnacceptableSignature('digest-mismatch', `changed after signing, or digested wrong: ${changed.join(', ')}`)
}

function documentBytes(parsed: ParsedXml, { id, canonicalization }: SignedReference): Buffer {
  if (id !== '') parsed.keepRootOnly()
  parsed.drop('Signature', DSIG)
  return parsed.canonical(canonicalization)
}

function partBytes(alone: ParsedXml, { id, canonicalization }: SignedReference): Buffer {
  const bytes = alone.canonicalById(id, canonicalization)
  if (!bytes) throw new Error('an element with this Id was there a moment ago')
  return bytes
}

function isWeak({ signatureHash, references }: SignedInfo, certificate: X509Certificate): boolean {
  return signatureHash.weak || references.some(({ digestHash }) => digestHash.weak) || modulusBits(certificate) < 2048
}
