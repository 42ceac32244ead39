import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { CertificateProblem } from './certificate-problem.ts'

/** Signs with one certificate. The private key stays in native memory and never leaves it. */
export interface CertificateSigner {
  /** RSA PKCS#1 v1.5 over `data` with the named digest, on the libuv pool. */
  sign(digest: 'RSA-SHA256' | 'RSA-SHA1', data: Uint8Array): Promise<Uint8Array>
  /** DER of the certificate, base64 without line breaks. */
  readonly certificate: string
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string
  readonly validFrom: Date
  readonly validTo: Date
}

/**
 * A signer for a key and its certificate. Costs about as much as a signature: make it once and keep it. It signs whatever
 * the date is: whether the certificate is in force is for the caller to ask.
 *
 * @param privateKey PKCS#8, DER; may be overwritten afterwards
 * @param certificate DER
 * @throws CertificateProblem not-rsa, key-does-not-match
 */
export function signerOf(privateKey: Uint8Array, certificate: Uint8Array): CertificateSigner {
  // Read once: a key given as bytes or PEM would be parsed for every signature, at three times the price.
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
  const x509 = new X509Certificate(certificate)
  if (key.asymmetricKeyType !== 'rsa') throw new CertificateProblem('not-rsa')
  if (!x509.checkPrivateKey(key)) throw new CertificateProblem('key-does-not-match')

  return {
    sign: (digest, data) =>
      new Promise((resolve, reject) => {
        sign(digest, data, key, (error, signature) => (error ? reject(error) : resolve(signature)))
      }),
    certificate: x509.raw.toString('base64'),
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
    validFrom: x509.validFromDate,
    validTo: x509.validToDate,
  }
}
