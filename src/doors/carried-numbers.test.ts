import { describe, expect, test } from 'vitest'
import { carriedNumbers } from './carried-numbers.ts'

describe('numbers as programs carry them', () => {
  test.each([
    [0.1 + 0.2, 0.3],
    [19.99 * 3 * 1.15, 68.9655],
    [-1.1 * 3, -3.3],
    [100_000.1 + 0.2, 100_000.3],
    [1180, 1180],
    [0, 0],
    [100 * 1.1 - 110, 0],
    [0.3 - 0.1 - 0.2, 0.3 - 0.1 - 0.2],
    [100_000.1 - 100_000, 0.1],
    [0.00000001, 0.00000001],
    [0.123456784, 0.12345678],
    [1 / 3, 0.33333333],
    [100.35 - 99, 1.35],
  ])('%d is %d', (carried, meant) =>
    expect(carriedNumbers({ lines: [{ amount: carried }] })).toEqual({ lines: [{ amount: meant }] }),
  )

  test.each([12_345_678_901.123_457, 1e21, Number.MAX_SAFE_INTEGER])('%d stays as it is', (large) => {
    expect(carriedNumbers([large])).toEqual([large])
  })

  test('all else stays as it is', () => {
    const body = { text: '0.30000000000000004', nothing: null, yes: true, list: [] }
    expect(carriedNumbers(body)).toEqual(body)
  })

  test('what the schema wants whole stays as it is', () => {
    const schema = {
      properties: { days: { type: 'integer' }, lines: { items: { properties: { id: { type: 'integer' } } } } },
    }
    const body = { days: 5e-324, lines: [{ id: 2.0000000000000004 }] }
    expect(carriedNumbers(body, schema)).toEqual(body)
  })
})
