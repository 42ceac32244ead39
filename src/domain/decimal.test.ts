import { expect, test } from 'vitest'
import { amountText, decimal, isWithinCent, rounded, sum } from './decimal.ts'

test('shares that make exactly half a cent together round as that half does, though each was cut', () => {
  // 0.005 in six shares: each ends in threes, and six of them fall short of it by a hair.
  const share = decimal('0.005').div(6)
  const half = sum(Array.from({ length: 6 }, () => share))
  expect(half.lt('0.005')).toBe(true)
  expect(amountText(half)).toBe('0.01')
  expect(rounded(half).toFixed()).toBe('0.01')
})

test('what is truly below the half stays below it', () => {
  expect(amountText(decimal('0.0049999999'))).toBe('0.00')
  expect(amountText(decimal('-0.005'))).toBe('-0.01')
  expect(amountText(decimal('1790766.245'))).toBe('1790766.25')
})

test('amounts are within a cent of each other up to a cent, either way', () => {
  expect(isWithinCent(decimal('78.67'), decimal('78.68'))).toBe(true)
  expect(isWithinCent(decimal('78.68'), decimal('78.67'))).toBe(true)
  expect(isWithinCent(decimal('78.67'), decimal('78.6800001'))).toBe(false)
})
