import { describe, expect, test } from 'vitest'
import { arithmeticOf } from './arithmetic.ts'

const RATES = ['18', '16', '0']
const COMPANY = { rnc: '131000001', name: 'Consultores' }

function invoice(
  subtotals: readonly string[],
  [subtotal, tax, grandTotal]: readonly [string, string, string],
  rates: readonly string[] = [],
) {
  const lines = subtotals.map((each, i) => ({
    line_number: i + 1,
    description: 'Asesoría',
    quantity: '1',
    unit_price: each,
    subtotal: each,
    ...(rates[i] === undefined ? {} : { tax_rate: rates[i] }),
  }))
  const totals = { subtotal, tax, grand_total: grandTotal }
  return { type: '31', encf: 'E310000000001', client_request_id: 'request-1', company: COMPANY, lines, totals }
}

describe('the rate of lines that give none', () => {
  test.each([
    { subtotals: ['5000.00'], totals: ['5000.00', '900.00', '5900.00'], rate: '18' },
    { subtotals: ['5000.00'], totals: ['5000.00', '800.00', '5800.00'], rate: '16' },
    { subtotals: ['5000.00'], totals: ['5000.00', '0.00', '5000.00'], rate: '0' },
    { subtotals: ['33.33'], totals: ['33.33', '6.01', '39.34'], rate: '18' },
    { subtotals: ['0.01'], totals: ['0.01', '0', '0.01'], rate: '0' },
    { subtotals: ['0.05'], totals: ['0.05', '0.01', '0.06'], rate: '18' },
    { subtotals: ['0'], totals: ['0', '0', '0'], rate: '18' },
    { subtotals: ['100.00', '100.00'], totals: ['200.00', '34.00', '234.00'], rates: ['16'], rate: '18' },
    {
      subtotals: ['999999999999999999'],
      totals: ['999999999999999999', '179999999999999999.82', '1179999999999999998.82'],
      rate: '18',
    },
  ] as const)('$totals is $rate %', ({ subtotals, totals, rate, ...more }) => {
    const rates = 'rates' in more ? more.rates : []
    expect(arithmeticOf(invoice(subtotals, totals, rates), RATES)).toEqual({ discrepancies: [], rate })
  })
})

describe('figures that contradict each other', () => {
  test('a cent is tolerated where it is documented, and none in the grand total', () => {
    const tolerated = invoice(['33.33', '33.33'], ['66.67', '12.00', '78.67'])
    expect(arithmeticOf(tolerated, RATES).discrepancies).toEqual([])
    const off = arithmeticOf(invoice(['33.33', '33.33'], ['66.67', '12.00', '78.68']), RATES)
    expect(off.discrepancies).toMatchObject([{ field: 'totals.grand_total', stated: '78.68', computed: '78.67' }])
    const more = arithmeticOf(invoice(['33.33', '33.33'], ['66.68', '12.00', '78.68']), RATES)
    expect(more.discrepancies).toMatchObject([{ field: 'totals.subtotal', stated: '66.68', computed: '66.66' }])
  })

  test('are told all at once, each with its figures', () => {
    const wrong = invoice(['10.00'], ['20.00', '7.00', '30.00'])
    const [line] = wrong.lines
    const lines = line ? [{ ...line, unit_price: '9.98' }] : []
    expect(arithmeticOf({ ...wrong, lines }, RATES).discrepancies).toMatchObject([
      { field: 'lines[0].subtotal', stated: '10.00', computed: '9.98' },
      { field: 'totals.subtotal', stated: '20.00', computed: '10.00' },
      { field: 'totals.tax', stated: '7.00', computed: '1.80' },
      { field: 'totals.grand_total', stated: '30.00', computed: '27.00' },
    ])
  })
})
