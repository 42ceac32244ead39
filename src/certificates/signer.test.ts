import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import { CertificateProblem } from './certificate-problem.ts'
import { signerOf } from './signer.ts'

describe('signerOf', () => {
  test.each(['RSA-SHA256', 'RSA-SHA1'] as const)(
    'makes %s signatures that the certificate verifies',
    async (digest) => {
      const { privateKey, certificate } = await testCertificate()
      const signer = signerOf(privateKey, certificate)
      const { publicKey } = new X509Certificate(Buffer.from(signer.certificate, 'base64'))
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 10_000 }), async (data) => {
          expect(verify(digest, data, publicKey, await signer.sign(digest, data))).toBe(true)
        }),
        { numRuns: 20 },
      )
    },
  )

  test('tells its certificate, fingerprint and validity', async () => {
    const validity = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: new Date('2028-01-01T00:00:00Z') }
    const { privateKey, certificate } = await testCertificate(validity)
    const signer = signerOf(privateKey, certificate)
    expect(signer).toMatchObject(validity)
    expect(Buffer.from(signer.certificate, 'base64').equals(certificate)).toBe(true)
    expect(signer.certificate).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(signer.fingerprint).toMatch(/^[0-9a-f]{64}$/)
  })

  test('goes on after the bytes of the key are overwritten', async () => {
    const { privateKey, certificate } = await testCertificate()
    const copy = Uint8Array.from(privateKey)
    const signer = signerOf(copy, certificate)
    copy.fill(0)
    await expect(signer.sign('RSA-SHA256', Buffer.from('x'))).resolves.toHaveLength(256)
  })

  test('signs while the main thread goes on', async () => {
    const { privateKey, certificate } = await testCertificate()
    const signer = signerOf(privateKey, certificate)
    const order: string[] = []
    const signing = signer.sign('RSA-SHA256', Buffer.from('x')).then(() => order.push('signed'))
    order.push('main thread')
    await signing
    expect(order).toEqual(['main thread', 'signed'])
  })

  test('refuses a key that is not the one of the certificate', async () => {
    const { certificate } = await testCertificate()
    const { privateKey } = await testCertificate({ keyBits: 2048 })
    expect(() => signerOf(privateKey, certificate)).toThrow(new CertificateProblem('key-does-not-match'))
  })

  test('refuses a key that is not RSA', async () => {
    const { certificate } = await testCertificate()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
    expect(() => signerOf(pkcs8, certificate)).toThrow(new CertificateProblem('not-rsa'))
  })
})
