import { describe, expect, test } from 'vitest'
import { cedulaOf, identificationMistake, identificationText, identificationTypeOf, rucOf } from './identity.ts'

describe('rucOf', () => {
  test.each([
    { why: 'a person', text: '1710034065001', kind: 'natural', checks: true },
    { why: 'a person, with dashes', text: '171003406-5-001', kind: 'natural', checks: true },
    { why: 'a public body', text: '1760013210001', kind: 'public', checks: true },
    { why: 'a company with a check digit', text: '1792146739001', kind: 'private', checks: true },
    { why: 'a company of recent years, without one', text: '1793213150001', kind: 'private', checks: false },
    { why: 'another', text: '0993366721001', kind: 'private', checks: false },
    { why: 'and another', text: '0993381661001', kind: 'private', checks: false },
    { why: 'a person whose check digit fails', text: '1710034066001', kind: 'natural', checks: false },
  ])('reads $why', ({ text, kind, checks }) => {
    expect(rucOf(text)).toEqual({ kind, digits: text.replaceAll('-', ''), checks })
  })

  test('takes a third digit 6 for a person when the cédula checks', () => {
    expect(rucOf('1760000008001')).toMatchObject({ kind: 'natural', checks: true })
    expect(rucOf('1760000000001')).toMatchObject({ kind: 'public', checks: false })
  })

  test.each([
    ['a province that is none', '2510034065001'],
    ['no establishment', '1710034065000'],
    ['a third digit that names no kind', '1780034065001'],
    ['twelve digits', '171003406500'],
    ['letters', '171003406500A'],
    ['the final consumer', '9999999999999'],
  ])('refuses %s', (_, text) => expect(rucOf(text)).toBeUndefined())
})

describe('cedulaOf', () => {
  test.each([
    ['1710034065', true],
    ['171003406-5', true],
    ['1710034064', false],
  ])('reads %s', (text, checks) => expect(cedulaOf(text)).toEqual({ digits: text.replace('-', ''), checks }))

  test('takes a 6 in the third place, which foreigners have', () => {
    expect(cedulaOf('1760000000')).toEqual({ digits: '1760000000', checks: false })
    expect(cedulaOf('1760000008')).toEqual({ digits: '1760000008', checks: true })
  })

  test.each(['0010034065', '1790034065', '171003406', ''])('refuses %j', (text) =>
    expect(cedulaOf(text)).toBeUndefined(),
  )
})

describe('identificationTypeOf', () => {
  test.each([
    ['1710034065001', '04'],
    ['171-003-406-5001', '04'],
    ['1710034065', '05'],
    ['9999999999999', '07'],
    ['P-881 2345', '06'],
    ['AB123456', '06'],
  ])('%s is %s', (text, type) => expect(identificationTypeOf(text)).toBe(type))

  test('leaves a text that is neither RUC nor cédula as it is', () => {
    expect(identificationText('P-881 2345')).toBe('P-881 2345')
    expect(identificationText(' 171003406-5 ')).toBe('1710034065')
  })
})

test.each([
  ['04', '1710034065001', undefined],
  ['04', '1793213150001', 'check-digit'],
  ['04', '1710034065', 'structure'],
  ['04', '171003406-5001', 'structure'],
  ['05', '1710034065', undefined],
  ['05', '1710034064', 'check-digit'],
  ['05', '9910034064', 'structure'],
  ['06', 'anything', undefined],
  ['07', '9999999999999', undefined],
  ['07', '1710034065', 'structure'],
  ['08', 'anything', undefined],
])('of type %s, %s: %s', (type, number, mistake) => expect(identificationMistake(type, number)).toBe(mistake))
