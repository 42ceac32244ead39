import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import type { TestHolderOptions } from '../../test/support/certificates.ts'
import { diagnose } from './diagnosis.ts'
import type { Pkcs12Contents } from './pkcs12.ts'
import type { TestCertificate } from './test-authority.ts'

const now = new Date('2026-06-15T12:00:00Z')

function contentsOf(...certificates: readonly TestCertificate[]): Pkcs12Contents {
  return {
    keys: certificates.map(({ privateKey }) => ({ pkcs8: privateKey, friendlyName: undefined })),
    certificates: certificates.map(({ certificate }) => ({ der: certificate, friendlyName: undefined })),
  }
}

async function findingsOf(options: TestHolderOptions): Promise<{ usable: boolean; codes: readonly string[] }> {
  const { usable, findings } = diagnose(contentsOf(await testCertificate(options)), { now })
  return { usable, codes: findings.map(({ code }) => code) }
}

describe('diagnose', () => {
  test('finds nothing in a good certificate, whosever RNC it holds', async () => {
    expect(await findingsOf({ taxId: 'PASDO-X1234567' })).toEqual({ usable: true, codes: [] })
  })

  const YEAR_BEFORE = new Date('2025-06-15T12:00:00Z')
  test.each<{ code: string; usable: boolean; options: TestHolderOptions }>([
    { code: 'expired', usable: false, options: { validFrom: YEAR_BEFORE, validTo: new Date('2026-06-15T11:59:59Z') } },
    { code: 'not-yet-valid', usable: false, options: { validFrom: new Date('2026-06-15T12:00:01Z') } },
    { code: 'key-too-short', usable: false, options: { keyBits: 1024 } },
    {
      code: 'key-usage-without-signature',
      usable: false,
      options: { keyUsage: ['keyEncipherment', 'dataEncipherment'] },
    },
    { code: 'key-usage-non-repudiation-only', usable: true, options: { keyUsage: ['nonRepudiation'] } },
    { code: 'self-signed', usable: true, options: { selfSigned: true } },
    { code: 'expires-soon', usable: true, options: { validTo: new Date('2026-07-15T12:00:00Z') } },
  ])('finds $code, usable: $usable', async ({ code, usable, options }) => {
    expect(await findingsOf(options)).toEqual({ usable, codes: [code] })
  })

  test.each<{ why: string; options: TestHolderOptions }>([
    { why: 'no key usage restricts nothing', options: { keyUsage: [] } },
    { why: 'digitalSignature alone is enough', options: { keyUsage: ['digitalSignature'] } },
    { why: 'more than 30 days are not soon', options: { validTo: new Date('2026-07-15T12:00:01Z') } },
    { why: 'the first second of validity counts', options: { validFrom: now } },
    { why: 'a large key is fine', options: { keyBits: 3072 } },
  ])('$why', async ({ options }) => {
    expect(await findingsOf(options)).toEqual({ usable: true, codes: [] })
  })

  test('says all that is wrong at once', async () => {
    const options: TestHolderOptions = {
      keyBits: 1024,
      keyUsage: ['keyAgreement'],
      selfSigned: true,
      validTo: YEAR_BEFORE,
    }
    expect(await findingsOf(options)).toEqual({
      usable: false,
      codes: ['expired', 'key-too-short', 'key-usage-without-signature', 'self-signed'],
    })
  })

  test('names the day on the calendar of the time zone, in both languages', async () => {
    const contents = contentsOf(await testCertificate({ validTo: new Date('2026-06-10T02:00:00Z') }))
    const [finding] = diagnose(contents, { now, timeZone: 'America/Santo_Domingo' }).findings
    expect(finding?.message).toEqual({
      es: expect.stringContaining('venció el 2026-06-09') as string,
      en: expect.stringContaining('expired on 2026-06-09') as string,
    })
  })

  test('shows the certificate although its key is another', async () => {
    const mine = await testCertificate({ name: 'MÍO' })
    const other = await testCertificate({ keyBits: 2048 })
    const mixed = contentsOf({ ...mine, privateKey: other.privateKey })
    const withChain = {
      ...mixed,
      certificates: [...mine.chain.map((der) => ({ der, friendlyName: undefined })), ...mixed.certificates],
    }
    const diagnosis = diagnose(withChain, { now })
    expect(diagnosis).toMatchObject({ usable: false, chainLength: 0, choice: undefined })
    expect(diagnosis.findings.map(({ code }) => code)).toEqual(['key-does-not-match'])
    expect(diagnosis.certificate?.subject.commonName).toBe('MÍO')
  })

  test('says that a key came without any certificate', async () => {
    const { keys } = contentsOf(await testCertificate())
    expect(diagnose({ keys, certificates: [] }, { now })).toMatchObject({
      usable: false,
      certificate: undefined,
      findings: [{ code: 'no-certificate', severity: 'error' }],
    })
  })

  test('refuses a key that is not RSA', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const contents = {
      keys: [{ pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }), friendlyName: undefined }],
      certificates: [{ der: Buffer.from(EC_CERTIFICATE, 'base64'), friendlyName: undefined }],
    }
    const { usable, findings, certificate } = diagnose(contents, { now })
    expect(usable).toBe(false)
    expect(certificate?.keyAlgorithm).toBe('ec')
    expect(findings.map(({ code }) => code)).toContain('not-rsa')
  })

  test('holds no key: it can be stored and shown', async () => {
    const own = await testCertificate()
    const text = JSON.stringify(diagnose(contentsOf(own), { now }))
    expect(text).not.toContain(Buffer.from(own.privateKey).toString('base64').slice(60, 120))
    expect(text).not.toMatch(/privateKey|pkcs8|"data":/)
  })
})

/** `openssl req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=EC -days 36500`. */
const EC_CERTIFICATE =
  'MIIBcTCCARegAwIBAgIUN01Q+ewuQHhPuHF3zNMZpihoSqgwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCRUMwIBcNMjYxMTIxMDYxMDAyWhgPMjEyNjEwMjgwNjEwMDJaMA0xCzAJBgNVBAMMAkVDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3hipTRpK9rl6+D22Xl4NxVMmGmZnwBWNQkXmfPCillg0Cd3XV6OLXFOTI/n80vuQcDrsmRN5xmtLqVB5v10gfqNTMFEwHQYDVR0OBBYEFMaGxCDSNnjM1HIP+Z1GWqJZsae7MB8GA1UdIwQYMBaAFMaGxCDSNnjM1HIP+Z1GWqJZsae7MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAMgs//mgJ1e6fbgOfe3bjDB7uYWTzC3B3BM97SmvCDZKAiAYdJ2wQ34dYrXnUcag8rFbWks0UmL99qx7JVYX3u90rA=='
