import { describe, expect, test } from 'vitest'
import type { Draft, Line } from '../../../domain/draft.ts'
import { EXAMPLE_CONTEXT } from '../examples/context.ts'
import { prepare } from '../prepare.ts'
import { documentXml } from '../xml.ts'

type Withholding = NonNullable<Line['withholdings']>[number]

/** A line of a dollar price, with 15 % of IVA. */
const line = (unitPrice: string, ...withholdings: Withholding[]): Line => ({
  name: 'Asesoría',
  quantity: '1',
  unitPrice,
  taxes: [{ code: 'IVA', rate: '15' }],
  withholdings,
})

const receipt = (lines: Line[], change: Partial<Draft> = {}): Draft => ({
  type: '07',
  buyer: { taxId: '1710034065001', name: 'Ana Paz' },
  reference: { number: '001-001-000000009', date: '2026-11-03', code: '01' },
  lines,
  ...change,
})

const told = (draft: Draft) =>
  prepare(draft, EXAMPLE_CONTEXT).faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`)

/** What the document says it withholds: base, percentage and amount of each. */
function withheldBy(draft: Draft): readonly string[] {
  const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
  if (!document) throw new Error(JSON.stringify(faults))
  const xml = documentXml(document, { number: '001-001-000000007', expiresOn: undefined }, EXAMPLE_CONTEXT.now)
  return Array.from(
    xml.matchAll(
      /<codigoRetencion>(.*?)<.*?<baseImponible>(.*?)<.*?<porcentajeRetener>(.*?)<.*?<valorRetenido>(.*?)</g,
    ),
    ([, code, base, percent, amount]) => `${code}: ${percent} % of ${base} = ${amount}`,
  )
}

describe('a percentage that Emite does not know of the day', () => {
  test.each([
    ['the one its code had before', line('33.33', { code: '304', amount: '3.33' }), '304: 10 % of 33.33 = 3.33'],
    ['a whole one that is exact', line('50', { code: '307', amount: '1.50' }), '307: 3 % of 50.00 = 1.50'],
    ['the only one that can be written', line('200', { code: '346', amount: '9.10' }), '346: 4.55 % of 200.00 = 9.10'],
    ['the one that is stated', line('25', { code: '307', rate: '3.10', amount: '0.77' }), '307: 3.1 % of 25.00 = 0.77'],
  ])('is %s', (_, given, withheld) => expect(withheldBy(receipt([given]))).toEqual([withheld]))

  test.each([
    ['several would give the amount', '25', '0.77'],
    ['none that can be written does', '1000', '101.01'],
    ['more is withheld than there is', '10', '11'],
  ])('is asked for where %s', (_, price, amount) =>
    expect(told(receipt([line('100', { code: '312', amount: '2' }), line(price, { code: '307', amount })]))).toEqual([
      'error withholding-rate-unknown lines[1].withholdings[0].rate',
    ]),
  )

  test('may be another in each line of the same code', () =>
    expect(
      withheldBy(receipt([line('1000', { code: '346', amount: '10' }), line('1000', { code: '346', amount: '20' })])),
    ).toEqual(['346: 1 % of 1000.00 = 10.00', '346: 2 % of 1000.00 = 20.00']))
})

describe('a percentage that a code had on another day', () => {
  const message = (draft: Draft) =>
    prepare(draft, EXAMPLE_CONTEXT)
      .faults.map((fault) => fault.message.en)
      .join()

  test('is taken where it gives the amount to the cent and that of the day does not, with a warning', () => {
    const draft = receipt([line('100', { code: '312', amount: '1.75' })])
    expect(told(draft)).toEqual(['warning withholding-rate-differs lines[0].withholdings[0].rate'])
    expect(withheldBy(draft)).toEqual(['312: 1.75 % of 100.00 = 1.75'])
  })

  test('is that of every line of the code, though that of the day would give a small one', () => {
    const draft = receipt([line('1000', { code: '312', amount: '17.50' }), line('1', { code: '312', amount: '0.02' })])
    expect(withheldBy(draft)).toEqual(['312: 1.75 % of 1001.00 = 17.52'])
  })

  test.each([
    ['neither gives the amount', [line('100', { code: '312', amount: '1.76' })]],
    [
      'another line is of that of the day',
      [line('100', { code: '312', amount: '1.75' }), line('100', { code: '312', amount: '2' })],
    ],
  ])('is not taken where %s, and it is told what was assumed', (_, lines) => {
    expect(told(receipt(lines))).toEqual(['error total-mismatch lines[0].withholdings[0].amount'])
    expect(message(receipt(lines))).toMatch(/312 on 2026-11-16 is assumed, 2 %: .* state the percentage \(rate/)
  })

  test('is not spoken of where the draft states one', () =>
    expect(message(receipt([line('100', { code: '312', rate: '2', amount: '3' })]))).toContain('error 52'))
})

describe('a code of no table', () => {
  test.each<Withholding>([
    { code: 'IVA', amount: '4.50' },
    { code: 'RENTA', amount: '2' },
    { code: 'ITBIS', rate: '30', amount: '30' },
    { code: '9999', amount: '2' },
    { code: '999', amount: '2' },
    { code: '4', amount: '4.50' },
  ])('is refused and comes to no percentage: $code', (withholding) =>
    expect(told(receipt([line('100', withholding)]))).toEqual(['error withholding-code lines[0].withholdings[0].code']),
  )

  test('is told of the tables', () =>
    expect(
      prepare(receipt([line('100', { code: 'IVA', amount: '4.50' })]), EXAMPLE_CONTEXT).faults[0]?.message.es,
    ).toMatch(/^IVA no es un código.*IVA son 9 \(10 %\).*ISD.*renta/))

  test('is let pass with a warning where it may be one of renta and its percentage is stated', () => {
    const draft = receipt([line('100', { code: '9999', rate: '3', amount: '3' })])
    expect(told(draft)).toEqual(['warning withholding-code-unknown lines[0].withholdings[0].code'])
    expect(withheldBy(draft)).toEqual(['9999: 3 % of 100.00 = 3.00'])
  })
})

describe('withholdings that are rounded line by line', () => {
  test('go in as the percentage of the whole, and it is said', () => {
    const draft = receipt(Array.from({ length: 10 }, () => line('100.10', { code: '1', amount: '4.50' })))
    expect(told(draft)).toEqual(['warning withholding-rounding lines[0].withholdings[0].amount'])
    expect(withheldBy(draft)).toEqual(['1: 30 % of 150.15 = 45.05'])
  })

  test('go in as they are stated where they are a cent off', () => {
    const draft = receipt([
      line('100.10', { code: '1', amount: '4.50' }),
      line('100.10', { code: '1', amount: '4.50' }),
    ])
    expect(told(draft)).toEqual(['warning total-within-tolerance lines[0].withholdings[0].amount'])
    expect(withheldBy(draft)).toEqual(['1: 30 % of 30.03 = 9.00'])
  })

  test('have the IVA of the document as their base', () => {
    const other = { ...line('10.09', { code: '1', amount: '0.15' }), taxes: [{ code: 'IVA', rate: '5' }] }
    const draft = receipt([line('10.03', { code: '1', amount: '0.45' }), other])
    expect(told(draft)).toEqual([])
    expect(withheldBy(draft)).toEqual(['1: 30 % of 2.00 = 0.60'])
  })
})

describe('a fault of a withholding is told where it stands', () => {
  test.each<[string, Withholding, string]>([
    ['a wrong amount', { code: '312', amount: '3' }, 'error total-mismatch lines[1].withholdings[0].amount'],
    ['no such code', { code: '4', amount: '4.50' }, 'error withholding-code lines[1].withholdings[0].code'],
    [
      'a percentage that does not fit',
      { code: '304', rate: '10.25', amount: '10.25' },
      'error field-digits lines[1].withholdings[0].rate',
    ],
    [
      'another percentage than that of the code',
      { code: '312', rate: '1.75', amount: '1.75' },
      'warning withholding-rate-differs lines[1].withholdings[0].rate',
    ],
    ['boxes of bananas', { code: '338', amount: '4.50' }, 'error support-bananas lines[1].withholdings[0]'],
  ])('%s', (_, withholding, fault) =>
    expect(told(receipt([line('100', { code: '3', amount: '15' }), line('100', withholding)]))).toContain(fault),
  )

  test('nothing withheld', () =>
    expect(told(receipt([line('100')]))).toEqual(['error field-empty lines[0].withholdings']))
})

test('what a taxpayer withholds of himself rests on the retención', () =>
  expect(
    told(
      receipt([line('100', { code: '3481', rate: '1.5', amount: '1.50' })], {
        number: '001-001-000000009',
        reference: { number: '001-001-000000009', date: '2026-11-16', code: '12' },
        buyer: { taxId: '1790000001001', name: 'Comercial Andina S.A.' },
      }),
    ),
  ).toEqual([]))

test('a payment is written with its cents, and its last day has no place', () => {
  const payment = { methods: [{ method: '20', amount: '115' }], dueDate: '2026-11-01' }
  const draft = receipt([line('100', { code: '312', amount: '2' })], { payment })
  expect(told(draft)).toEqual(['warning not-carried payment.dueDate'])
  const { document } = prepare(draft, EXAMPLE_CONTEXT)
  const xml = documentXml(document!, { number: '001-001-000000007', expiresOn: undefined }, EXAMPLE_CONTEXT.now)
  expect(xml).toContain('<pago><formaPago>20</formaPago><total>115.00</total></pago>')
})
