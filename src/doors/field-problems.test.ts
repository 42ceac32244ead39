import { describe, expect, test } from 'vitest'
import type { Fault } from '../domain/fault.ts'
import { allProblems, problemsIn } from './field-problems.ts'

const at = (field: string, code = 'field-invalid') => ({ field, code, message: `${field} ${code}` })
const unread =
  (...fields: readonly string[]) =>
  (field: string) =>
    !fields.includes(field)

describe('what is wrong with a request', () => {
  test.each([
    { why: 'one problem a field, what is known first', known: [at('a', 'own')], found: [at('a'), at('b')], told: ['a own', 'b field-invalid'] },
    { why: 'a wrong value rather than the official field that is missing then', known: [], found: [at('lines[0].rate', 'field-missing'), at('lines[0].rate', 'itbis-rate')], told: ['lines[0].rate itbis-rate'] },
    { why: 'a line rather than the figure of all', known: [], found: [at('lines', 'original-balance'), at('lines[0].rate')], told: ['lines[0].rate field-invalid'] },
    { why: 'the figure of all where nothing else is wrong with lines', known: [], found: [at('lines', 'original-balance'), at('a')], told: ['a field-invalid', 'lines original-balance'] },
  ])('is $why', ({ known, found, told }) => {
    expect(allProblems(known, found, () => true).map(({ message }) => message)).toEqual(told)
  }) // prettier-ignore

  test.each([
    { why: 'a figure of all lines', found: at('lines', 'total-mismatch') },
    { why: 'a buyer that the total asks for', found: at('buyer', 'buyer-needed') },
    { why: 'a discount of the same line', found: at('lines[1].discount', 'discount-exceeds') },
    { why: 'the same line as a whole', found: at('lines[1]') },
    { why: 'the same field', found: at('lines[1].qty') },
  ])('is not what a stand-in brought about: $why', ({ found }) => {
    const known = [at('lines[1].qty')]
    expect(allProblems(known, [found], unread('lines[1].qty'))).toEqual(known)
  })

  test('is what else is wrong beside a stand-in', () => {
    const others = [at('lines[1].rate'), at('lines[0].discount'), at('buyer')]
    expect(allProblems([at('lines[1].qty')], others, unread('lines[1].qty'))).toHaveLength(4)
  })

  test('is told by the name of the client, in words that fit the field', () => {
    const message = { es: 'dd-MM-yyyy', en: 'dd-MM-yyyy' }
    const faults: Fault[] = [
      { code: 'field-pattern', path: 'issueDate', message, severity: 'error' },
      { code: 'issue-date-future', path: 'issueDate', message, severity: 'error' },
      { code: 'buyer-check-digit', path: 'buyer', message, severity: 'warning' },
    ]
    const told = problemsIn(faults, { language: 'es', forms: { day: 'AAAA-MM-DD' } }, () => 'day')
    expect(told).toEqual([
      { field: 'day', code: 'field-pattern', message: 'AAAA-MM-DD' },
      { field: 'day', code: 'issue-date-future', message: 'dd-MM-yyyy' },
    ])
  })
})
