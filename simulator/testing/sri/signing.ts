import { createHash, sign } from 'node:crypto'
import type { Identity } from './certificate.ts'

/** What to do differently than the ficha's example; everything else stays as in it. */
export interface SigningOptions {
  readonly at?: string
  readonly hash?: 'sha1' | 'sha256'
  readonly issuerName?: string
  readonly serialNumber?: string
  readonly coversKeyInfo?: boolean
  readonly keyValue?: string
}

/**
 * Signs a canonical document, whose root has the id `comprobante`, as annex 14 of the ficha shows it. Everything is written in
 * canonical form, so that a digest is taken of the text itself.
 */
export function signed(xml: string, { key, certificate, issuerName }: Identity, options: SigningOptions = {}): string {
  const { at = '2026-12-01T11:59:00-05:00', hash = 'sha1', coversKeyInfo = true } = options
  const digest = (text: string) => createHash(hash).update(text).digest('base64')
  const digestMethod = `<ds:DigestMethod Algorithm="${DIGESTS[hash]}"></ds:DigestMethod>`
  const certDigest = createHash(hash).update(certificate.raw).digest('base64')
  const serial = options.serialNumber ?? BigInt(`0x${certificate.serialNumber}`).toString()
  const { n = '', e = '' } = certificate.publicKey.export({ format: 'jwk' })
  const modulus = options.keyValue ?? Buffer.from(n, 'base64url').toString('base64')

  const keyInfo =
    `<ds:KeyInfo Id="Certificate1"><ds:X509Data><ds:X509Certificate>${certificate.raw.toString('base64')}</ds:X509Certificate></ds:X509Data>` +
    `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${Buffer.from(e, 'base64url').toString('base64')}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>`
  const properties =
    `<etsi:SignedProperties Id="Signature1-SignedProperties1"><etsi:SignedSignatureProperties><etsi:SigningTime>${at}</etsi:SigningTime>` +
    `<etsi:SigningCertificate><etsi:Cert><etsi:CertDigest>${digestMethod}<ds:DigestValue>${certDigest}</ds:DigestValue></etsi:CertDigest>` +
    `<etsi:IssuerSerial><ds:X509IssuerName>${options.issuerName ?? issuerName}</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></etsi:IssuerSerial>` +
    `</etsi:Cert></etsi:SigningCertificate></etsi:SignedSignatureProperties></etsi:SignedProperties>`
  const reference = (attributes: string, transforms: string, value: string) =>
    `<ds:Reference ${attributes}>${transforms}${digestMethod}<ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`
  const info =
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${METHODS[hash]}"></ds:SignatureMethod>` +
    reference(
      `Type="http://uri.etsi.org/01903#SignedProperties" URI="#Signature1-SignedProperties1"`,
      '',
      digest(inPlace(properties)),
    ) +
    (coversKeyInfo ? reference(`URI="#Certificate1"`, '', digest(inPlace(keyInfo))) : '') +
    reference(`URI="#comprobante"`, ENVELOPED, digest(xml)) +
    `</ds:SignedInfo>`
  const value = sign(hash, Buffer.from(inPlace(info)), key).toString('base64')
  const signature =
    `<ds:Signature ${NAMESPACES} Id="Signature1">${info}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo}` +
    `<ds:Object><etsi:QualifyingProperties Target="#Signature1">${properties}</etsi:QualifyingProperties></ds:Object></ds:Signature>`
  const end = xml.lastIndexOf('</')
  return `<?xml version="1.0" encoding="UTF-8"?>${xml.slice(0, end)}${signature}${xml.slice(end)}`
}

const NAMESPACES = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:etsi="http://uri.etsi.org/01903/v1.3.2#"'
const DIGESTS = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
}
const METHODS = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
}
const ENVELOPED =
  '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform></ds:Transforms>'

/** The canonical form of an element of the signature, with the namespaces it inherits. */
function inPlace(element: string): string {
  return element.replace(/^<([^\s>]+)/, `<$1 ${NAMESPACES}`)
}
