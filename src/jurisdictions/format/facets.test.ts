import { describe, expect, test } from 'vitest'
import { breachOf } from './facets.ts'
import type { SimpleType } from './format.ts'
import { schemaPattern } from './schema-pattern.ts'

const RATE: SimpleType = { name: 'Rate', base: 'decimal', totalDigits: 3, fractionDigits: 2, minInclusive: '0' }
const WRITTEN: SimpleType = { ...RATE, pattern: schemaPattern('[0-9]{1,3}(\\.[0-9]{1,2})?') }

describe('a decimal without a pattern', () => {
  test.each([
    { value: '1.75' },
    { value: '0.69000', why: 'zeros at the end are no decimals' },
    { value: '100.00', why: 'nor digits' },
    { value: '007.50', why: 'nor are zeros in front' },
    { value: '0' },
    { value: '0.000' },
    { value: '-0.00', why: 'minus nothing is nothing' },
  ])('is $value', ({ value }) => expect(breachOf(RATE, value)).toBeUndefined())

  test.each([
    { value: '0.695', code: 'field-decimals' },
    { value: '0.6950', code: 'field-decimals' },
    { value: '10.25', code: 'field-digits' },
    { value: '1000', code: 'field-digits', why: 'zeros of a whole number are digits' },
    { value: '-0.01', code: 'field-out-of-range' },
    { value: '1.', code: 'field-pattern' },
    { value: '.5', code: 'field-pattern' },
    { value: ' 1', code: 'field-pattern' },
    { value: '1,5', code: 'field-pattern' },
    { value: '1e2', code: 'field-pattern' },
    { value: '', code: 'field-empty' },
  ])('is not $value', ({ value, code }) => expect(breachOf(RATE, value)?.code).toBe(code))
})

describe('a decimal with a pattern', () => {
  test('is counted as it is written', () => {
    expect(breachOf(WRITTEN, '0.69')).toBeUndefined()
    expect(breachOf(WRITTEN, '0.690')?.code).toBe('field-decimals')
    expect(breachOf(WRITTEN, '100.0')?.code).toBe('field-digits')
  })
})
