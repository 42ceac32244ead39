import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from './invoice-schema.ts'
import { ownAmountOf, pricingOf } from './pricing.ts'

const item = (changes: Partial<Item> = {}): Item => ({ name: 'Pan', qty: 1, price: 1000, amount: 1000, ...changes })
const invoice = (total: number | string | undefined, ...items: Item[]) => ({
  encf: 'E310000000001',
  items,
  ...(total === undefined ? {} : { total }),
})

describe('whether prices hold the tax', () => {
  test.each([
    { why: 'the amounts make the total', total: 1000, items: [item()], included: true },
    { why: 'the amounts and their tax make the total', total: '1180.00', items: [item()], included: false },
    { why: 'no total is given', total: undefined, items: [item()], included: true },
    { why: 'rates differ, and are added', total: 2340, items: [item(), item({ tax_rate: '16' })], included: false },
    { why: 'one is exempt', total: 2180, items: [item(), item({ tax_rate: 'exempt' })], included: false },
    { why: 'nothing is taxed', total: 1000, items: [item({ tax_rate: 0 })], included: undefined },
  ])('is told by the figures: $why', ({ total, items, included }) => {
    expect(pricingOf(invoice(total, ...items), true)).toEqual({ pricesIncludeTax: included, errors: [] })
  })

  test('does not matter where nothing can be taxed: then the amounts make the total', () => {
    expect(pricingOf(invoice(1000, item()), false)).toEqual({ pricesIncludeTax: undefined, errors: [] })
    expect(pricingOf(invoice(1180, item()), false).errors).toHaveLength(1)
  })

  test('is told whatever the amounts, by the exact figures', () => {
    const cents = fc.array(fc.bigInt({ min: 1n, max: 10n ** 14n }), { minLength: 1, maxLength: 20 })
    const text = (n: bigint) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`
    fc.assert(
      fc.property(cents, (amounts) => {
        const sum = amounts.reduce((total, each) => total + each, 0n)
        const items = amounts.map((each) => item({ price: text(each), amount: text(each) }))
        const taxed = (sum * 118n + 50n) / 100n
        expect(pricingOf(invoice(text(sum), ...items), true)).toEqual({ pricesIncludeTax: true, errors: [] })
        if (taxed === sum) return
        expect(pricingOf(invoice(text(taxed), ...items), true)).toEqual({ pricesIncludeTax: false, errors: [] })
      }),
    )
  })
})

describe('an amount', () => {
  test('a cent off what quantity and price make stands as it is', () => {
    expect(ownAmountOf(item({ qty: 3, price: '33.333', amount: '99.99' }))).toBe('99.99')
    expect(ownAmountOf(item({ qty: 3, price: '33.333', amount: 100 }))).toBeUndefined()
  })

  test('further off is an error, with what it should be', () => {
    const { errors } = pricingOf(invoice(undefined, item({ qty: 2, discount: 10, amount: 1000 })), true)
    expect(errors).toMatchObject([{ field: 'items[0].amount' }])
    expect(errors[0]?.message).toContain('1990.00')
  })

  test('is never a failure of ours, whatever figures come', () => {
    const figure = fc.oneof(fc.double(), fc.stringMatching(/^-?\d{1,18}(\.\d{1,8})?$/))
    fc.assert(
      fc.property(figure, figure, figure, figure, (qty, price, amount, total) => {
        pricingOf(invoice(total, item({ qty, price, amount })), true)
      }),
    )
  })
})
