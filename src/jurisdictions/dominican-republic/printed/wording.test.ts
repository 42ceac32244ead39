import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grouped } from './wording.ts'

describe('grouped', () => {
  test.each([
    ['0.00', '0.00'],
    ['999', '999'],
    ['1180.00', '1,180.00'],
    ['450.0000', '450.0000'],
    ['1234567.8', '1,234,567.8'],
    ['-250000.00', '-250,000.00'],
    ['9999999999999999.99', '9,999,999,999,999,999.99'],
    ['muchas', 'muchas'],
    ['1e5', '1e5'],
    ['', ''],
  ])('writes %s as %s', (amount, printed) => expect(grouped(amount)).toBe(printed))

  test('alters no digit of any text', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[+-]?\d{1,40}(\.\d{0,5})?$/))
    fc.assert(
      fc.property(texts, (text) => {
        expect(grouped(text).replaceAll(',', '')).toBe(text.replaceAll(',', ''))
      }),
    )
  })
})
