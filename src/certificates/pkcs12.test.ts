import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import forge from 'node-forge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import { needs } from '../../test/support/needs.ts'
import { CertificateProblem } from './certificate-problem.ts'
import type { CertificateProblemCode } from './certificate-problem.ts'
import { diagnose } from './diagnosis.ts'
import { openPkcs12, PKCS12_LIMITS } from './pkcs12.ts'
import type { TestCertificate } from './test-authority.ts'
import { writePkcs12 } from './test-pkcs12.ts'
import type { Pkcs12Recipe } from './test-pkcs12.ts'

let own: TestCertificate
beforeAll(async () => void (own = await testCertificate()))

function fileOf(recipe: Partial<Pkcs12Recipe> = {}): Uint8Array {
  return writePkcs12({
    keys: [own.privateKey],
    certificates: [own.certificate, ...own.chain],
    password: 'secreto',
    encryption: 'aes-256',
    ...recipe,
  })
}

async function expectOpens(file: Uint8Array, password: string): Promise<void> {
  const { keys, certificates } = await openPkcs12(file, password)
  expect(keys).toHaveLength(1)
  expect(Buffer.from(keys[0]!.pkcs8).equals(own.privateKey)).toBe(true)
  expect(certificates.map(({ der }) => Buffer.from(der).toString('hex'))).toContain(
    Buffer.from(own.certificate).toString('hex'),
  )
}

async function problemCodeOf(opening: Promise<unknown>): Promise<CertificateProblemCode | 'opened'> {
  try {
    await opening
    return 'opened'
  } catch (error) {
    if (error instanceof CertificateProblem) return error.code
    throw error
  }
}

describe('a file opens', () => {
  const encryptions = ['rc2-40', '3des', 'aes-256'] as const
  const passwords = ['secreto', 'clavé€', 'ñandú 日本 😀', '']
  const cases = encryptions.flatMap((encryption) => passwords.map((password) => ({ encryption, password })))

  test.each(cases)('in $encryption with password "$password"', async ({ encryption, password }) => {
    await expectOpens(fileOf({ encryption, password }), password)
  })

  test.each(['sha1', 'sha256', 'sha512'] as const)('with PBKDF2 over %s', async (prf) => {
    await expectOpens(fileOf({ prf }), 'secreto')
  })

  test('without a MAC', () => expectOpens(fileOf({ mac: false }), 'secreto'))

  test('with bytes after its end', () => expectOpens(Buffer.concat([fileOf(), Buffer.from('\r\n')]), 'secreto'))

  test('with an accent typed as one character or as two', async () => {
    await expectOpens(fileOf({ password: 'cafe\u0301' }), 'caf\u00e9')
    await expectOpens(fileOf({ password: 'caf\u00e9' }), 'cafe\u0301')
  })

  test('of an OpenSSL before 1.1, which took each UTF-8 byte of the password for a character', async () => {
    const byteByByte = Buffer.from('clavé€').toString('latin1')
    await expectOpens(fileOf({ password: byteByByte, encryption: 'rc2-40' }), 'clavé€')
  })

  test('with its certificates in the order of the file and byte for byte', async () => {
    const certificates = [...own.chain, own.certificate]
    const { certificates: read } = await openPkcs12(fileOf({ certificates }), 'secreto')
    expect(read.map(({ der }) => Buffer.from(der))).toEqual(certificates.map((der) => Buffer.from(der)))
  })

  test('with several keys and their names', async () => {
    const other = await testCertificate({ keyBits: 2048 })
    const recipe = {
      keys: [other.privateKey, own.privateKey],
      certificates: [own.certificate, other.certificate],
      friendlyNames: ['Decryption Key', 'Signing Key'],
    }
    const { keys } = await openPkcs12(fileOf(recipe), 'secreto')
    expect(keys.map(({ friendlyName }) => friendlyName)).toEqual(['Decryption Key', 'Signing Key'])
  })

  test('without names', async () => {
    const { keys, certificates } = await openPkcs12(fileOf(), 'secreto')
    expect([...keys, ...certificates].map(({ friendlyName }) => friendlyName)).toEqual(Array(4).fill(undefined))
  })
})

describe.skipIf(!needs('openssl'))('a file of the openssl command opens', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'emite-pkcs12-'))
    writeFileSync(join(folder, 'key.der'), own.privateKey)
    openssl('pkey', '-inform', 'DER', '-in', path('key.der'), '-out', path('key.pem'))
    writeFileSync(path('certificate.pem'), new X509Certificate(own.certificate).toString())
    writeFileSync(path('chain.pem'), own.chain.map((der) => new X509Certificate(der).toString()).join(''))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const path = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })

  function exported(password: string, ...args: string[]): Uint8Array {
    const parts = ['-inkey', path('key.pem'), '-in', path('certificate.pem'), '-certfile', path('chain.pem')]
    openssl('pkcs12', '-export', ...parts, '-out', path('out.p12'), '-passout', `pass:${password}`, ...args)
    return readFileSync(path('out.p12'))
  }

  const ways = [
    { why: 'its defaults: AES-256, PBKDF2 over SHA-256, MAC over SHA-256', args: [] },
    { why: '-legacy: RC2-40 and 3DES', args: ['-legacy'] },
    { why: '-legacy with 3DES alone', args: ['-legacy', '-descert'] },
    {
      why: 'AES-128 and MAC over SHA-512',
      args: ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
    },
    { why: 'many iterations', args: ['-iter', '600000'] },
    { why: 'no MAC', args: ['-nomac'] },
    { why: 'certificates in the clear', args: ['-certpbe', 'NONE'] },
    { why: 'nothing encrypted', args: ['-certpbe', 'NONE', '-keypbe', 'NONE'] },
    { why: 'a friendly name with accents', args: ['-name', 'Firma de José'] },
  ]
  test.each(ways)('$why', async ({ args }) => {
    await expectOpens(exported('clavé€', ...args), 'clavé€')
  })

  test.each([{ args: [] }, { args: ['-legacy'] }])('with the empty password: $args', async ({ args }) => {
    await expectOpens(exported('', ...args), '')
  })

  test('and one written here opens with openssl', () => {
    for (const encryption of ['rc2-40', '3des', 'aes-256'] as const) {
      writeFileSync(path('ours.p12'), fileOf({ encryption, password: 'clavé€' }))
      const out = openssl('pkcs12', '-legacy', '-in', path('ours.p12'), '-passin', 'pass:clavé€', '-nodes')
      expect(out.toString().match(/BEGIN (CERTIFICATE|PRIVATE KEY)/g)).toHaveLength(4)
    }
  })

  test('with an elliptic curve key, which the diagnosis then refuses', async () => {
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', path('ec.pem'))
    openssl('req', '-new', '-x509', '-key', path('ec.pem'), '-subj', '/CN=EC', '-out', path('ec-certificate.pem'))
    const parts = ['-inkey', path('ec.pem'), '-in', path('ec-certificate.pem')]
    openssl('pkcs12', '-export', ...parts, '-out', path('ec.p12'), '-passout', 'pass:secreto')
    const contents = await openPkcs12(readFileSync(path('ec.p12')), 'secreto')
    const { usable, findings } = diagnose(contents, { now: new Date() })
    expect(usable).toBe(false)
    expect(findings.map(({ code }) => code)).toContain('not-rsa')
    expect(findings.map(({ code }) => code)).not.toContain('key-does-not-match')
  })

  test('but not when it holds certificates only', async () => {
    openssl(
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      path('certificate.pem'),
      '-out',
      path('no-key.p12'),
      '-passout',
      'pass:x',
    )
    expect(await problemCodeOf(openPkcs12(readFileSync(path('no-key.p12')), 'x'))).toBe('no-private-key')
  })

  test('but not under a cipher nobody uses for this, and it says so', async () => {
    const file = exported('secreto', '-keypbe', 'camellia-256-cbc', '-certpbe', 'camellia-256-cbc')
    expect(await problemCodeOf(openPkcs12(file, 'secreto'))).toBe('unsupported-algorithm')
  })
})

describe('a file that does not open says why', () => {
  const recipes: readonly Partial<Pkcs12Recipe>[] = [
    { encryption: 'rc2-40' },
    { encryption: '3des' },
    { encryption: 'aes-256' },
    { encryption: '3des', mac: false },
    { encryption: 'aes-256', mac: false },
    { encryption: 'aes-256', password: '' },
  ]
  test.each(recipes)('a wrong password: %o', async (recipe) => {
    for (const password of ['Secreto', 'clavé€', ...(recipe.password === '' ? [] : [''])]) {
      expect(await problemCodeOf(openPkcs12(fileOf(recipe), password))).toBe('wrong-password')
    }
  })

  test.each([
    { why: 'nothing', bytes: () => Buffer.alloc(0) },
    { why: 'PEM', bytes: () => Buffer.from(new X509Certificate(own.certificate).toString()) },
    { why: 'a certificate alone', bytes: () => own.certificate },
    { why: 'a private key alone', bytes: () => own.privateKey },
    { why: 'half a file', bytes: () => fileOf().subarray(0, 1500) },
    { why: 'ASN.1 nested without end', bytes: () => Buffer.alloc(100_000, Buffer.from([0x30, 0x80])) },
  ])('$why is not PKCS#12', async ({ bytes }) => {
    expect(await problemCodeOf(openPkcs12(bytes(), 'secreto'))).toBe('not-pkcs12')
  })

  test('a file of more than 256 KB', async () => {
    const file = Buffer.concat([fileOf(), Buffer.alloc(PKCS12_LIMITS.sizeBytes)])
    expect(await problemCodeOf(openPkcs12(file, 'secreto'))).toBe('too-large')
  })

  test('the password and the key stand in no text of it', async () => {
    for (const file of [fileOf(), fileOf({ mac: false }), fileOf().subarray(0, 900), fileOf({ keys: [] })]) {
      const error: unknown = await openPkcs12(file, 'contraseña-muy-secreta').catch((e: unknown) => e)
      const { message, messages, cause, stack } = error as CertificateProblem
      expect(error).toBeInstanceOf(CertificateProblem)
      expect([message, messages.es, messages.en, String(cause), stack].join()).not.toContain('muy-secreta')
    }
  })
})

describe('a hostile file harms nobody', () => {
  /** Sets the count of the MAC, which stands last in the file. */
  function withMacIterations(file: Uint8Array, count: string): Uint8Array {
    const pfx = forge.asn1.fromDer(Buffer.from(file).toString('latin1'))
    const mac = (pfx.value as forge.asn1.Asn1[])[2]!
    ;(mac.value as forge.asn1.Asn1[])[2]!.value = Buffer.from(count, 'hex').toString('latin1')
    return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1')
  }

  test.each(['1e8481', '7fffffff', '00ffffffff', '7fffffffffffffff'])('a MAC of 0x%s iterations', async (count) => {
    const file = withMacIterations(fileOf({ encryption: '3des' }), count)
    expect(await problemCodeOf(openPkcs12(file, 'secreto'))).toBe('too-many-iterations')
  })

  const limited = { ...PKCS12_LIMITS, iterations: 2000 }
  test.each(['rc2-40', '3des', 'aes-256'] as const)(
    'encryption in %s beyond the limit of iterations',
    async (encryption) => {
      const file = fileOf({ encryption, iterations: 2001, mac: false })
      expect(await problemCodeOf(openPkcs12(file, 'secreto', limited))).toBe('too-many-iterations')
      expect(await problemCodeOf(openPkcs12(fileOf({ encryption, iterations: 2000 }), 'secreto', limited))).toBe(
        'opened',
      )
    },
  )

  test('more keys or certificates than anybody needs', async () => {
    const many = fileOf({ certificates: Array<Uint8Array>(65).fill(own.certificate) })
    expect(await problemCodeOf(openPkcs12(many, 'secreto'))).toBe('too-large')
    const keys = fileOf({ keys: Array<Uint8Array>(17).fill(own.privateKey), iterations: 1 })
    expect(await problemCodeOf(openPkcs12(keys, 'secreto'))).toBe('too-large')
  })

  test('a slow one is cut off in time, and the main thread never stands still', async () => {
    const file = withMacIterations(fileOf({ encryption: '3des' }), '1e8480')
    let beats = 0
    const pulse = setInterval(() => beats++, 20)
    const code = await problemCodeOf(openPkcs12(file, 'secreto', { ...PKCS12_LIMITS, timeMs: 600 }))
    clearInterval(pulse)
    expect(code).toBe('timeout')
    expect(beats).toBeGreaterThan(5)
  })

  test('any bytes at all open or draw a problem with a code', async () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((rest) => Uint8Array.from([0x30, ...rest]))
    await fc.assert(
      fc.asyncProperty(bytes, fc.string(), async (file, password) => {
        expect(await problemCodeOf(openPkcs12(file, password))).toBe('not-pkcs12')
      }),
      { numRuns: 15 },
    )
  })
})
