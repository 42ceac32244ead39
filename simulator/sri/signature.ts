import { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { DSIG } from '../../src/xml/algorithms.ts'
import { childOf, elementsOf, type XmlElement } from '../../src/xml/tree.ts'
import { signatureText, textOf, tokensOf, withReferences } from '../xml-tokens.ts'
import { formObjection } from './signature-form.ts'
import { propertiesObjection } from './signature-properties.ts'

/** Whether a document's signature holds; `reason` is for people. A `certificate` fault is SRI's 40, any other its 39. */
export type SignatureCheck =
  | {
      readonly holds: true
      readonly certificate: X509Certificate
      readonly signingTime: string
      readonly isSha256: boolean
    }
  | { readonly holds: false; readonly about: 'certificate' | 'signature'; readonly reason: string }

/**
 * Verifies a document as SRI does: one enveloped XAdES-BES signature, last in the root, whose references cover the document, the
 * signed properties and the key information. The library is not the one that signs, so that the two would have to be wrong in the
 * same way.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 6, annex 14; accepted variants as seen on authorised documents
 */
export function checkSignature(root: XmlElement, bytes: Uint8Array): SignatureCheck {
  const signatures = [...elementsOf(root)].filter(isSignature)
  const signature = root.children.at(-1)
  if (signatures.length !== 1 || !signature || !isSignature(signature)) {
    return fails(`hay ${signatures.length} firmas; debe haber una, al final del documento`)
  }
  const form = formObjection(root, signature)
  if (form.objection !== undefined) return fails(form.objection)

  const certificate = certificateIn(signature)
  if (!certificate)
    return { holds: false, about: 'certificate', reason: 'no hay un certificado X.509 que se pueda leer' }
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') return fails('la clave del certificado no es RSA')
  const properties = propertiesObjection(form.properties, signature, certificate)
  if (properties.objection !== undefined) return fails(properties.objection)

  if (!isCovered(certificate, bytes)) return fails('Firma inválida (firma y/o certificados alterados)')
  return { holds: true, certificate, signingTime: properties.signingTime, isSha256: form.isSha256 }
}

function fails(reason: string): SignatureCheck {
  return { holds: false, about: 'signature', reason }
}

function isSignature({ name, namespace }: XmlElement): boolean {
  return name === 'Signature' && namespace === DSIG
}

function certificateIn(signature: XmlElement): X509Certificate | undefined {
  const keyInfo = childOf(signature, 'KeyInfo')
  const data = keyInfo && childOf(keyInfo, 'X509Data')
  const text = data && childOf(data, 'X509Certificate')?.text
  try {
    return text === undefined ? undefined : new X509Certificate(Buffer.from(text, 'base64'))
  } catch {
    // Whatever it is, it is no certificate: the caller says so.
    return undefined
  }
}

function isCovered(certificate: X509Certificate, bytes: Uint8Array): boolean {
  const tokens = tokensOf(new TextDecoder().decode(bytes)).map(withReferences)
  const verifier = new SignedXml({ publicCert: certificate.toString(), getCertFromKeyInfo: () => null })
  try {
    verifier.loadSignature(signatureText(tokens))
    return verifier.checkSignature(textOf(tokens))
  } catch {
    // The library throws on a value that does not match and on whatever it cannot follow: either way it does not hold.
    return false
  }
}
