import { hash } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import { DIGEST_METHODS, DSIG, XADES } from './algorithms.ts'
import { serialNumberOf } from './certificate-identity.ts'
import { issuerNameOf } from './distinguished-name.ts'
import { isIssuerName } from './issuer-name-match.ts'
import { bytesOf, known, onlyChild } from './signature-element.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { childOf, childrenOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/**
 * The properties that a signature of XAdES 1.3.2 vouches for, in the one place they may stand.
 *
 * @throws UnacceptableSignature malformed-signature
 */
export function signedPropertiesOf(signature: XmlElement): XmlElement {
  const [qualifying, another] = qualifyingPropertiesOf(signature)
  if (!qualifying || another) {
    throw new UnacceptableSignature(
      'malformed-signature',
      'the signature must have one QualifyingProperties of XAdES 1.3.2',
    )
  }
  const id = signature.attributes.get('Id')
  if (id === undefined || qualifying.attributes.get('Target') !== `#${id}`) {
    throw new UnacceptableSignature('malformed-signature', 'the Target of QualifyingProperties is not this signature')
  }
  return onlyChild(qualifying, 'SignedProperties')
}

/** Where a signature of XAdES 1.3.2 keeps what it says of itself; empty for another kind of signature. */
export function qualifyingPropertiesOf(signature: XmlElement): readonly XmlElement[] {
  return childrenOf(signature, 'Object').flatMap((object) => childrenOf(object, 'QualifyingProperties', XADES))
}

/** When it says it was made, as written; undefined when it does not say. */
export function signingTimeOf(signedProperties: XmlElement): string | undefined {
  const ofSignature = childOf(signedProperties, 'SignedSignatureProperties')
  return ofSignature && childOf(ofSignature, 'SigningTime')?.text.trim()
}

/**
 * Refuses a signature that names another certificate than this one: by the digest of its DER, by serial number, or by issuer.
 *
 * @throws UnacceptableSignature certificate-mismatch, malformed-signature, unsupported-algorithm
 * @source ETSI TS 101 903 v1.3.2, section 7.2.2 "The SigningCertificate element"
 */
export function refuseOtherCertificate(signedProperties: XmlElement, certificate: X509Certificate): void {
  const ofSignature = onlyChild(signedProperties, 'SignedSignatureProperties')
  const named = childrenOf(onlyChild(ofSignature, 'SigningCertificate'), 'Cert')
  const own = named.find((cert) => isDigestOf(onlyChild(cert, 'CertDigest'), certificate))
  if (!own) refuse('SigningCertificate does not have the digest of the certificate in KeyInfo')
  const issuerSerial = onlyChild(own, 'IssuerSerial')
  const serialNumber = onlyChild(issuerSerial, 'X509SerialNumber', DSIG).text.trim()
  if (serialNumber !== serialNumberOf(certificate)) {
    refuse(`X509SerialNumber is not that of the certificate, ${serialNumberOf(certificate)}`)
  }
  const issuerName = onlyChild(issuerSerial, 'X509IssuerName', DSIG).text
  if (!isIssuerName(issuerName, issuerNameOf(certificate.raw))) {
    refuse('X509IssuerName is not the issuer of the certificate')
  }
}

function isDigestOf(certDigest: XmlElement, certificate: X509Certificate): boolean {
  const { name } = known(DIGEST_METHODS, onlyChild(certDigest, 'DigestMethod', DSIG))
  return hash(name, certificate.raw, 'buffer').equals(bytesOf(onlyChild(certDigest, 'DigestValue', DSIG)))
}

/** Refuses a bare key beside the certificate that is not the certificate's: a verifier may take either. */
export function refuseOtherKey(keyInfo: XmlElement, certificate: X509Certificate): void {
  const { n, e } = certificate.publicKey.export({ format: 'jwk' })
  const rsaKeys = childrenOf(keyInfo, 'KeyValue').flatMap((value) => childrenOf(value, 'RSAKeyValue'))
  for (const key of rsaKeys) {
    const [modulus, exponent] = [onlyChild(key, 'Modulus'), onlyChild(key, 'Exponent')]
    if (!isNumber(bytesOf(modulus), n)) refuse('Modulus is not that of the certificate')
    if (!isNumber(bytesOf(exponent), e)) refuse('Exponent is not that of the certificate')
  }
}

/** Some write a zero byte before the number, as ASN.1 does: it is the same number. */
function isNumber(bytes: Buffer, base64url: string | undefined): boolean {
  const wanted = Buffer.from(base64url ?? '', 'base64url').toString('hex')
  return bytes.toString('hex').replace(/^(00)+/, '') === wanted
}

function refuse(message: string): never {
  throw new UnacceptableSignature('certificate-mismatch', message)
}
