import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { TestCertificate } from '../../src/certificates/test-authority.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

/** What a signature is to be like, where it matters to the test; else it is as SRI's example. */
export interface XadesRecipe {
  /** Canonical. */
  readonly document?: string
  readonly hash?: 'sha1' | 'sha256'
  readonly prefix?: 'etsi' | 'xades'
  /** In this order. */
  readonly references?: readonly HandReference[]
  readonly signingTime?: string
  /** Between SignedSignatureProperties and the end. */
  readonly dataObjectProperties?: string
  readonly keyValue?: string
  readonly certDigest?: string
  readonly issuerName?: string
  readonly serialNumber?: string
  readonly target?: string
}

export interface HandReference {
  readonly uri: string
  /** Written out; none when left out. */
  readonly transforms?: string
  /** Of what the reference is to, when left out. */
  readonly digest?: string
}

export const ENVELOPED = `<ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform>`
export const TO_DOCUMENT: HandReference = { uri: '#comprobante', transforms: ENVELOPED }
export const TO_PROPERTIES: HandReference = { uri: '#P' }
export const TO_KEY_INFO: HandReference = { uri: '#K' }

/** A document with a XAdES signature made by hand, so that every part of it can be wrong and still be signed correctly. */
export function handSignedXades(own: TestCertificate, issuer: IssuerFacts, recipe: XadesRecipe = {}): string {
  const { document = '<factura id="comprobante" version="1.1.0"><total>1.00</total></factura>' } = recipe
  const { hash = 'sha1', prefix = 'etsi', references = [TO_PROPERTIES, TO_KEY_INFO, TO_DOCUMENT] } = recipe
  const digestOf = (data: string | Uint8Array) => createHash(hash).update(data).digest('base64')
  const digestMethod = hash === 'sha1' ? `${DSIG}sha1` : 'http://www.w3.org/2001/04/xmlenc#sha256'
  const method = hash === 'sha1' ? `${DSIG}rsa-sha1` : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
  const digested = (value: string) =>
    `<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue>`

  const privateKey = createPrivateKey({ key: Buffer.from(own.privateKey), format: 'der', type: 'pkcs8' })
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const keyValue = recipe.keyValue ?? rsaKeyValue(Buffer.from(n, 'base64url'), Buffer.from(e, 'base64url'))
  const x509 = Buffer.from(own.certificate).toString('base64')

  const keyInfo = `Id="K"><ds:X509Data><ds:X509Certificate>${x509}</ds:X509Certificate></ds:X509Data>${keyValue}</ds:KeyInfo>`
  const properties =
    `Id="P"><p:SignedSignatureProperties><p:SigningTime>${recipe.signingTime ?? '2026-05-02T12:14:11-05:00'}</p:SigningTime>` +
    `<p:SigningCertificate><p:Cert><p:CertDigest>${digested(recipe.certDigest ?? digestOf(own.certificate))}</p:CertDigest>` +
    `<p:IssuerSerial><ds:X509IssuerName>${recipe.issuerName ?? issuer.name}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${recipe.serialNumber ?? issuer.serialNumber}</ds:X509SerialNumber></p:IssuerSerial></p:Cert>` +
    `</p:SigningCertificate></p:SignedSignatureProperties>${recipe.dataObjectProperties ?? ''}</p:SignedProperties>`
  const propertiesXml = properties.replace(/(<\/?)p:/g, `$1${prefix}:`)

  const namespaces = ` xmlns:ds="${DSIG}" xmlns:${prefix}="${XADES}"`
  const targets: Readonly<Record<string, string>> = {
    '#comprobante': document,
    '': document,
    '#K': `<ds:KeyInfo${namespaces} ${keyInfo}`,
    '#P': `<${prefix}:SignedProperties${namespaces} ${propertiesXml}`,
  }
  const referencesXml = references.map(
    ({ uri, transforms, digest = digestOf(targets[uri] ?? '') }) =>
      `<ds:Reference URI="${uri}">${transforms === undefined ? '' : `<ds:Transforms>${transforms}</ds:Transforms>`}` +
      `${digested(digest)}</ds:Reference>`,
  )
  const signedInfo =
    `><ds:CanonicalizationMethod Algorithm="${C14N}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${method}"></ds:SignatureMethod>${referencesXml.join('')}</ds:SignedInfo>`
  const value = sign(hash, Buffer.from(`<ds:SignedInfo${namespaces}${signedInfo}`), privateKey).toString('base64')
  const signature =
    `<ds:Signature${namespaces} Id="S"><ds:SignedInfo${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo ${keyInfo}<ds:Object><${prefix}:QualifyingProperties Target="${recipe.target ?? '#S'}">` +
    `<${prefix}:SignedProperties ${propertiesXml}</${prefix}:QualifyingProperties></ds:Object></ds:Signature>`
  return document.replace(/<\/\w+>$/, (end) => `${signature}${end}`)
}

/** How a certificate's issuer names it. */
export interface IssuerFacts {
  readonly name: string
  /** Decimal. */
  readonly serialNumber: string
}

export function rsaKeyValue(modulus: Uint8Array, exponent: Uint8Array): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return (
    `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${base64(modulus)}</ds:Modulus>` +
    `<ds:Exponent>${base64(exponent)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`
  )
}
