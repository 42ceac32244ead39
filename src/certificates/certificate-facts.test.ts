import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testAuthority, testCertificate } from '../../test/support/certificates.ts'
import { certificateFacts, KEY_USAGES } from './certificate-facts.ts'

describe('certificateFacts', () => {
  test('says whose a Dominican certificate is, by whom, and until when', async () => {
    const validFrom = new Date('2026-01-02T03:04:05Z')
    const validTo = new Date('2027-01-02T03:04:05Z')
    const { certificate } = await testCertificate({ name: 'JOSÉ PEÑA', taxId: 'IDCDO-00113918253', validFrom, validTo })
    expect(certificateFacts(certificate)).toMatchObject({
      subject: { commonName: 'JOSÉ PEÑA', serialNumber: 'IDCDO-00113918253', taxId: '00113918253', country: 'DO' },
      issuer: { commonName: 'Emite Entidad de Prueba CA Tributaria', taxId: undefined },
      validFrom,
      validTo,
      keyAlgorithm: 'rsa',
      keyBits: 2048,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      selfSigned: false,
      isAuthority: false,
    })
  })

  test('leaves an RNC or cédula without a prefix as it is', async () => {
    const { certificate } = await testCertificate({ taxId: '131880681' })
    expect(certificateFacts(certificate).subject.taxId).toBe('131880681')
  })

  test('shows odd attributes: an organisation identifier and an e-mail address', async () => {
    const attributes = {
      '2.5.4.97': 'VATDO-131880681',
      '1.2.840.113549.1.9.1': 'firma@ejemplo.do',
      '1.2.3.4.5': 'rareza',
    }
    const { subject } = certificateFacts((await testCertificate({ attributes })).certificate)
    expect(subject.text).toContain(
      'organizationIdentifier=VATDO-131880681, emailAddress=firma@ejemplo.do, 1.2.3.4.5=rareza',
    )
  })

  test.each([
    { serial: '01', decimal: '1' },
    { serial: '7fffffffffffffffffffffffffffffffffffffff', decimal: (2n ** 159n - 1n).toString() },
  ])('gives serial $serial in decimal, however big', async ({ serial, decimal }) => {
    expect(certificateFacts((await testCertificate({ serial })).certificate).serial).toBe(decimal)
  })

  test('reads every combination of key usages', async () => {
    const authority = await testAuthority()
    const { privateKey } = await testCertificate()
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2027-01-01') }
    await fc.assert(
      fc.asyncProperty(fc.subarray([...KEY_USAGES]), async (keyUsage) => {
        const { certificate } = await authority.issue({ name: 'X', taxId: '1', ...validity, privateKey, keyUsage })
        expect(certificateFacts(certificate).keyUsage).toEqual(keyUsage.length > 0 ? keyUsage : undefined)
      }),
      { numRuns: 25 },
    )
  })

  test('tells authorities and self-signed certificates', async () => {
    const { root, intermediate } = await testAuthority()
    expect(certificateFacts(root)).toMatchObject({ isAuthority: true, selfSigned: true })
    expect(certificateFacts(intermediate)).toMatchObject({ isAuthority: true, selfSigned: false })
    const { certificate } = await testCertificate({ selfSigned: true })
    expect(certificateFacts(certificate)).toMatchObject({ isAuthority: false, selfSigned: true })
  })
})
