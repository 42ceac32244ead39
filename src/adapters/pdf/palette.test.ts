import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrastOf, faintOf, paletteOf } from './palette.ts'

describe('paletteOf', () => {
  test('gives colours that are legible, whatever the issuer chose', () => {
    const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colours, (colour) => {
        const { accent, tint, ink, quiet } = paletteOf(colour)
        for (const ground of ['#ffffff', tint]) {
          for (const letters of [accent, ink, quiet]) expect(contrastOf(letters, ground)).toBeGreaterThanOrEqual(4.5)
        }
        expect(contrastOf('#16191d', faintOf(accent))).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  test('keeps a colour that is legible as it is', () => {
    expect(paletteOf('#0A5C36').accent).toBe('#0a5c36')
  })

  test('takes its own colour for what is none', () => {
    expect(paletteOf('red').accent).toBe(paletteOf(undefined).accent)
  })
})
