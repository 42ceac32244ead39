import { describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../domain/calendar.ts'
import { creditFor, plainBuyer, plainLine } from './plain-sale.ts'

describe('a sale as most programs have it', () => {
  test('has lines in units, with ITBIS at the general rate, unless told', () => {
    const plain = { name: 'Pan', quantity: 2, unitPrice: '5', unit: ' ', discount: 0 }
    expect(plainLine(plain, undefined)).toEqual({
      name: 'Pan',
      quantity: 2,
      unitPrice: '5',
      unit: '43',
      taxes: [{ code: 'ITBIS', rate: '18' }],
    })
  })

  test('has lines with a code of the seller and a discount', () => {
    const plain = { name: 'Pan', quantity: 2, unitPrice: '5', unit: '15', ownCode: 9, rate: 16, discount: 1 }
    expect(plainLine(plain, undefined)).toMatchObject({
      unit: '15',
      codes: [{ type: 'Interna', value: '9' }],
      taxes: [{ code: 'ITBIS', rate: 16 }],
      discounts: [{ amount: 1 }],
    })
  })

  test.each([
    { why: 'a taxpayer', plain: { name: 'Ana', number: '131880681' }, buyer: { name: 'Ana', taxId: '131880681' } },
    { why: 'a foreigner', plain: { number: 'P1', kind: 'pasaporte', email: '' }, buyer: { foreignId: 'P1' } },
    { why: 'known to the seller alone', plain: { ownCode: 0 }, buyer: { code: '0' } },
    { why: 'nobody', plain: { name: ' ', number: '', kind: 'rnc' }, buyer: undefined },
  ])('has a buyer: $why', ({ plain, buyer }) => expect(plainBuyer(plain)).toEqual(buyer))

  test.each([
    [0, '2026-11-21'],
    [30, '2026-12-21'],
    [1e15, '2300-09-06'],
  ])('is paid within %d days', (days, dueDate) => {
    expect(creditFor(days, '2026-11-21' as CalendarDate)).toEqual({ terms: 'credit', dueDate })
  })
})
