import { describe, expect, test } from 'vitest'
import { readTotals } from './stated-totals.ts'

function invoice(
  amounts: readonly string[],
  [amount, tax, total]: readonly [string, string, string],
  rates: readonly string[] = [],
) {
  const lines = amounts.map((each, i) => ({ quantity: '1', unitPrice: each, amount: each, rate: rates[i] }))
  return { lines, amount, tax, total }
}

describe('the rate of lines that give none', () => {
  test.each([
    { amounts: ['5000.00'], totals: ['5000.00', '900.00', '5900.00'], rate: '18' },
    { amounts: ['5000.00'], totals: ['5000.00', '800.00', '5800.00'], rate: '16' },
    { amounts: ['5000.00'], totals: ['5000.00', '0.00', '5000.00'], rate: '0' },
    { amounts: ['33.33'], totals: ['33.33', '6.01', '39.34'], rate: '18' },
    { amounts: ['0.01'], totals: ['0.01', '0', '0.01'], rate: '0' },
    { amounts: ['0.05'], totals: ['0.05', '0.01', '0.06'], rate: '18' },
    { amounts: ['0.30'], totals: ['0.30', '0.05', '0.35'], rate: '18' },
    { amounts: ['0.25'], totals: ['0.25', '0.04', '0.29'], rate: '16' },
    { amounts: ['0'], totals: ['0', '0', '0'], rate: '18' },
    { amounts: ['100.00', '100.00'], totals: ['200.00', '34.00', '234.00'], rates: ['16'], rate: '18' },
    {
      amounts: ['999999999999999999'],
      totals: ['999999999999999999', '179999999999999999.82', '1179999999999999998.82'],
      rate: '18',
    },
  ] as const)('$totals is $rate %', ({ amounts, totals, rate, ...more }) => {
    const rates = 'rates' in more ? more.rates : []
    expect(readTotals(invoice(amounts, totals, rates))).toEqual({ rate, contradictions: [] })
  })
})

describe('figures that contradict each other', () => {
  test.each([
    {
      why: 'a cent less a line',
      quantity: '3',
      unitPrice: '0.333',
      amount: '0.99',
      count: 20,
      totals: ['19.80', '3.56', '23.36'],
    },
    {
      why: 'a cent more a line',
      quantity: '1',
      unitPrice: '1.00',
      amount: '1.01',
      count: 100,
      totals: ['101.00', '18.18', '119.18'],
    },
  ])(
    '$why, and its tax, is granted the total',
    ({ quantity, unitPrice, amount, count, totals: [sum = '', tax = '', total = ''] }) => {
      const lines = Array.from({ length: count }, () => ({ quantity, unitPrice, amount, rate: undefined }))
      expect(readTotals({ lines, amount: sum, tax, total }).contradictions).toEqual([])
    },
  )

  test('a cent is taken where something was computed line by line, and none in the total', () => {
    const tolerated = invoice(['33.33', '33.33'], ['66.67', '12.00', '78.67'])
    expect(readTotals(tolerated).contradictions).toEqual([])

    const off = readTotals(invoice(['33.33', '33.33'], ['66.67', '12.00', '78.68']))
    expect(off.contradictions).toEqual([{ place: 'total', figures: { stated: '78.68', computed: '78.67' } }])

    const more = readTotals(invoice(['33.33', '33.33'], ['66.68', '12.00', '78.68']))
    expect(more.contradictions).toEqual([{ place: 'amount', figures: { stated: '66.68', computed: '66.66' } }])
  })

  test('are told all at once, each with its figures', () => {
    const wrong = invoice(['10.00'], ['20.00', '7.00', '30.00'])
    const lines = wrong.lines.map((line) => ({ ...line, unitPrice: '9.98' }))
    expect(readTotals({ ...wrong, lines }).contradictions).toEqual([
      { place: 'lines[0].amount', figures: { stated: '10.00', computed: '9.98' } },
      { place: 'amount', figures: { stated: '20.00', computed: '10.00' } },
      { place: 'tax', figures: { stated: '7.00', computed: '1.80' } },
      { place: 'total', figures: { stated: '30.00', computed: '27.00' } },
    ])
  })

  test('a cent is a cent of the exact figure, not of the rounded one', () => {
    const line = { quantity: '3', unitPrice: '0.335', rate: '0' }
    const read = (amount: string) =>
      readTotals({ lines: [{ ...line, amount }], amount, tax: '0', total: amount }).contradictions
    expect(['1.00', '1.005', '1.01'].flatMap(read)).toEqual([])
    expect(read('1.02')).toEqual([{ place: 'lines[0].amount', figures: { stated: '1.02', computed: '1.005' } }])
  })

  test('a tax that no rate makes is held against the general one', () => {
    expect(readTotals(invoice(['5000.00'], ['5000.00', '90.00', '5090.00'])).contradictions).toEqual([
      { place: 'tax', figures: { stated: '90.00', computed: '900.00' } },
    ])
  })
})

describe('the total against the one that is signed', () => {
  const many = (
    line: { readonly unitPrice: string; readonly amount: string },
    [amount, tax, total]: readonly [string, string, string],
  ) => readTotals({ lines: Array(100).fill({ quantity: '1', rate: undefined, ...line }), amount, tax, total })

  test.each([
    {
      why: 'lines of half cents, which are signed as whole ones',
      line: { unitPrice: '0.335', amount: '0.335' },
      totals: ['33.50', '6.03', '39.53'],
      figures: { stated: '39.53', computed: '40.12' },
    },
  ] as const)('$why is too far', ({ line, totals, figures }) => {
    expect(many(line, totals).contradictions).toEqual([{ place: 'total', figures }])
  })

  test('who rounds a half cent down instead of up is a cent a line away, and that is taken', () => {
    const invoiceOf = (total: string, tax: string, amount: string) => {
      const line = { quantity: '1', unitPrice: '0.125', amount: '0.12', rate: undefined }
      return readTotals({ lines: [line, line, line], amount, tax, total }).contradictions
    }
    expect(invoiceOf('0.42', '0.06', '0.36')).toEqual([])
  })
})
