import { hash, verify } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import { DSIG } from './algorithms.ts'
import { treeOf } from './canonical-tree.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { XmlLimits } from './limits.ts'
import { ParsedXml } from './parsed-xml.ts'
import { certificateBytes, onlySignature, signatureBytes } from './signature.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import type { SignatureFault } from './signature-fault.ts'
import { signedInfoCanonicalization, signedInfoOf } from './signed-info.ts'
import type { SignedInfo, SignedReference } from './signed-info.ts'
import { modulusBits, readCertificate, signingCertificateOf } from './signing-certificate.ts'
import type { SigningCertificate } from './signing-certificate.ts'
import { idsOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** Whether a document's signature holds, and what it covers. */
export type Verification = Verified | NotVerified

export interface Verified {
  readonly valid: true
  readonly reason: 'verified'
  /** For people. */
  readonly message: string
  readonly mode: VerificationMode
  readonly certificate: SigningCertificate
  /** The document without its signature, read from the very bytes the digest covers: the only content to act upon. */
  readonly content: XmlElement
  /** Base64. */
  readonly digest: string
  /** Base64 without line breaks. */
  readonly signatureValue: string
  /** SHA-1 somewhere, or an RSA key below 2048 bits: forgeable at a price. */
  readonly weak: boolean
}

export interface NotVerified {
  readonly valid: false
  readonly reason: SignatureFault
  /** For people. */
  readonly message: string
  /** Whose signature it claims to be, where that could be read. */
  readonly certificate: SigningCertificate | undefined
}

/** As the bytes came, or after dropping the blanks between elements, as DGII itself does before it verifies. */
export type VerificationMode = 'as-is' | 'without-whitespace'

/**
 * Verifies an enveloped XMLDSig signature over a whole document, with the key of the first certificate it carries.
 *
 * Only the mathematics: whether that certificate is trusted, in force and the right person's is for the caller. Tried as the
 * bytes are and, when that fails on a digest or signature, once more without blanks between elements.
 *
 * @throws UnreadableXml when it is not XML that can be read at all.
 * @source W3C, XML Signature Syntax and Processing, section 3.2 "Core Validation"
 */
export function verifyEnveloped(xml: Uint8Array, limits: Partial<XmlLimits> = {}): Verification {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  const asIs = attempt(xml, 'as-is', bounds)
  if (asIs.valid || !isMismatch(asIs)) return asIs
  const withoutBlanks = attempt(xml, 'without-whitespace', bounds)
  if (withoutBlanks.valid) return withoutBlanks
  // A digest that differs says more: there the signature itself was sound.
  return asIs.reason === 'digest-mismatch' || !isMismatch(withoutBlanks) ? asIs : withoutBlanks
}

function attempt(xml: Uint8Array, mode: VerificationMode, limits: XmlLimits): Verification {
  let certificate: X509Certificate | undefined
  try {
    using parsed = new ParsedXml(xml, limits)
    if (mode === 'without-whitespace') parsed.dropBlanks()
    const root = treeOf(parsed.canonical().toString())
    const signature = onlySignature(root)

    certificate = readCertificate(certificateBytes(signature))
    const signed = signedInfoBytes(xml, mode, signature, limits)
    const info = signedInfoOf(treeOf(signed.toString()), 1)
    const value = signatureBytes(signature)
    if (!verify(info.signatureHash.name, signed, certificate.publicKey, value)) {
      throw new UnacceptableSignature(
        'signature-mismatch',
        'the signature was not made with this certificate over this SignedInfo',
      )
    }

    const reference = documentReferenceOf(info, root)
    if (reference.id !== '') parsed.keepRootOnly()
    parsed.drop('Signature', DSIG)
    const content = parsed.canonical(reference.canonicalization)
    if (!hash(reference.digestHash.name, content, 'buffer').equals(reference.digest)) {
      throw new UnacceptableSignature('digest-mismatch', 'the document was changed after it was signed')
    }

    return {
      valid: true,
      reason: 'verified',
      message:
        mode === 'as-is' ? 'the signature holds' : 'the signature holds once blanks between elements are dropped',
      mode,
      certificate: signingCertificateOf(certificate),
      content: treeOf(content.toString()),
      digest: reference.digest.toString('base64'),
      signatureValue: value.toString('base64'),
      weak: info.signatureHash.weak || reference.digestHash.weak || modulusBits(certificate) < 2048,
    }
  } catch (error) {
    if (!(error instanceof UnacceptableSignature)) throw error
    const { reason, message } = error
    return { valid: false, reason, message, certificate: certificate && signingCertificateOf(certificate) }
  }
}

function isMismatch({ reason }: Verification): boolean {
  return reason === 'signature-mismatch' || reason === 'digest-mismatch'
}

/** The bytes that were signed: SignedInfo in canonical form, taken from a copy of the document that holds nothing else. */
function signedInfoBytes(xml: Uint8Array, mode: VerificationMode, signature: XmlElement, limits: XmlLimits): Buffer {
  using copy = new ParsedXml(xml, limits)
  if (!copy.isolate(SIGNED_INFO, DSIG)) throw new UnacceptableSignature('malformed-signature', 'there is no SignedInfo')
  if (mode === 'without-whitespace') copy.dropBlanks()
  // Canonicalising one element alone costs time for every node; an honest SignedInfo has some twenty.
  if (copy.nodeCount() > MAX_SIGNED_INFO_NODES) {
    throw new UnacceptableSignature('malformed-signature', `SignedInfo has more than ${MAX_SIGNED_INFO_NODES} nodes`)
  }
  const bytes = copy.canonicalAt(SIGNED_INFO, DSIG, signedInfoCanonicalization(signature))
  if (!bytes) throw new Error('SignedInfo was there a moment ago')
  return bytes
}

const SIGNED_INFO = ['Signature', 'SignedInfo']
const MAX_SIGNED_INFO_NODES = 1000

/** The reference to the whole document, or to its root by Id; never to a part, or what is read is not what was signed. */
function documentReferenceOf({ references }: SignedInfo, root: XmlElement): SignedReference {
  const [reference] = references
  if (!reference || (reference.id !== '' && !idsOf(root).includes(reference.id))) {
    throw new UnacceptableSignature(
      'unsupported-reference',
      'the signature refers to a part of the document, not to its root',
    )
  }
  if (!reference.isEnveloped) {
    throw new UnacceptableSignature('unsupported-algorithm', 'the first transform must be enveloped-signature')
  }
  return reference
}
