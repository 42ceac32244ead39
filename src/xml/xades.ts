import { hash } from 'node:crypto'
import { DSIG, ENVELOPED_SIGNATURE, INCLUSIVE_C14N, RSA_SHA1, RSA_SHA256, SHA1, SHA256 } from './algorithms.ts'
import { SIGNED_PROPERTIES, XADES } from './algorithms.ts'
import { canonicalRootOf, inheritingAttributes } from './canonical-root.ts'
import type { CanonicalRoot } from './canonical-root.ts'
import { certificateIdentity } from './certificate-identity.ts'
import type { CertificateIdentity } from './certificate-identity.ts'
import type { SignedXml, XmlSigner } from './dsig.ts'
import { escapedText } from './text.ts'

/** What the signature says besides the document and the certificate. */
export interface XadesStatement {
  /** ISO 8601 with the offset, to the second: `2026-05-02T12:14:11-05:00`. */
  readonly signingTime: string
  /** What is signed, in a few words. */
  readonly description: string
  /** Of all digests and of the signature. sha1 when left out, which is what SRI prescribes. */
  readonly hash?: 'sha1' | 'sha256'
}

/**
 * Puts a XAdES-BES signature into canonical XML as the last child of its root, the way SRI takes it: enveloped, with three
 * references, to what the signature says of itself, to the certificate and key it carries, and to the document by the `id` of
 * its root. The same input gives the same bytes, up to the signer.
 *
 * Canonicalising is copying here, as in `signEnveloped`: the digests are taken over the parts as they are written, each
 * standing alone, with the namespaces that it inherits in its place.
 *
 * @param canonicalXml its root must have an `id`
 * @throws Error when it is plainly not canonical XML, has no `id`, or the certificate is not of an RSA key
 * @source SRI, Ficha técnica offline v2.32, chapter 6 and annex 14; ETSI TS 101 903 v1.3.2; W3C, Canonical XML 1.0,
 *   section 2.4 "Document Subsets"
 */
export async function signXades(
  canonicalXml: string,
  signer: XmlSigner,
  statement: XadesStatement,
): Promise<SignedXml> {
  const root = canonicalRootOf(canonicalXml)
  if (!SIGNING_TIME.test(statement.signingTime)) throw new Error(`not a signing time: ${statement.signingTime}`)
  const method = METHODS[statement.hash ?? 'sha1']
  const identity = certificateIdentity(signer.certificate)
  const digestOf = (canonical: string): string => hash(method.hash, canonical, 'base64')

  const properties = part('etsi:SignedProperties', PROPERTIES_ID, propertiesContent(identity, method, statement))
  const keyInfo = part('ds:KeyInfo', KEY_INFO_ID, keyInfoContent(signer.certificate, identity))
  const references =
    reference(
      `Id="SignedPropertiesID1" Type="${SIGNED_PROPERTIES}" URI="#${PROPERTIES_ID}"`,
      method,
      digestOf(standingAlone(properties, root)),
    ) +
    reference(`URI="#${KEY_INFO_ID}"`, method, digestOf(standingAlone(keyInfo, root))) +
    reference(`Id="${DOCUMENT_REFERENCE_ID}" URI="#${idOf(root)}"`, method, digestOf(canonicalXml), ENVELOPED)
  const signedInfo = part('ds:SignedInfo', 'Signature-SignedInfo1', methodsOf(method) + references)

  const signature = await signer.sign(method.signatureName, Buffer.from(standingAlone(signedInfo, root)))
  const signatureValue = Buffer.from(signature).toString('base64')

  const xml =
    `${DECLARATION}${canonicalXml.slice(0, root.endTagAt)}` +
    `<ds:Signature xmlns:ds="${DSIG}" xmlns:etsi="${XADES}" Id="${SIGNATURE_ID}">${inPlace(signedInfo)}` +
    `<ds:SignatureValue Id="SignatureValue1">${signatureValue}</ds:SignatureValue>${inPlace(keyInfo)}` +
    `<ds:Object Id="${SIGNATURE_ID}-Object1"><etsi:QualifyingProperties Target="#${SIGNATURE_ID}">` +
    `${inPlace(properties)}</etsi:QualifyingProperties></ds:Object></ds:Signature>${canonicalXml.slice(root.endTagAt)}`
  return { xml, signatureValue }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
const SIGNING_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/

// Numbered as SRI's example is; one will do, as a document has one signature.
const SIGNATURE_ID = 'Signature1'
const PROPERTIES_ID = 'Signature1-SignedProperties1'
const KEY_INFO_ID = 'Certificate1'
const DOCUMENT_REFERENCE_ID = 'Reference-ID-1'

interface Method {
  readonly hash: 'sha1' | 'sha256'
  readonly signatureName: 'RSA-SHA1' | 'RSA-SHA256'
  readonly signature: string
  readonly digest: string
}

const METHODS: Readonly<Record<'sha1' | 'sha256', Method>> = {
  sha1: { hash: 'sha1', signatureName: 'RSA-SHA1', signature: RSA_SHA1, digest: SHA1 },
  sha256: { hash: 'sha256', signatureName: 'RSA-SHA256', signature: RSA_SHA256, digest: SHA256 },
}

function idOf({ id }: CanonicalRoot): string {
  if (id === undefined || !/^[A-Za-z_][\w.-]*$/.test(id)) throw new Error('the root needs an id to be referred to')
  return id
}

/** A part of the signature that is digested or signed by itself. */
interface Part {
  readonly name: string
  readonly id: string
  /** Canonical. */
  readonly content: string
}

function part(name: string, id: string, content: string): Part {
  return { name, id, content }
}

/** As it stands in the file, inheriting its namespaces. */
function inPlace({ name, id, content }: Part): string {
  return `<${name} Id="${id}">${content}</${name}>`
}

/** Its canonical form: with the namespaces it inherits from the signature and from the root. */
function standingAlone({ name, id, content }: Part, root: CanonicalRoot): string {
  return `<${name}${inheritingAttributes(root, SIGNATURE_NAMESPACES, ` Id="${id}"`)}>${content}</${name}>`
}

const SIGNATURE_NAMESPACES = { 'xmlns:ds': DSIG, 'xmlns:etsi': XADES }

const ENVELOPED = `<ds:Transforms><ds:Transform Algorithm="${ENVELOPED_SIGNATURE}"></ds:Transform></ds:Transforms>`

function methodsOf({ signature }: Method): string {
  return (
    `<ds:CanonicalizationMethod Algorithm="${INCLUSIVE_C14N}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${signature}"></ds:SignatureMethod>`
  )
}

function reference(attributes: string, { digest }: Method, value: string, transforms = ''): string {
  return `<ds:Reference ${attributes}>${transforms}${digested(digest, value)}</ds:Reference>`
}

function digested(algorithm: string, value: string): string {
  return `<ds:DigestMethod Algorithm="${algorithm}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue>`
}

/** The certificate alone, none of its authorities, and its key once more as bare numbers. */
function keyInfoContent(certificate: string, { modulus, exponent }: CertificateIdentity): string {
  return (
    `<ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>` +
    `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${exponent}</ds:Exponent>` +
    '</ds:RSAKeyValue></ds:KeyValue>'
  )
}

function propertiesContent(identity: CertificateIdentity, method: Method, statement: XadesStatement): string {
  const { digests, issuerName, serialNumber } = identity
  return (
    `<etsi:SignedSignatureProperties><etsi:SigningTime>${statement.signingTime}</etsi:SigningTime>` +
    `<etsi:SigningCertificate><etsi:Cert>` +
    `<etsi:CertDigest>${digested(method.digest, digests[method.hash])}</etsi:CertDigest>` +
    `<etsi:IssuerSerial><ds:X509IssuerName>${escapedText(issuerName)}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${serialNumber}</ds:X509SerialNumber></etsi:IssuerSerial></etsi:Cert>` +
    `</etsi:SigningCertificate></etsi:SignedSignatureProperties>` +
    `<etsi:SignedDataObjectProperties><etsi:DataObjectFormat ObjectReference="#${DOCUMENT_REFERENCE_ID}">` +
    `<etsi:Description>${escapedText(statement.description)}</etsi:Description><etsi:MimeType>text/xml</etsi:MimeType>` +
    `</etsi:DataObjectFormat></etsi:SignedDataObjectProperties>`
  )
}
