import { type KeyObject, sign } from 'node:crypto'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Signer } from '../src/jurisdictions/authority-protocol.ts'
import { createTestAuthority } from '../src/certificates/test-authority.ts'

/** A key that everyone in one comparison signs with, in every form that somebody wants it. */
export interface SharedKey {
  readonly privateKey: KeyObject
  readonly certificate: X509Certificate
  /**
   * Signs on this very thread, where the product would hand the work to a pool: so that a rate is what one core can do, and is
   * fairly held against libraries that do the same.
   */
  readonly signer: Signer
}

/** A new RSA-2048 key with a certificate of an authority made for the occasion. */
export async function sharedKey(): Promise<SharedKey> {
  const now = new Date()
  const authority = await createTestAuthority(now)
  const issued = await authority.issue({
    name: 'JUANA PÉREZ DE LA CRUZ',
    taxId: '00113918253',
    validFrom: new Date(now.getTime() - 86_400_000),
    validTo: new Date(now.getTime() + 86_400_000),
  })
  const privateKey = createPrivateKey({ key: Buffer.from(issued.privateKey), format: 'der', type: 'pkcs8' })
  const certificate = new X509Certificate(issued.certificate)
  const signer: Signer = {
    sign: (digest, data) => Promise.resolve(sign(digest, data, privateKey)),
    certificate: certificate.raw.toString('base64'),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
  return { privateKey, certificate, signer }
}
