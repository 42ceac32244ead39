import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { masterKeyOf } from './master-key.ts'
import type { KeyWrapper, MasterKeys } from './master-key.ts'
import { masterKeyIdOf, reseal, seal, SealProblem, unseal } from './sealing.ts'
import type { SealedPlace, SealProblem as Problem } from './sealing.ts'

const place: SealedPlace = { tenantId: 'tenant-a', issuerId: 'issuer-1', certificateId: 'certificate-1' }
const secret = Buffer.from('a private key, let us say')
const newKey = () => masterKeyOf(randomBytes(32))
const ringOf = (current: KeyWrapper, ...previous: KeyWrapper[]): MasterKeys => ({ current, previous })

async function problemOf(opening: Promise<unknown>): Promise<Problem['why'] | 'opened'> {
  try {
    await opening
    return 'opened'
  } catch (error) {
    if (error instanceof SealProblem && error.code === 'cannot-unseal') return error.why
    throw error
  }
}

describe('a sealed secret', () => {
  test('opens where it was sealed, whatever it is and wherever that is', async () => {
    const ring = ringOf(newKey())
    const places = fc.record({ tenantId: fc.string(), issuerId: fc.string(), certificateId: fc.string() })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), places, async (bytes, anywhere) => {
        const opened = await unseal(await seal(bytes, anywhere, ring), anywhere, ring)
        expect(Buffer.from(opened).equals(bytes)).toBe(true)
      }),
    )
  })

  test('shows nothing of the secret, and looks different each time', async () => {
    const ring = ringOf(newKey())
    const [one, two] = [await seal(secret, place, ring), await seal(secret, place, ring)]
    expect(Buffer.from(one).includes(secret)).toBe(false)
    expect(Buffer.from(one).equals(two)).toBe(false)
  })

  test.each([
    { why: 'tenant', other: { ...place, tenantId: 'tenant-b' } },
    { why: 'issuer', other: { ...place, issuerId: 'issuer-2' } },
    { why: 'certificate', other: { ...place, certificateId: 'certificate-2' } },
    { why: 'place spelled with the same letters', other: { ...place, tenantId: 'tenant-ai', issuerId: 'ssuer-1' } },
  ])('does not open for another $why', async ({ other }) => {
    const ring = ringOf(newKey())
    const blob = await seal(secret, place, ring)
    expect(await problemOf(unseal(blob, other, ring))).toBe('does-not-open')
    expect(await problemOf(reseal(blob, other, ringOf(newKey(), ring.current)))).toBe('does-not-open')
  })

  test('does not open with any bit of any byte changed, nor cut, nor with bytes added', async () => {
    const ring = ringOf(newKey())
    const blob = await seal(secret, place, ring)
    for (let at = 0; at < blob.length; at++) {
      for (let bit = 1; bit <= 0x80; bit <<= 1) {
        const changed = Uint8Array.from(blob)
        changed[at]! ^= bit
        expect(await problemOf(unseal(changed, place, ring))).not.toBe('opened')
      }
      expect(await problemOf(unseal(blob.subarray(0, at), place, ring))).not.toBe('opened')
    }
    expect(await problemOf(unseal(Buffer.concat([blob, Buffer.of(0)]), place, ring))).toBe('does-not-open')
  })

  test('does not open with a part of another blob of the same place', async () => {
    const ring = ringOf(newKey())
    const [one, two] = [await seal(secret, place, ring), await seal(secret, place, ring)]
    const cut = one.length - 40
    const mixed = Buffer.concat([one.subarray(0, cut), two.subarray(cut)])
    expect(await problemOf(unseal(mixed, place, ring))).toBe('does-not-open')
  })

  test('draws a problem, never another error, for any bytes', async () => {
    const ring = ringOf(newKey())
    const bytes = fc.uint8Array({ maxLength: 300 }).map((rest) => Uint8Array.from([1, 8, ...rest]))
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, fc.uint8Array()), async (blob) => {
        expect(await problemOf(unseal(blob, place, ring))).not.toBe('opened')
      }),
    )
  })
})

describe('a rotation', () => {
  test('changes the sealing of the data key and nothing else', async () => {
    const [old, next] = [newKey(), newKey()]
    const blob = await seal(secret, place, ringOf(old))
    const resealed = await reseal(blob, place, ringOf(next, old))

    expect([masterKeyIdOf(blob), masterKeyIdOf(resealed)]).toEqual([old.id, next.id])
    const sealedSecretBytes = 12 + secret.length + 16
    expect(Buffer.from(resealed.subarray(-sealedSecretBytes)).equals(blob.subarray(-sealedSecretBytes))).toBe(true)
    expect(Buffer.from(await unseal(resealed, place, ringOf(next))).equals(secret)).toBe(true)
    expect(await problemOf(unseal(resealed, place, ringOf(old)))).toBe('unknown-master-key')
  })

  test('leaves what the current key sealed as it is', async () => {
    const ring = ringOf(newKey(), newKey())
    const blob = await seal(secret, place, ring)
    expect(await reseal(blob, place, ring)).toBe(blob)
  })

  test('says which key is missing', async () => {
    const old = newKey()
    const blob = await seal(secret, place, ringOf(old))
    await expect(reseal(blob, place, ringOf(newKey()))).rejects.toThrow(old.id)
  })
})

test('a key management service may keep the master key', async () => {
  const inside = newKey()
  const asked: string[] = []
  const service: KeyWrapper = {
    id: 'arn:kms:eu-1:key/1234',
    wrap: (dataKey, aad) => (asked.push(`wrap ${Buffer.from(aad).toString()}`), inside.wrap(dataKey, aad)),
    unwrap: (wrapped, aad) => (asked.push(`unwrap ${Buffer.from(aad).toString()}`), inside.unwrap(wrapped, aad)),
    derive: (purpose) => inside.derive(purpose),
  }
  const blob = await seal(secret, place, ringOf(service))
  expect(Buffer.from(await unseal(blob, place, ringOf(newKey(), service))).equals(secret)).toBe(true)
  const context = '["emite",1,"data-key","tenant-a","issuer-1","certificate-1"]'
  expect(asked).toEqual([`wrap ${context}`, `unwrap ${context}`])
})
