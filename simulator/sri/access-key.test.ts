import { expect, test } from 'vitest'
import { hasCheckDigit, isAccessKey, partsOf } from './access-key.ts'

test.each([
  { why: 'eleven reads zero', key: '2111202601176001321000110010010000000021234567810' },
  { why: 'ten reads one', key: '2111202601176001321000110010010000000111234567811' },
  { why: 'nine', key: '2111202601176001321000110010010000000091234567819' },
  { why: 'four', key: '2111202601176001321000110010010000000101234567814' },
])('the check digit is right: $why; and no other digit is', ({ key }) => {
  expect(isAccessKey(key)).toBe(true)
  const right = Array.from('0123456789').filter((digit) => hasCheckDigit(`${key.slice(0, 48)}${digit}`))
  expect(right).toEqual([key[48]])
})

test('the parts of a key make the key', () => {
  const key = '2111202601176001321000110010010000000021234567810'
  const { date, type, ruc, ambiente, estab, ptoEmi, secuencial, tipoEmision } = partsOf(key)
  expect({ date, type, ruc, tipoEmision }).toEqual({
    date: '21112026',
    type: '01',
    ruc: '1760013210001',
    tipoEmision: '1',
  })
  expect(`${date}${type}${ruc}${ambiente}${estab}${ptoEmi}${secuencial}12345678${tipoEmision}0`).toBe(key)
})
