import { X509Certificate } from 'node:crypto'
import { certificateFacts } from '../../certificates/certificate-facts.ts'
import type { Verification } from '../../xml/verify.ts'

/**
 * Whether the certificate was in force: when the document says it was signed and still; then, and no longer; not then, but since,
 * so that the authority could take it; or at no moment from then to now. Without a time of signing, `then` is now.
 */
export type Validity = 'in-force' | 'expired-since' | 'not-yet-then' | 'never'

/** What the signing certificate says, and how it stands. Whether it was revoked only its authority can tell. */
export interface CertificateStanding {
  readonly subject: string
  readonly taxId: string | undefined
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
  /** When the document says it was signed, ISO 8601; undefined when it does not. */
  readonly signedAt: string | undefined
  readonly validity: Validity
  /** Up to a root among the certificates given; `not-asked` when none was given. */
  readonly chain: 'found' | 'not-found' | 'not-asked'
}

/**
 * How the certificate of a document stands at `now`, `signedAt` being when it says it was signed; undefined when it carries none
 * that can be read.
 */
export function certificateStanding(
  verification: Verification,
  signedAt: Date | undefined,
  authorities: readonly X509Certificate[],
  now: Date,
): CertificateStanding | undefined {
  if (!verification.certificate) return undefined
  const { der, validFrom, validTo } = verification.certificate
  const { subject, issuer } = certificateFacts(der)
  return {
    subject: subject.text,
    taxId: subject.taxId,
    issuer: issuer.text,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    signedAt: signedAt?.toISOString(),
    validity: validityOf(validFrom, validTo, signedAt ?? now, now),
    chain: chainOf(new X509Certificate(der), authorities),
  }
}

function validityOf(from: Date, to: Date, signedAt: Date, now: Date): Validity {
  if (to < signedAt || from > now) return 'never'
  if (from > signedAt) return 'not-yet-then'
  return to < now ? 'expired-since' : 'in-force'
}

function chainOf(leaf: X509Certificate, authorities: readonly X509Certificate[]): CertificateStanding['chain'] {
  if (authorities.length === 0) return 'not-asked'
  const path = [leaf]
  for (let last: X509Certificate | undefined = leaf; last;) {
    if (isSelfSigned(last)) return path.length > 1 || includes(authorities, leaf) ? 'found' : 'not-found'
    const certificate: X509Certificate = last
    last = authorities.find((authority) => !path.includes(authority) && isIssuedBy(certificate, authority))
    if (last) path.push(last)
  }
  return 'not-found'
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return isIssuedBy(certificate, certificate)
}

function isIssuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return certificate.issuer === authority.subject && certificate.verify(authority.publicKey)
}

function includes(certificates: readonly X509Certificate[], one: X509Certificate): boolean {
  return certificates.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256)
}
