import { signerOf } from '../../src/certificates/signer.ts'
import { createTestAuthority } from '../../src/certificates/test-authority.ts'
import type { TestAuthority, TestCertificate, TestHolder } from '../../src/certificates/test-authority.ts'
import { writePkcs12 } from '../../src/certificates/test-pkcs12.ts'
import type { Pkcs12Encryption } from '../../src/certificates/test-pkcs12.ts'
import type { Signer } from '../../src/jurisdictions/authority-protocol.ts'

/** Whom a certificate is for, where it matters to the test. */
export type TestHolderOptions = Partial<TestHolder>

/** An authority for the whole process: making one takes two keys. Its certificates may run from 2019 to the end of 2039. */
export function testAuthority(): Promise<TestAuthority> {
  authority ??= createTestAuthority(new Date('2020-01-01T00:00:00Z'))
  return authority
}

/**
 * A certificate of {@link testAuthority}, valid from 2020 to 2039. All share one RSA-2048 key unless the test gives
 * `privateKey` or `keyBits`, because a new key takes a tenth of a second.
 */
export async function testCertificate(options: TestHolderOptions = {}): Promise<TestCertificate> {
  const { issue } = await testAuthority()
  const wantsOwnKey = options.privateKey !== undefined || options.keyBits !== undefined
  if (wantsOwnKey) return issue({ ...HOLDER, ...options })
  sharedKey ??= issue(HOLDER).then(({ privateKey }) => privateKey)
  return issue({ ...HOLDER, ...options, privateKey: await sharedKey })
}

/** A signer with such a certificate, and its validity. */
export async function testSigner(
  options: TestHolderOptions = {},
): Promise<Signer & { readonly validFrom: Date; readonly validTo: Date }> {
  const { privateKey, certificate } = await testCertificate(options)
  return signerOf(privateKey, certificate)
}

/** A PKCS#12 file with such a certificate and its chain, as a person would upload it. */
export async function testPkcs12(
  options: TestHolderOptions & { readonly password?: string; readonly encryption?: Pkcs12Encryption } = {},
): Promise<{ readonly file: Uint8Array; readonly password: string; readonly certificate: TestCertificate }> {
  const { password = 'prueba-123', encryption = 'aes-256', ...holder } = options
  const certificate = await testCertificate(holder)
  const file = writePkcs12({
    keys: [certificate.privateKey],
    certificates: [certificate.certificate, ...certificate.chain],
    password,
    encryption,
  })
  return { file, password, certificate }
}

let authority: Promise<TestAuthority> | undefined
let sharedKey: Promise<Uint8Array> | undefined

const HOLDER: TestHolder = {
  name: 'JUANA PÉREZ DE LA CRUZ',
  taxId: '00113918253',
  validFrom: new Date('2020-01-01T00:00:00Z'),
  validTo: new Date('2039-12-31T23:59:59Z'),
}
