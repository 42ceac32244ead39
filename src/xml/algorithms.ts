import type { Canonicalization } from './parsed-xml.ts'

/** Namespace of XML signatures. */
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/** The transform that leaves the signature itself out of what it signs. */
export const ENVELOPED_SIGNATURE = `${DSIG}enveloped-signature`

/** Namespace of exclusive canonicalisation and, without comments, its name. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Canonical XML 1.0 without comments. */
export const INCLUSIVE_C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

/** The signature method DGII prescribes. */
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** The digest method that goes with {@link RSA_SHA256}. */
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** What SRI prescribes instead, weak as it is. */
export const RSA_SHA1 = `${DSIG}rsa-sha1`

/** The digest method that goes with {@link RSA_SHA1}. */
export const SHA1 = `${DSIG}sha1`

/** Namespace of XAdES 1.3.2, which tells what else a signature vouches for: when it was made, and with which certificate. */
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

/** The type of a reference to the signed properties of {@link XADES}. */
export const SIGNED_PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties'

/** A hash as OpenSSL names it; `weak` ones can be forged and are taken only because old documents carry them. */
export interface Hash {
  readonly name: 'sha256' | 'sha1'
  readonly weak: boolean
}

/** Canonicalisations accepted when verifying, by URI. */
export const CANONICALIZATIONS: ReadonlyMap<string, Canonicalization> = new Map([
  [INCLUSIVE_C14N, { kind: 'inclusive', withComments: false }],
  [`${INCLUSIVE_C14N}#WithComments`, { kind: 'inclusive', withComments: true }],
  [EXCLUSIVE_C14N, { kind: 'exclusive', withComments: false }],
  [`${EXCLUSIVE_C14N}WithComments`, { kind: 'exclusive', withComments: true }],
])

/** Signature methods accepted when verifying, all RSA PKCS#1 v1.5, by URI. */
export const SIGNATURE_METHODS: ReadonlyMap<string, Hash> = new Map([
  [RSA_SHA256, { name: 'sha256', weak: false }],
  [RSA_SHA1, { name: 'sha1', weak: true }],
])

/** Digest methods accepted when verifying, by URI. */
export const DIGEST_METHODS: ReadonlyMap<string, Hash> = new Map([
  [SHA256, { name: 'sha256', weak: false }],
  [SHA1, { name: 'sha1', weak: true }],
])
