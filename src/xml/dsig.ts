import { hash } from 'node:crypto'
import { DSIG, ENVELOPED_SIGNATURE, INCLUSIVE_C14N, RSA_SHA256, SHA256 } from './algorithms.ts'
import { canonicalRootOf, inheritingAttributes } from './canonical-root.ts'
import { canonicalWithoutBlanks } from './canonical-without-blanks.ts'

/** Whoever holds the key: it stays there, off this thread. */
export interface XmlSigner {
  /** RSA PKCS#1 v1.5 over `data` with the named digest. */
  sign(digest: 'RSA-SHA256' | 'RSA-SHA1', data: Uint8Array): Promise<Uint8Array>
  /** DER of the signing certificate, base64 without line breaks. */
  readonly certificate: string
}

/** A signed document. Its bytes are final: the UTF-8 of `xml`, to the last character. */
export interface SignedXml {
  /** On one line, XML declaration first: that is what integrators send, and the declaration lies outside the digest. */
  readonly xml: string
  /** Base64 without line breaks. */
  readonly signatureValue: string
}

/**
 * Puts an XMLDSig signature into canonical XML as the last child of its root, the way DGII takes it: over the whole
 * document, one enveloped transform, inclusive canonicalisation, RSA-SHA256, the certificate and nothing else.
 *
 * Canonicalising is copying here: the digest is taken over the string as it stands, so `canonicalXml` must come from
 * `CanonicalWriter` or from canonicalising. For XML from others there is {@link signParsed}.
 *
 * @throws Error when the string is plainly not canonical XML: a declaration or anything else outside the root, a
 *   self-closed end, half a surrogate pair.
 * @source DGII, Firmado de e-CF (June 2023); Descripción técnica de facturación electrónica v1.6; W3C, XML Signature Syntax
 *   and Processing, sections 4.4 and 6.6.4
 */
export async function signEnveloped(canonicalXml: string, signer: XmlSigner): Promise<SignedXml> {
  const root = canonicalRootOf(canonicalXml)
  const content = `${signedInfoContent(hash('sha256', canonicalXml, 'base64'))}</SignedInfo>`

  // The canonical form of SignedInfo, standing alone, carries the namespaces it inherits; in the file they are inherited.
  const signedInfo = `<SignedInfo${inheritingAttributes(root, { xmlns: DSIG })}>${content}`
  const signature = await signer.sign('RSA-SHA256', Buffer.from(signedInfo))
  const signatureValue = base64Of(signature)

  const xml =
    `${DECLARATION}${canonicalXml.slice(0, root.endTagAt)}<Signature xmlns="${DSIG}"><SignedInfo>${content}` +
    `<SignatureValue>${signatureValue}</SignatureValue>` +
    `<KeyInfo><X509Data><X509Certificate>${signer.certificate}</X509Certificate></X509Data></KeyInfo></Signature>` +
    canonicalXml.slice(root.endTagAt)
  return { xml, signatureValue }
}

/**
 * Signs XML that others wrote, such as the seed DGII serves: parsed, blanks between elements and everything outside the root
 * dropped, canonicalised, then signed as by {@link signEnveloped}. Comments do not survive.
 *
 * @throws UnreadableXml
 * @source DGII reads without preserving white space; a seed signed as it is served, indented, does not verify there.
 */
export async function signParsed(xml: Uint8Array, signer: XmlSigner): Promise<SignedXml> {
  return signEnveloped(canonicalWithoutBlanks(xml), signer)
}

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

const SIGNED_INFO_START =
  `<CanonicalizationMethod Algorithm="${INCLUSIVE_C14N}"></CanonicalizationMethod>` +
  `<SignatureMethod Algorithm="${RSA_SHA256}"></SignatureMethod>` +
  `<Reference URI=""><Transforms><Transform Algorithm="${ENVELOPED_SIGNATURE}"></Transform></Transforms>` +
  `<DigestMethod Algorithm="${SHA256}"></DigestMethod><DigestValue>`

function signedInfoContent(digest: string): string {
  return `${SIGNED_INFO_START}${digest}</DigestValue></Reference>`
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
