import { describe, expect, test } from 'vitest'
import { median, medianRatio, quantile } from './statistics.ts'

describe('median', () => {
  test.each([
    { values: [3, 1, 2], expected: 2 },
    { values: [4, 1, 3, 2], expected: 2.5 },
    { values: [10, 9, 100], expected: 10 },
    { values: [], expected: Number.NaN },
  ])('of $values', ({ values, expected }) => expect(median(values)).toBe(expected))
})

describe('quantile', () => {
  test('interpolates between neighbours', () => expect(quantile([0, 10, 20], 0.75)).toBe(15))
  test('reaches both ends', () => expect([quantile([5, 7], 0), quantile([5, 7], 1)]).toEqual([5, 7]))
})

test('a disturbed round moves the ratio of medians, not the median ratio', () => {
  const baseline = [100, 50, 100]
  const subject = [90, 45, 90]
  expect(medianRatio(subject, baseline)).toBe(0.9)
})
