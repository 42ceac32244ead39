import { expect, test } from 'vitest'
import { plainTotalsOf } from './plain-totals.ts'

test('what an e-CF comes to is told with its ITBIS apart, also when it bears none', () => {
  expect(plainTotalsOf({ total: '1180.00', totals: { TotalITBIS: '180.00' } })).toEqual({
    amount: '1000.00',
    tax: '180.00',
    total: '1180.00',
  })
  expect(plainTotalsOf({ total: '7.50', totals: {} })).toEqual({ amount: '7.50', tax: '0.00', total: '7.50' })
})
