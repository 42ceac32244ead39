import bwip from 'bwip-js/node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { code128, qrCode } from './codes.ts'
import { penaltyOf } from './qr-mask.ts'

describe('qrCode', () => {
  test('is what the encoder makes of the text under the mask that the standard prefers', () => {
    const texts = fc.stringMatching(/^https:\/\/[a-z0-9?&=%.-]{1,180}$/)
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 14 }), (text, leastVersion) => {
        const code = qrCode({ text, leastVersion })
        if (!code) throw new Error('there is no code')
        const own = matrixOf(code)
        const version = (code.across - 17) / 4
        const masked = [1, 2, 3, 4, 5, 6, 7, 8].map((mask) => encoded(text, version, mask))

        expect(version).toBeGreaterThanOrEqual(leastVersion)
        expect(masked.map((pixels) => pixels.join(''))).toContain(own.join(''))
        expect(penaltyOf(own, code.across)).toBe(Math.min(...masked.map((pixels) => penaltyOf(pixels, code.across))))
      }),
      { numRuns: 25 },
    )
  })

  test('has the smallest version that holds the text, from the least one on', () => {
    expect(qrCode({ text: 'x', leastVersion: 8 })?.across).toBe(17 + 4 * 8)
    expect(qrCode({ text: 'x'.repeat(206), leastVersion: 8 })?.across).toBe(17 + 4 * 10)
    expect(qrCode({ text: 'x'.repeat(2331), leastVersion: 1 })?.across).toBe(177)
    expect(qrCode({ text: 'x'.repeat(2900), leastVersion: 1 })?.across).toBe(177)
  })

  test('is none for a text that no QR code holds', () => {
    expect(qrCode({ text: 'x'.repeat(3000), leastVersion: 8 })).toBeUndefined()
  })
})

describe('code128', () => {
  test('writes the 49 digits of an access key two by two', () => {
    // Start, 24 pairs, one change of set, the last digit, the check character, the stop: 28 × 11 + 13.
    expect(code128('2111202601176001321000110010010000000021234567814')?.across).toBe(321)
  })

  test('is none for characters it has not', () => {
    expect(code128('漢字')).toBeUndefined()
    expect(code128('')).toBeUndefined()
  })
})

function encoded(text: string, version: number, mask: number): Uint8Array {
  const [symbol] = bwip.raw('qrcode', text, `eclevel=M version=${version} mask=${mask}`)
  if (!symbol || !('pixs' in symbol)) throw new Error('the encoder made no matrix')
  return Uint8Array.from(symbol.pixs)
}

function matrixOf({ modules, across }: { readonly modules: readonly number[]; readonly across: number }): Uint8Array {
  const matrix = new Uint8Array(across * across)
  for (let at = 0; at < modules.length; at += 4) {
    const [x = 0, y = 0, width = 0] = modules.slice(at, at + 3)
    matrix.fill(1, y * across + x, y * across + x + width)
  }
  return matrix
}
