import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { testAuthority, testCertificate } from '../../test/support/certificates.ts'
import type { TestHolderOptions } from '../../test/support/certificates.ts'
import type { Pkcs12Contents } from './pkcs12.ts'
import { signingPairOf } from './signing-pair.ts'
import type { TestCertificate } from './test-authority.ts'

const now = new Date('2026-06-15T12:00:00Z')

function contentsOf(keys: readonly TestCertificate[], certificates: readonly Uint8Array[]): Pkcs12Contents {
  return {
    keys: keys.map(({ privateKey }) => ({ pkcs8: privateKey, friendlyName: undefined })),
    certificates: certificates.map((der) => ({ der, friendlyName: undefined })),
  }
}

describe('signingPairOf', () => {
  let otherKey: Uint8Array
  beforeAll(async () => void (otherKey = (await testCertificate({ keyBits: 2048 })).privateKey))

  const encryption: TestHolderOptions = { keyUsage: ['keyEncipherment', 'dataEncipherment'] }
  const expired: TestHolderOptions = { validTo: new Date('2026-06-01') }
  test.each<{ reason: string; worse: TestHolderOptions; better: TestHolderOptions }>([
    { reason: 'key-usage', worse: encryption, better: {} },
    { reason: 'key-usage', worse: { keyUsage: ['nonRepudiation'] }, better: {} },
    { reason: 'key-usage', worse: encryption, better: expired },
    { reason: 'validity', worse: expired, better: {} },
    { reason: 'validity', worse: expired, better: { keyUsage: [] } },
    { reason: 'validity', worse: { validFrom: new Date('2027-01-01') }, better: { validTo: new Date('2026-12-31') } },
    {
      reason: 'latest-expiry',
      worse: { validTo: new Date('2027-01-01') },
      better: { validTo: new Date('2028-01-01') },
    },
  ])('prefers by $reason: $better over $worse, in any order', async ({ reason, worse, better }) => {
    const good = await testCertificate(better)
    const bad = await testCertificate({ ...worse, privateKey: otherKey })
    for (const pairs of [
      [good, bad],
      [bad, good],
    ]) {
      const contents = contentsOf(pairs, pairs.map(({ certificate }) => certificate).reverse())
      const choice = signingPairOf(contents, now)
      expect(choice).toMatchObject({ reason, pairCount: 2 })
      expect(Buffer.from(choice!.pair.certificate).equals(good.certificate)).toBe(true)
      expect(Buffer.from(choice!.pair.privateKey).equals(good.privateKey)).toBe(true)
    }
  })

  test('prefers what is not called a key to decrypt with, when nothing else tells, in any order', async () => {
    const [signing, decryption] = [await testCertificate(), await testCertificate({ privateKey: otherKey })]
    const named = [
      { pkcs8: signing.privateKey, friendlyName: 'María Quishpe Signing Key' },
      { pkcs8: decryption.privateKey, friendlyName: 'María Quishpe Decryption Key' },
    ]
    for (const keys of [named, named.toReversed()]) {
      const certificates = contentsOf([], [decryption.certificate, signing.certificate]).certificates
      const choice = signingPairOf({ keys, certificates }, now)
      expect(choice).toMatchObject({ reason: 'friendly-name', pair: { friendlyName: 'María Quishpe Signing Key' } })
      expect(Buffer.from(choice!.pair.certificate).equals(signing.certificate)).toBe(true)
    }
  })

  test('takes the renewed of two certificates of one key', async () => {
    const old = await testCertificate({ validTo: new Date('2026-07-01') })
    const renewed = await testCertificate({ validTo: new Date('2028-07-01') })
    const choice = signingPairOf(contentsOf([old], [old.certificate, renewed.certificate]), now)
    expect(Buffer.from(choice!.pair.certificate).equals(renewed.certificate)).toBe(true)
  })

  test('finds pair and chain in whatever order, also with the authority first', async () => {
    const own = await testCertificate()
    const stranger = await testCertificate({ selfSigned: true, privateKey: otherKey })
    const { root, intermediate } = await testAuthority()
    const all = [root, intermediate, own.certificate, stranger.certificate]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (certificates) => {
        const choice = signingPairOf(contentsOf([own], certificates), now)
        expect(choice?.reason).toBe('only-pair')
        expect(choice?.pair.facts.isAuthority).toBe(false)
        expect(choice?.pair.chain.map((der) => Buffer.from(der))).toEqual(
          [intermediate, root].map((der) => Buffer.from(der)),
        )
      }),
    )
  })

  test('gives the part of the chain that the file holds', async () => {
    const own = await testCertificate()
    const { root, intermediate } = await testAuthority()
    expect(signingPairOf(contentsOf([own], [own.certificate, intermediate]), now)?.pair.chain).toHaveLength(1)
    expect(signingPairOf(contentsOf([own], [own.certificate, root]), now)?.pair.chain).toHaveLength(0)
  })

  test('finds none when no certificate is of any key', async () => {
    const own = await testCertificate()
    const other = await testCertificate({ privateKey: otherKey })
    expect(signingPairOf(contentsOf([own], [other.certificate, ...own.chain]), now)).toBeUndefined()
  })
})
