import { X509Certificate } from 'node:crypto'
import { UnacceptableSignature } from './signature-fault.ts'

/** What a certificate says about itself. Nothing here has been checked against a trust store or a clock. */
export interface SigningCertificate {
  readonly der: Uint8Array
  readonly subject: string
  readonly issuer: string
  /** Hex. */
  readonly serial: string
  readonly validFrom: Date
  readonly validTo: Date
}

/** Reads the certificate of a signature. @throws UnacceptableSignature unreadable-certificate, unsupported-key */
export function readCertificate(der: Uint8Array): X509Certificate {
  let bits: number
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(der)
    bits = modulusBits(certificate)
  } catch (error) {
    throw new UnacceptableSignature('unreadable-certificate', 'the X509Certificate cannot be read', { cause: error })
  }
  if (bits < 1024) {
    throw new UnacceptableSignature('unsupported-key', 'the certificate must hold an RSA key of at least 1024 bits')
  }
  return certificate
}

/** Size of its RSA key; 0 for a key that is not RSA. */
export function modulusBits(certificate: X509Certificate): number {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  return asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0
}

/** What it says about itself. */
export function signingCertificateOf(certificate: X509Certificate): SigningCertificate {
  return {
    der: certificate.raw,
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    serial: certificate.serialNumber,
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  }
}
