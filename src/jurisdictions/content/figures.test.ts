import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dressed, exactText, figureOf } from './figures.ts'

describe('exactText', () => {
  test.each([
    [1180, '1180'],
    [0, '0'],
    [0.1, '0.1'],
    [123456789012.345, '123456789012.345'],
    [1e-7, '0.0000001'],
    [1.5e21, '1500000000000000000000'],
    ['10', '10'],
    ['35.0000', '35.0000'],
    ['0035.0000', '35.0000'],
    ['-007', '-7'],
    ['000', '0'],
    ['00.50', '0.50'],
  ])('%j is %s', (amount, text) => expect(exactText(amount)).toBe(text))

  test.each([0.1 + 0.2, 1234567890123456, NaN, Infinity, 1e300])('%d is not exact', (amount) =>
    expect(exactText(amount)).toBeUndefined(),
  )

  test('gives back the very number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
        fc.integer({ min: 0, max: 3 }),
        (n, decimals) => {
          const number = n / 10 ** decimals
          expect(Number(exactText(number))).toBe(number)
        },
      ),
    )
  })
})

test.each([
  ['10', 4, '10.00'],
  ['10.5', 4, '10.50'],
  ['10.1234', 4, '10.1234'],
  ['10.50000000', 4, '10.5000'],
  ['10.12345', 4, '10.12345'],
  ['1.2000', 2, '1.20'],
])('%s with at most %d decimals is written %s', (text, most, written) => expect(dressed(text, most)).toBe(written))

test.each(['1e5', '1,000.00', '', ' 1', '0x10', '9'.repeat(31)])('%j is no figure', (text) =>
  expect(figureOf(text)).toBeUndefined(),
)
