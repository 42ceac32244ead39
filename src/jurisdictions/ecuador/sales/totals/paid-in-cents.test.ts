import { describe, expect, test } from 'vitest'
import { decimal } from '../../../../domain/decimal.ts'
import { settlePaidInCents } from './paid-in-cents.ts'

describe('payments that are only compared', () => {
  test.each([
    { why: 'come to the total as they stand', stated: ['5.00', '6.50'], total: '11.50', sent: ['5.00', '6.50'] },
    { why: 'a cent too little is the only one’s', stated: ['11.49'], total: '11.50', sent: ['11.50'] },
    { why: 'a cent too much is the largest one’s', stated: ['6.51', '5.00', '0.00'], total: '11.50', sent: ['6.50', '5.00', '0.00'] },
    { why: 'of equals the last one’s', stated: ['5.75', '5.75'], total: '11.51', sent: ['5.75', '5.76'] },
    { why: 'nothing becomes less than nothing', stated: ['0.01', '0'], total: '0', sent: ['0.00', '0.00'] },
    { why: 'parts of a cent go on into the next', stated: ['3.8333', '3.8333', '3.8334'], total: '11.50', sent: ['3.83', '3.84', '3.83'] },
    { why: 'beyond a cent they are left', stated: ['11.514'], total: '11.50', sent: ['11.514'] },
    { why: 'what is no figure is left', stated: ['11.49', 'x'], total: '11.50', sent: ['11.49', 'x'] },
  ])('$why', ({ stated, total, sent }) => {
    const payments = stated.map((each) => ({ total: each }))
    settlePaidInCents(payments, decimal(total))
    expect(payments.map((payment) => payment.total)).toEqual(sent)
  }) // prettier-ignore
})
