import { expect, test } from 'vitest'
import { fitOf } from './identification.ts'

test.each([
  { kind: '05', id: '1710034065', fit: 'right' },
  { kind: '05', id: '1710034064', fit: 'wrong' },
  { kind: '05', id: '9910034065', fit: 'wrong' },
  { kind: '05', id: '17100340', fit: 'misshapen' },
  { kind: '05', id: '171003406X', fit: 'misshapen' },
  { kind: '04', id: '1760013210001', fit: 'right' },
  // Active companies whose RUC follows no algorithm.
  { kind: '04', id: '1793213150001', fit: 'right' },
  { kind: '04', id: '0993366721001', fit: 'right' },
  { kind: '04', id: '3090012345001', fit: 'right' },
  { kind: '04', id: '2590012345001', fit: 'misshapen' },
  { kind: '04', id: '1760013210000', fit: 'misshapen' },
  { kind: '07', id: '9999999999999', fit: 'right' },
  { kind: '07', id: '9999999999', fit: 'misshapen' },
  { kind: '06', id: 'AB-1', fit: 'right' },
  { kind: '08', id: 'US 12', fit: 'right' },
])('$id as $kind is $fit', ({ kind, id, fit }) => expect(fitOf(kind, id)).toBe(fit))
