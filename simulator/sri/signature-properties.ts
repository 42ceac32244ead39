import { createHash, type X509Certificate } from 'node:crypto'
import { DSIG, SHA256 } from '../../src/xml/algorithms.ts'
import { childOf, type XmlElement } from '../../src/xml/tree.ts'
import { issuerNameObjection } from './issuer-name.ts'

/** What the signed properties say, or what is wrong with them or with the key information. */
export type SignatureProperties =
  { readonly objection: string } | { readonly objection?: never; readonly signingTime: string }

/**
 * Whether the signed properties speak of the certificate in KeyInfo: its digest, its issuer, its serial number. A KeyValue, where
 * there is one, is that of the certificate.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 14; ETSI TS 101 903 v1.3.2, 7.2
 */
export function propertiesObjection(
  properties: XmlElement,
  signature: XmlElement,
  certificate: X509Certificate,
): SignatureProperties {
  const signed = childOf(properties, 'SignedSignatureProperties')
  const signingTime = signed && childOf(signed, 'SigningTime')?.text
  if (signingTime === undefined || !TIME.test(signingTime)) return { objection: 'SigningTime falta o no es una fecha' }

  const cert = at(signed, 'SigningCertificate', 'Cert')
  const digest = at(cert, 'CertDigest')
  const hash =
    digest && childOf(digest, 'DigestMethod', DSIG)?.attributes.get('Algorithm') === SHA256 ? 'sha256' : 'sha1'
  const value = createHash(hash).update(certificate.raw).digest('base64')
  const stated = digest && childOf(digest, 'DigestValue', DSIG)?.text.replace(/\s/g, '')
  if (stated !== value) return { objection: 'CertDigest no es el del certificado' }

  const issuer = at(cert, 'IssuerSerial')
  const serial = issuer && childOf(issuer, 'X509SerialNumber', DSIG)?.text
  if (serial !== BigInt(`0x${certificate.serialNumber}`).toString()) {
    return { objection: 'X509SerialNumber no es el del certificado' }
  }
  const name = issuer && childOf(issuer, 'X509IssuerName', DSIG)?.text
  const objection = issuerNameObjection(name ?? '', certificate) ?? keyValueObjection(signature, certificate)
  return objection === undefined ? { signingTime } : { objection }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

function at(parent: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((element, name) => element && childOf(element, name), parent)
}

function keyValueObjection(signature: XmlElement, certificate: X509Certificate): string | undefined {
  const rsa = at(signature, 'KeyInfo', 'KeyValue', 'RSAKeyValue')
  if (!rsa) return undefined
  const { n, e } = certificate.publicKey.export({ format: 'jwk' })
  const same = (name: string, wanted: string | undefined) =>
    childOf(rsa, name)?.text.replace(/\s/g, '') === Buffer.from(wanted ?? '', 'base64url').toString('base64')
  return same('Modulus', n) && same('Exponent', e) ? undefined : 'RSAKeyValue no es la clave del certificado'
}
