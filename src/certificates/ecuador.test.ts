import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import { ECUADORIAN_ENTITIES, ECUADORIAN_RUC, ecuadorianPkcs12 } from '../../test/support/ecuadorian-certificates.ts'
import { needs } from '../../test/support/needs.ts'
import { certificateFacts } from './certificate-facts.ts'
import { diagnose } from './diagnosis.ts'
import { openPkcs12 } from './pkcs12.ts'
import { signerOf } from './signer.ts'
import { signingPairOf } from './signing-pair.ts'

const now = new Date('2026-06-15T12:00:00Z')

describe.each(ECUADORIAN_ENTITIES)('a file shaped as those of $name', (entity) => {
  test('opens, and the pair to sign with is found in it', async () => {
    const { file, signing } = await ecuadorianPkcs12(entity)
    const contents = await openPkcs12(file, entity.file.password)
    const choice = signingPairOf(contents, now)
    expect(choice?.pairCount).toBe(entity.file.hasDecryptionPair ? 2 : 1)
    expect(Buffer.from(choice!.pair.certificate).equals(signing.certificate)).toBe(true)
    expect(Buffer.from(choice!.pair.privateKey).equals(signing.privateKey)).toBe(true)
    expect(choice!.pair.chain).toHaveLength(2)
    // Throws when key and certificate are not a pair.
    expect(signerOf(choice!.pair.privateKey, choice!.pair.certificate).certificate).not.toBe('')
  })

  test('is told in full: holder, RUC, issuer, serial number, and that it can sign', async () => {
    const { file } = await ecuadorianPkcs12(entity)
    const { usable, findings, certificate } = diagnose(await openPkcs12(file, entity.file.password), { now })
    expect(findings).toEqual([])
    expect(usable).toBe(true)
    expect(certificate).toMatchObject({
      subject: { commonName: 'MARÍA ÑUSTA QUISHPE', taxId: '1710034065', country: 'EC' },
      ruc: entity.rucExtension === undefined ? undefined : ECUADORIAN_RUC,
      serial: BigInt('0x7a0b5c1e2f3d4c5b6a798897a6b5c4d3').toString(),
      keyUsage: ['digitalSignature', 'nonRepudiation'],
    })
    expect(certificate?.subject.text).toContain('emailAddress=maria@ejemplo.ec')
    expect(certificate?.subject.text).toContain(`organizationIdentifier=VATEC-${ECUADORIAN_RUC}`)
    for (const { value } of entity.issuer) expect(certificate?.issuer.text.replaceAll('\\', '')).toContain(value)
  })

  test('opens with its own password only', async () => {
    const { file } = await ecuadorianPkcs12(entity)
    await expect(openPkcs12(file, `${entity.file.password}x`)).rejects.toMatchObject({ code: 'wrong-password' })
  })
})

describe('the RUC of a certificate', () => {
  test.each(['37947.3.11', '37746.3.11', '47286.102.3.11', '37442.3.11', '18332.3.11'])(
    'is read from extension 1.3.6.1.4.1.%s',
    async (oid) => {
      const extensions = { [`1.3.6.1.4.1.${oid}`]: ECUADORIAN_RUC }
      const { certificate } = await testCertificate({ extensions })
      expect(certificateFacts(certificate).ruc).toBe(ECUADORIAN_RUC)
    },
  )

  test.each([
    { why: 'in a field for something else', extensions: { '1.3.6.1.4.1.37746.3.1': ECUADORIAN_RUC } },
    { why: 'that is a cédula', extensions: { '1.3.6.1.4.1.37746.3.11': '1710034065' } },
    { why: 'within a longer number', extensions: { '1.3.6.1.4.1.37746.3.11': `9${ECUADORIAN_RUC}` } },
    { why: 'that is nowhere', extensions: {} },
    { why: 'among alternative names that are none', extensions: { '2.5.29.17': ECUADORIAN_RUC } },
  ])('is not one $why', async ({ extensions }) => {
    const { certificate } = await testCertificate({ extensions })
    expect(certificateFacts(certificate).ruc).toBeUndefined()
  })

  test.skipIf(!needs('openssl'))('is read from among the alternative names, where Uanataca puts it', () => {
    expect(certificateFacts(withAlternativeName('1.3.6.1.4.1.47286.102.3.11', ECUADORIAN_RUC)).ruc).toBe(ECUADORIAN_RUC)
    expect(certificateFacts(withAlternativeName('1.3.6.1.4.1.43745.1.3.11', ECUADORIAN_RUC)).ruc).toBe(ECUADORIAN_RUC)
    expect(certificateFacts(withAlternativeName('1.3.6.1.4.1.47286.102.3.1', ECUADORIAN_RUC)).ruc).toBeUndefined()
  })
})

/** DER of a certificate that the openssl command makes, with an e-mail address and this beside it. */
function withAlternativeName(oid: string, value: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'emite-ruc-'))
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const names = `subjectAltName=email:a@ejemplo.ec,otherName:${oid};UTF8:${value}`
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=X', '-addext', names]
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
    return execFileSync('openssl', ['x509', '-in', certificate, '-outform', 'DER'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
