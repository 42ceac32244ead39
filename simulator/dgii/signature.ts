import { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import {
  DSIG,
  ENVELOPED_SIGNATURE,
  EXCLUSIVE_C14N,
  INCLUSIVE_C14N,
  RSA_SHA256,
  SHA256,
} from '../../src/xml/algorithms.ts'
import { readXml } from '../../src/xml/reader.ts'
import { childOf, childrenOf, elementsOf, type XmlElement } from '../../src/xml/tree.ts'
import { signatureText, textOf, tokensOf, withReferences } from '../xml-tokens.ts'
import { withoutBlankText } from './blank-text.ts'

/** Whether a file's signature holds. `content` is what it covers, without the signature: nothing else may be acted upon. */
export type SignatureCheck =
  | {
      readonly holds: true
      readonly content: XmlElement
      readonly certificate: X509Certificate
      /** Base64 without line breaks. */
      readonly value: string
    }
  | { readonly holds: false; readonly reason: string }

/**
 * Verifies a file as DGII does: one enveloped signature, last in the root, over the file without its blank text. The library is
 * not the one that signs, so that the two would have to be wrong in the same way.
 *
 * @throws UnreadableXml when it is not XML that can be read at all.
 * @source DGII, Firmado de e-CF (jun-2023); Descripción técnica v1.6 (2023), "Firma digital"
 */
export function checkSignature(bytes: Uint8Array): SignatureCheck {
  const root = readXml(bytes)
  const signature = root.children.at(-1)
  const signatures = [...elementsOf(root)].filter(isSignature)
  if (signatures.length !== 1 || !signature || !isSignature(signature)) {
    return fails(`${signatures.length} signatures; exactly one is wanted, as the last child of the root`)
  }
  const objection = objectionTo(signature)
  if (objection) return fails(objection)

  const certificate = certificateIn(signature)
  if (!certificate) return fails('no X509Certificate that can be read')
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') return fails('the key of the certificate is not RSA')

  const covered = coveredBy(certificate, bytes)
  if (covered === undefined) return fails('the digest or the signature value does not match')
  return { holds: true, content: readXml(covered), certificate, value: signatureValue(signature) }
}

/** The first six characters of the signature's text: DGII's código de seguridad. @source DGII, Informe técnico e-CF v1.0 (2022) */
export function securityCode(value: string): string {
  return value.slice(0, 6)
}

function fails(reason: string): SignatureCheck {
  return { holds: false, reason }
}

function isSignature({ name, namespace }: XmlElement): boolean {
  return name === 'Signature' && namespace === DSIG
}

/** What DGII does not take in a signature, whether it holds or not. */
function objectionTo(signature: XmlElement): string | undefined {
  const info = childOf(signature, 'SignedInfo')
  const [reference, ...others] = info ? childrenOf(info, 'Reference') : []
  if (!info || !reference || others.length > 0) return 'SignedInfo must have exactly one Reference'
  if (reference.attributes.get('URI') !== '') return 'the Reference must have an empty URI'
  if (algorithmOf(info, 'SignatureMethod') !== RSA_SHA256) return 'the signature method must be rsa-sha256'
  if (algorithmOf(reference, 'DigestMethod') !== SHA256) return 'the digest method must be sha256'
  if (!CANONICALIZATIONS.includes(algorithmOf(info, 'CanonicalizationMethod') ?? '')) return 'unknown canonicalization'

  const transforms = childrenOf(childOf(reference, 'Transforms') ?? reference, 'Transform').map(algorithm)
  if (!transforms.includes(ENVELOPED_SIGNATURE)) return 'the transform enveloped-signature is missing'
  const isKnown = transforms.every((each) => each === ENVELOPED_SIGNATURE || CANONICALIZATIONS.includes(each ?? ''))
  return isKnown ? undefined : 'unknown transform'
}

const CANONICALIZATIONS = [
  INCLUSIVE_C14N,
  `${INCLUSIVE_C14N}#WithComments`,
  EXCLUSIVE_C14N,
  `${EXCLUSIVE_C14N}WithComments`,
]

function algorithmOf(parent: XmlElement, name: string): string | undefined {
  const element = childOf(parent, name)
  return element && algorithm(element)
}

function algorithm(element: XmlElement): string | undefined {
  return element.attributes.get('Algorithm')
}

function certificateIn(signature: XmlElement): X509Certificate | undefined {
  const text = [...elementsOf(signature)].find(
    ({ name, namespace }) => name === 'X509Certificate' && namespace === DSIG,
  )?.text
  try {
    return text === undefined ? undefined : new X509Certificate(Buffer.from(text, 'base64'))
  } catch {
    // Whatever it is, it is no certificate: the caller says so.
    return undefined
  }
}

function signatureValue(signature: XmlElement): string {
  return (childOf(signature, 'SignatureValue')?.text ?? '').replace(/\s/g, '')
}

/** The canonical text the signature covers; undefined when it does not hold. */
function coveredBy(certificate: X509Certificate, bytes: Uint8Array): string | undefined {
  const tokens = withoutBlankText(tokensOf(new TextDecoder().decode(bytes))).map(withReferences)
  const verifier = new SignedXml({ publicCert: certificate.toString(), getCertFromKeyInfo: () => null })
  try {
    verifier.loadSignature(signatureText(tokens))
    if (!verifier.checkSignature(textOf(tokens))) return undefined
  } catch {
    // The library throws on a value that does not match and on whatever it cannot follow: either way it does not hold.
    return undefined
  }
  return verifier.getSignedReferences()[0]
}
