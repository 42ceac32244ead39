import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDateOf, type CalendarDate } from '../../domain/calendar.ts'
import { accessKeyOf, accessKeyParts, checkDigitOf, type AccessKeyParts } from './access-key.ts'

const PARTS: AccessKeyParts = {
  date: '2026-11-21' as CalendarDate,
  type: '01',
  ruc: '1760013210001',
  ambiente: '1',
  estab: '001',
  ptoEmi: '001',
  secuencial: '000000002',
  codigoNumerico: '12345678',
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

const anyParts: fc.Arbitrary<AccessKeyParts> = fc.record({
  date: fc
    .date({ min: new Date('2012-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((at) => calendarDateOf(at.toISOString().slice(0, 10)) ?? PARTS.date),
  type: fc.constantFrom('01', '03', '04', '05', '06', '07'),
  ruc: digits(10).map((text) => `${text}001`),
  ambiente: fc.constantFrom('1', '2'),
  estab: digits(3),
  ptoEmi: digits(3),
  secuencial: digits(9),
  codigoNumerico: digits(8),
})

describe('checkDigitOf', () => {
  test.each([
    { why: 'the worked example of the ficha', body: '41261533', digit: '6' },
    { why: 'eleven reads zero', body: '211120260117600132100011001001000000002123456781', digit: '0' },
    { why: 'ten reads one', body: '211120260117600132100011001001000000011123456781', digit: '1' },
    { why: 'nine', body: '211120260117600132100011001001000000009123456781', digit: '9' },
    { why: 'four', body: '211120260117600132100011001001000000010123456781', digit: '4' },
  ])('$why', ({ body, digit }) => expect(checkDigitOf(body)).toBe(digit))

  test('is one digit, whatever the body', () => {
    fc.assert(
      fc.property(digits(48), (body) => {
        expect(checkDigitOf(body)).toMatch(/^\d$/)
      }),
    )
  })
})

describe('a clave de acceso', () => {
  test('has every part in its place', () => {
    expect(accessKeyOf(PARTS)).toBe('2111202601176001321000110010010000000021234567810')
  })

  test('reads back as what it was made of', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(accessKeyParts(accessKeyOf(parts))).toEqual(parts)
      }),
    )
  })

  test('is none any more when a single digit of it changes', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(48), fc.integer({ min: 1, max: 9 }), (parts, at, by) => {
        const key = accessKeyOf(parts)
        // A check digit 1 stands for one and for ten: there a slip may go unseen.
        fc.pre(!key.endsWith('1'))
        const other = String((Number(key[at]) + by) % 10)
        expect(accessKeyParts(key.slice(0, at) + other + key.slice(at + 1))).toBeUndefined()
      }),
    )
  })

  test.each([
    ['the check digit fails', '2111202601176001321000110010010000000021234567811'],
    ['the day does not exist', '3111202601176001321000110010010000000021234567810'],
    ['the emission is not normal', '2111202601176001321000110010010000000021234567820'],
    ['it is too short', '211120260117600132100011001001000000002123456781'],
    ['it holds something else than digits', '211120260117600132100011001001000000002123456781O'],
  ])('is refused when %s', (_, text) => expect(accessKeyParts(text)).toBeUndefined())

  test('is not made of parts of the wrong length', () => {
    expect(() => accessKeyOf({ ...PARTS, secuencial: '2' })).toThrow(RangeError)
  })
})
