import { X509Certificate } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import { needs } from '../../test/support/needs.ts'

test('a certificate of the test authority hangs on its chain', async () => {
  const { certificate, chain } = await testCertificate()
  const [leaf, intermediate, root] = [certificate, ...chain].map((der) => new X509Certificate(der))
  expect(leaf!.verify(intermediate!.publicKey) && leaf!.checkIssued(intermediate!)).toBe(true)
  expect(intermediate!.verify(root!.publicKey) && intermediate!.checkIssued(root!)).toBe(true)
})

test.skipIf(!needs('openssl'))('openssl verifies the whole chain, key identifiers included', async () => {
  const { certificate, chain } = await testCertificate({ attributes: { '2.5.4.97': 'VATDO-131880681' } })
  const folder = mkdtempSync(join(tmpdir(), 'emite-authority-'))
  try {
    const names = ['leaf.pem', 'intermediate.pem', 'root.pem'].map((name) => join(folder, name))
    ;[certificate, ...chain].forEach((der, i) => writeFileSync(names[i]!, new X509Certificate(der).toString()))
    const [leaf, intermediate, root] = names
    const out = execFileSync('openssl', [
      'verify',
      '-x509_strict',
      '-CAfile',
      root!,
      '-untrusted',
      intermediate!,
      leaf!,
    ])
    expect(out.toString()).toContain('OK')
    const text = execFileSync('openssl', ['x509', '-in', leaf!, '-noout', '-text', '-nameopt', 'utf8']).toString()
    expect(text).toMatch(/Subject: C=DO, .*CN=JUANA PÉREZ DE LA CRUZ, serialNumber=00113918253/)
    expect(text).toContain('Digital Signature, Non Repudiation')
    expect(text).toContain('X509v3 Authority Key Identifier')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
