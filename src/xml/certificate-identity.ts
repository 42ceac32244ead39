import { hash, X509Certificate } from 'node:crypto'
import { issuerNameOf } from './distinguished-name.ts'
import { issuerNameText } from './issuer-name.ts'

/** What a signature tells about its certificate besides the certificate itself. */
export interface CertificateIdentity {
  /** Of the DER, base64, by hash. */
  readonly digests: { readonly sha1: string; readonly sha256: string }
  /** As {@link issuerNameText} writes it; not yet escaped for XML. */
  readonly issuerName: string
  /** Decimal, of any length. */
  readonly serialNumber: string
  /** Base64 of the unsigned big-endian number, without a leading zero byte. */
  readonly modulus: string
  /** As the modulus; `AQAB` nearly always. */
  readonly exponent: string
}

/**
 * Reads a certificate once: whoever signs with it again gets the same answer at no cost.
 *
 * @param certificate DER, base64 without line breaks
 * @throws Error when it is no certificate, or not of an RSA key
 */
export function certificateIdentity(certificate: string): CertificateIdentity {
  const kept = identities.get(certificate)
  if (kept) return kept
  const identity = readIdentity(Buffer.from(certificate, 'base64'))
  const [oldest] = identities.keys()
  if (identities.size >= MOST_KEPT && oldest !== undefined) identities.delete(oldest)
  identities.set(certificate, identity)
  return identity
}

/** Some 4 KB each: more than the issuers that are likely to sign in one process on one day. */
const MOST_KEPT = 1000
const identities = new Map<string, CertificateIdentity>()

function readIdentity(der: Buffer): CertificateIdentity {
  const certificate = new X509Certificate(der)
  const { n, e } = certificate.publicKey.export({ format: 'jwk' })
  if (n === undefined || e === undefined) throw new Error('the certificate is not of an RSA key')
  return {
    digests: { sha1: hash('sha1', certificate.raw, 'base64'), sha256: hash('sha256', certificate.raw, 'base64') },
    issuerName: issuerNameText(issuerNameOf(certificate.raw)),
    serialNumber: serialNumberOf(certificate),
    modulus: base64Of(n),
    exponent: base64Of(e),
  }
}

/** The serial number of a certificate, decimal. */
export function serialNumberOf({ serialNumber }: X509Certificate): string {
  return serialNumber.startsWith('-')
    ? `-${BigInt(`0x${serialNumber.slice(1)}`)}`
    : BigInt(`0x${serialNumber}`).toString()
}

function base64Of(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('base64')
}
