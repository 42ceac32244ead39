import { describe, expect, test } from 'vitest'
import type { Fault } from '../domain/fault.ts'
import { withoutConsequences } from './without-consequences.ts'

const WRONG = { unread: [], refused: [] }
/** Written `field: code`; each field is named by the contract already. */
function left(
  faults: readonly string[],
  { unread = [], refused = [] }: Partial<Record<'unread' | 'refused', string[]>>,
) {
  const all = faults.map((each): Fault => {
    const [path = '', code = ''] = each.split(': ')
    return { code, path, severity: 'error', message: { es: '', en: '' } }
  })
  return withoutConsequences(all, { unread, refused }, ({ path }) => path).map(({ path, code }) => `${path}: ${code}`)
}

describe('faults without consequences', () => {
  const TOTALS = ['subtotal: total-mismatch', 'payments: payments-sum', 'buyerId: buyer-needed']
  const BASE = 'items[0].taxes[0].taxableBase: total-mismatch'
  const NEXT = 'items[1].taxes[0].taxableBase: total-mismatch'

  test.each([
    { why: 'a fault of its own', faults: ['issueDate: issue-date-future', BASE, ...TOTALS], known: WRONG, dropped: [] },
    { why: 'totals of a line that is refused', faults: [BASE, NEXT, ...TOTALS], known: { refused: ['items[0].discount'] }, dropped: [BASE, ...TOTALS] },
    { why: 'totals of a faulty line', faults: ['items[0].discount: line-negative', BASE, NEXT, ...TOTALS], known: WRONG, dropped: [BASE, ...TOTALS] },
    { why: 'what is computed out of range of it', faults: ['items[0].discount: line-negative', 'subtotal: field-too-long'], known: WRONG, dropped: ['subtotal: field-too-long'] },
    { why: 'totals of lines that could not be read', faults: TOTALS, known: { unread: ['items[0].quantity'] }, dropped: TOTALS },
    { why: 'the sum of payments that could not be read', faults: TOTALS, known: { unread: ['payments[1].amount'] }, dropped: TOTALS },
    { why: 'a line that is negative by a stand-in', faults: ['items[0].discount: line-negative'], known: { unread: ['items[0].quantity'] }, dropped: ['items[0].discount: line-negative'] },
    { why: 'what is told of a field already', faults: ['buyerId: x'], known: { refused: ['buyerId'] }, dropped: ['buyerId: x'] },
    { why: 'what lies in a stand-in', faults: ['items[0].name: x'], known: { unread: ['items[0]'] }, dropped: ['items[0].name: x'] },
    { why: 'an id of an unknown type', faults: ['buyer.id: x', 'buyer.address: x'], known: { unread: ['buyer.idType'] }, dropped: ['buyer.id: x'] },
    { why: 'the rate of an unknown tax', faults: ['items[0].taxes[1].rate: x', 'items[0].taxes[0].rate: x', 'items[0].taxes: y'], known: { unread: ['items[0].taxes[1].code'] }, dropped: ['items[0].taxes[1].rate: x', 'items[0].taxes: y'] },
  ])('$why', ({ faults, known, dropped }) => {
    expect(left(faults, known).toSorted()).toEqual(faults.filter((each) => !dropped.includes(each)).toSorted())
  }) // prettier-ignore

  test('what only warns is none', () => {
    const fault: Fault = { code: 'x', path: 'a', severity: 'warning', message: { es: '', en: '' } }
    expect(withoutConsequences([fault], WRONG, ({ path }) => path)).toEqual([])
  })
})
