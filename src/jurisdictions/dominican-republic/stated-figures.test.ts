import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statedAmountOf, type TaxedAmount, taxInPrices } from './stated-figures.ts'

const line = (amount: string | number = 1000, rate: string | number = '18'): TaxedAmount => ({ amount, rate })

describe('whether prices hold the tax', () => {
  test.each([
    { why: 'the amounts make the total', total: 1000, lines: [line()], included: true },
    { why: 'the amounts and their tax make the total', total: '1180.00', lines: [line()], included: false },
    { why: 'no total is given', total: undefined, lines: [line()], included: true },
    { why: 'rates differ, and are added', total: 2340, lines: [line(), line(1000, '16')], included: false },
    { why: 'one bears none', total: 2180, lines: [line(), line(1000, '0')], included: false },
    { why: 'nothing is taxed', total: 1000, lines: [line(1000, 0)], included: undefined },
    { why: 'a figure is none', total: 1000, lines: [line('mucho')], included: undefined },
  ])('is told by the figures: $why', ({ total, lines, included }) => {
    expect(taxInPrices(lines, total)).toEqual({ pricesIncludeTax: included })
  })

  test('is not told by a total that is neither sum: both come back', () => {
    const contradiction = { stated: '1100', included: '1000.00', excluded: '1180.00' }
    expect(taxInPrices([line()], '1100.00')).toEqual({ pricesIncludeTax: undefined, contradiction })
  })

  test.each([
    ['39.3294', [line('33.33')]],
    [117.9882, [line('99.99')]],
  ])('is told by a total with the decimals of a computation: %s', (total, lines) => {
    expect(taxInPrices(lines, total)).toEqual({ pricesIncludeTax: false })
  })

  test('is told by the amounts as they are written, each with two decimals', () => {
    const lines = Array.from({ length: 100 }, () => line('1.005'))
    expect(taxInPrices(lines, '101.00')).toEqual({ pricesIncludeTax: true })
    expect(taxInPrices(lines, '119.18')).toEqual({ pricesIncludeTax: false })
    const contradiction = { stated: '100.5', included: '101.00', excluded: '119.18' }
    expect(taxInPrices(lines, '100.50')).toEqual({ pricesIncludeTax: undefined, contradiction })
  })

  test('is told whatever the amounts, by the exact figures', () => {
    const cents = fc.array(fc.bigInt({ min: 1n, max: 10n ** 14n }), { minLength: 1, maxLength: 20 })
    const text = (n: bigint) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`
    fc.assert(
      fc.property(cents, (amounts) => {
        const sum = amounts.reduce((total, each) => total + each, 0n)
        const lines = amounts.map((each) => line(text(each)))
        const taxed = (sum * 118n + 50n) / 100n
        expect(taxInPrices(lines, text(sum))).toEqual({ pricesIncludeTax: true })
        if (taxed === sum) return
        expect(taxInPrices(lines, text(taxed))).toEqual({ pricesIncludeTax: false })
      }),
    )
  })
})

describe('an amount', () => {
  test('a cent off what quantity and price make stands as it is', () => {
    expect(statedAmountOf({ quantity: 3, unitPrice: '33.333', amount: '99.99' })).toEqual({ own: '99.99' })
    expect(statedAmountOf({ quantity: 3, unitPrice: '33.333', amount: 100 })).toEqual({})
  })

  test('further off contradicts them, with what it should be', () => {
    const amount = statedAmountOf({ quantity: 2, unitPrice: 1000, discount: 10, amount: 1000 })
    expect(amount.contradiction).toEqual({ stated: '1000', computed: '1990.00' })
  })

  test('is never a failure of ours, whatever figures come', () => {
    const figure = fc.oneof(fc.double(), fc.stringMatching(/^-?\d{1,18}(\.\d{1,8})?$/))
    fc.assert(
      fc.property(figure, figure, figure, figure, (quantity, unitPrice, amount, total) => {
        statedAmountOf({ quantity, unitPrice, amount })
        taxInPrices([line(amount)], total)
      }),
    )
  })
})
