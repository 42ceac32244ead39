import { expect, test } from 'vitest'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'

const faultsOf = (line: object, draft: object = {}) =>
  prepare(
    {
      type: '01',
      buyer: { taxId: '1710034065', name: 'Rosa Elena Quishpe' },
      lines: [{ name: 'Pan', quantity: '10', unitPrice: '2.00', taxes: [{ code: 'IVA', rate: '15' }], ...line }],
      ...draft,
    },
    EXAMPLE_CONTEXT,
  ).faults

const told = (line: object, draft: object = {}) => faultsOf(line, draft).map(({ code, path }) => `${code} ${path}`)

test('a discount of a line and of the document is taken as it is', () =>
  expect(told({ discounts: [{ amount: '1.00' }, { percent: '5' }] }, { discounts: [{ percent: '10' }] })).toEqual([]))

test.each([
  { what: 'below zero', discount: { amount: '-5.00' }, code: 'discount-negative' },
  { what: 'of a percentage and an amount', discount: { amount: '5.00', percent: '10' }, code: 'discount-ambiguous' },
  { what: 'of nothing', discount: { description: 'promo' }, code: 'discount-empty' },
])('a discount $what is a fault where it stands', ({ discount, code }) => {
  expect(told({ discounts: [{ amount: '10.00' }, discount] })).toContain(`${code} lines[0].discounts[1]`)
  expect(told({}, { discounts: [discount] })).toContain(`${code} discounts[0]`)
})

test('a blank tax id does not turn a named buyer into the final consumer unnoticed', () =>
  expect(told({}, { buyer: { taxId: '  ', name: 'Rosa Elena Quishpe' } })).toEqual(['not-carried buyer.name']))

test.each([
  { code: 'discount-exceeds', line: {}, draft: { discounts: [{ amount: '1000' }] } },
  { code: 'discount-touches-nothing', line: {}, draft: { discounts: [{ amount: '1', appliesTo: '5' }] } },
  {
    code: 'ice-in-price',
    line: { taxes: [{ code: 'IVA', rate: '15' }, { code: '3093' }] },
    draft: { pricesIncludeTax: true },
  },
])('$code says where the law has it', ({ code, line, draft }) =>
  expect(faultsOf(line, draft).find((fault) => fault.code === code)?.source).toContain('annex 3'),
)
