import { expect, test } from 'vitest'
import { example } from '../../../../test/support/ecuadorian-examples.ts'
import { blockOf, type Draft } from '../../../domain/draft.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'

const WITHHOLDING: Draft = {
  type: '07',
  buyer: { taxId: '1710034065001', name: 'Ana Paz' },
  reference: { number: '001-001-000000009', date: '2026-11-03', code: '01' },
  lines: [
    {
      name: 'Asesoría',
      quantity: '1',
      unitPrice: '100.00',
      taxes: [{ code: 'IVA', rate: '15' }],
      withholdings: [{ code: '1', amount: '4.50' }],
    },
  ],
}

const told = (change: object) =>
  prepare({ ...WITHHOLDING, ...change }, EXAMPLE_CONTEXT).faults.map(({ code, path }) => `${code} ${path}`)

test('the draft that these tests change is sound', () => expect(told({})).toEqual([]))

test.each([
  { path: 'currency', change: { currency: 'EUR', exchangeRate: '1.10' } },
  { path: 'pricesIncludeTax', change: { pricesIncludeTax: true } },
  { path: 'discounts', change: { discounts: [{ amount: '5.00' }] } },
  { path: 'charges', change: { charges: [{ amount: '5.00' }] } },
])('$path is not passed over', ({ path, change }) => expect(told(change)).toEqual([`support-unread ${path}`]))

test('lines that a block replaces are told of', () => {
  const { docsSustento } = blockOf(example('07-withholding-several-documents'), 'ec') as {
    readonly docsSustento: unknown
  }
  expect(told({ ec: { docsSustento } })).toEqual(['not-carried lines'])
})

test('whoever is told that something has no place is told where that stands', () => {
  const { docsSustento } = blockOf(example('07-withholding-several-documents'), 'ec') as {
    readonly docsSustento: unknown
  }
  const changes = { ec: { docsSustento }, payment: { dueDate: '2026-12-31' } }
  const { faults } = prepare({ ...WITHHOLDING, ...changes }, EXAMPLE_CONTEXT)
  expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'not-carried payment.dueDate',
    'not-carried lines',
  ])
  for (const { source } of faults) expect(source).toMatch(/XSD/)
})

test('a day that does not exist is not taken for today', () =>
  expect(told({ issueDate: '2026-02-30' })).toEqual(['field-date issueDate']))
