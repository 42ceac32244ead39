import { verify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { needs } from '../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../test/support/taxpayer.ts'
import { masterKeyOf } from '../certificates/master-key.ts'
import { certificatesOf, uploadCertificate } from './certificates.ts'
import { signersOver } from './signers.ts'

describe.skipIf(!needs('postgres-server'))('signers over sealed certificates', () => {
  let api: ApiServer
  let taxpayer: Taxpayer
  let other: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
    other = await dominicanTaxpayer(api.parts, '131880681')
  })
  afterAll(() => api.close())

  const upload = async (validTo = '2039-12-31') => {
    const pkcs12 = await testPkcs12({ taxId: '00100000001', validTo: new Date(validTo) })
    const outcome = await uploadCertificate(api.parts, taxpayer.caller, taxpayer.issuerId, pkcs12)
    if (outcome.kind === 'refused') throw new Error('a good certificate was refused')
    return outcome.certificate
  }
  const signerOfTaxpayer = (signers: ReturnType<typeof signersOver>) =>
    signers.of(taxpayer.caller.tenantId, taxpayer.issuerId)

  test('sign with the certificate in force, which the signature proves', async () => {
    const certificate = await upload()
    const signer = await signerOfTaxpayer(signersOver(api.parts))
    expect(signer.fingerprint).toBe(certificate.fingerprint)
    const data = Buffer.from('documento')
    const { publicKey } = new X509Certificate(Buffer.from(signer.certificate, 'base64'))
    expect(verify('RSA-SHA256', data, publicKey, await signer.sign('RSA-SHA256', data))).toBe(true)
  })

  test('unseal a key once, and share one lookup among requests that come together', async () => {
    const sealedCertificate = vi.fn((tenantId: string, issuerId: string) =>
      api.parts.accounts.sealedCertificate(tenantId, issuerId),
    )
    const signers = signersOver({ ...api.parts, accounts: { ...api.parts.accounts, sealedCertificate } })
    const all = await Promise.all(Array.from({ length: 20 }, () => signerOfTaxpayer(signers)))
    expect(new Set(all).size).toBe(1)
    api.clock.advance(10_001)
    expect(await signerOfTaxpayer(signers)).toBe(all[0])
    expect(sealedCertificate).toHaveBeenCalledTimes(2)
  })

  test('see within ten seconds what another process put in force, and keep the old one in the history', async () => {
    const signers = signersOver(api.parts)
    const before = await signerOfTaxpayer(signers)
    const renewed = await upload('2038-12-31')
    api.clock.advance(10_001)
    const after = await signerOfTaxpayer(signers)
    expect(after.fingerprint).toBe(renewed.fingerprint)
    const history = await certificatesOf(api.parts, taxpayer.caller, taxpayer.issuerId)
    expect(history.filter(({ inForce }) => inForce).map(({ id }) => id)).toEqual([renewed.id])
    expect(history.map(({ fingerprint }) => fingerprint)).toContain(before.fingerprint)
  })

  test('sign with what this process put in force from the next document on', async () => {
    await signerOfTaxpayer(api.parts.signers)
    const renewed = await upload('2037-12-31')
    expect((await signerOfTaxpayer(api.parts.signers)).fingerprint).toBe(renewed.fingerprint)
  })

  test('refuse one that expired while it was at hand, and take the next as soon as it is there', async () => {
    await upload('2026-12-31')
    const signers = signersOver(api.parts)
    await signerOfTaxpayer(signers)
    api.clock.advance(60 * 86_400_000)
    await expect(signerOfTaxpayer(signers)).rejects.toMatchObject({ code: 'certificate-expired' })
    const renewed = await upload()
    expect((await signerOfTaxpayer(signers)).fingerprint).toBe(renewed.fingerprint)
    api.clock.advance(-60 * 86_400_000)
  })

  test('are no way from one tenant to another', async () => {
    const signers = signersOver(api.parts)
    await signerOfTaxpayer(signers)
    await expect(signers.of(other.caller.tenantId, taxpayer.issuerId)).rejects.toMatchObject({ code: 'no-certificate' })
  })

  test('open nothing without the master key', async () => {
    const masterKeys = { current: masterKeyOf(Buffer.alloc(32, 9)), previous: [] }
    await expect(signerOfTaxpayer(signersOver({ ...api.parts, masterKeys }))).rejects.toThrow(/sealed by master key/)
  })
})
