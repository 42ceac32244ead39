import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { testCertificate } from '../../test/support/certificates.ts'
import { CertificateProblem } from './certificate-problem.ts'
import type { readPkcs12 as Reader } from './pkcs12-reader.ts'
import { writePkcs12 } from './test-pkcs12.ts'

const ITERATION_LIMIT = 5000

// In the test's own thread, because a thread for each of hundreds of files would take minutes.
describe('readPkcs12', () => {
  let readPkcs12: typeof Reader
  const files: Uint8Array[] = []
  beforeAll(async () => {
    const { privateKey, certificate, chain } = await testCertificate()
    const recipe = { keys: [privateKey], certificates: [certificate, ...chain], password: 'secreto', iterations: 1 }
    for (const encryption of ['rc2-40', '3des', 'aes-256'] as const) {
      files.push(writePkcs12({ ...recipe, encryption }), writePkcs12({ ...recipe, encryption, mac: false }))
    }
    // Only now: it changes node-forge, and the files are written by the unchanged one.
    readPkcs12 = (await import('./pkcs12-reader.ts')).readPkcs12
  })

  function expectAnswer(file: Uint8Array): void {
    try {
      expect(readPkcs12(file, 'secreto', ITERATION_LIMIT).keys.length).toBeGreaterThan(0)
    } catch (error) {
      expect(error).toBeInstanceOf(CertificateProblem)
    }
  }

  const anyFile = fc.integer({ min: 0, max: 5 }).map((i) => files[i]!)
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  test('opens every file it is then damaged from', () => {
    for (const file of files) expect(readPkcs12(file, 'secreto', ITERATION_LIMIT).certificates).toHaveLength(3)
  })

  test('answers contents or a problem for a file with changed bytes', () => {
    const changes = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(anyFile, changes, (file, bytes) => {
        const damaged = Uint8Array.from(file)
        for (const [at, byte] of bytes) damaged[Math.floor(at * damaged.length)] = byte
        expectAnswer(damaged)
      }),
      { numRuns: 300 },
    )
  })

  test('answers contents or a problem for changed bytes in the structure at its beginning', () => {
    const changes = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(anyFile, changes, (file, [at, byte]) => {
        const damaged = Uint8Array.from(file)
        damaged[at] = byte
        expectAnswer(damaged)
      }),
      { numRuns: 300 },
    )
  })

  test('takes a file cut short for no PKCS#12, wherever it is cut', () => {
    fc.assert(
      fc.property(anyFile, place, (file, at) => {
        const cut = file.subarray(0, Math.floor(at * file.length))
        expect(() => readPkcs12(cut, 'secreto', ITERATION_LIMIT)).toThrow(
          expect.objectContaining({ name: 'CertificateProblem', code: 'not-pkcs12' }),
        )
      }),
    )
  })

  test('answers a problem for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(() => readPkcs12(bytes, 'secreto', ITERATION_LIMIT)).toThrow(CertificateProblem)
      }),
    )
  })
})
