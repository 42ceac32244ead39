import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { type Answer, ErplyClient } from './erply-client.ts'
import { erplyLine } from './erply-routes.ts'

interface Told {
  readonly field: string
  readonly code: string
  readonly message: string
  readonly stated?: string
  readonly computed?: string
}

function told({ body }: Answer): readonly Told[] {
  return body.errors as readonly Told[]
}

function fields(answer: Answer): readonly string[] {
  return told(answer)
    .map(({ field }) => field)
    .sort()
}

const FUTURE = { issue_date: '2027-01-01' }
const NAMELESS = { customer: { name: 'Fela' } }
const WRONG_TOTALS = { totals: { subtotal: '5000.00', tax: '900.00', grand_total: '5900.01' } }

describe.skipIf(!needs('postgres-server'))('the erply contract tells all that is wrong at once:', () => {
  let world: World
  let client: ErplyClient

  beforeAll(async () => {
    world = await World.start()
    client = await ErplyClient.start(world, '131000001')
  })
  afterAll(() => world.close())

  test.each([
    {
      why: 'an unknown field hides no rule',
      changes: { foo: 1, ...FUTURE, ...NAMELESS },
      slug: 'validation-error',
      expected: ['customer.rnc', 'foo', 'issue_date'],
    },
    {
      why: 'an amount that is none hides no rule of other fields, and blames no sum',
      changes: { lines: [erplyLine({ quantity: 1, kind: 'x' })], ...FUTURE },
      slug: 'validation-error',
      expected: ['issue_date', 'lines[0].kind', 'lines[0].quantity'],
    },
    {
      why: 'a total that is none hides nothing of the lines',
      changes: { totals: { subtotal: '5000.00', tax: 900, grand_total: '5900.00' }, lines: [erplyLine({ subtotal: '1.00' })] },
      slug: 'validation-error',
      expected: ['lines[0].subtotal', 'totals.tax'],
    },
    {
      why: 'a day that is none makes no other day too early or too late',
      changes: { issue_date: '2026-02-31', payment: { terms: 'credit', due_date: '2025-12-31' } },
      slug: 'validation-error',
      expected: ['issue_date'],
    },
    {
      why: 'a line that is none hides nothing of the next',
      changes: { lines: [erplyLine({ subtotal: 1 }), erplyLine({ line_number: 2, subtotal: '1.00' })] },
      slug: 'validation-error',
      expected: ['lines[0].subtotal', 'lines[1].subtotal'],
    },
    {
      why: 'an unknown field of a line hides no wrong total',
      changes: { lines: [erplyLine({ extra: 1 })], ...WRONG_TOTALS },
      slug: 'validation-error',
      expected: ['lines[0].extra', 'totals.grand_total'],
    },
    {
      why: 'an unknown company hides no wrong total',
      changes: { company: { rnc: '131880681', name: 'Otra' }, ...WRONG_TOTALS },
      slug: 'mathematical-discrepancy',
      expected: ['company.rnc', 'totals.grand_total'],
    },
    {
      why: 'an unknown company hides no unknown field',
      changes: { company: { rnc: '131880681', name: 'Otra', rut: 'x' } },
      slug: 'validation-error',
      expected: ['company.rnc', 'company.rut'],
    },
    {
      why: 'a type that is none hides no wrong total',
      changes: { type: '30', encf: 'E300000000001', ...WRONG_TOTALS },
      slug: 'unsupported-ecf-type',
      expected: ['totals.grand_total', 'type'],
    },
    {
      why: 'a customer that is none is told once',
      changes: { customer: 'Fela', issue_date: 5 },
      slug: 'validation-error',
      expected: ['customer', 'issue_date'],
    },
    {
      why: 'a rate that does not exist is told once',
      changes: { lines: [erplyLine({ tax_rate: '13' })], totals: { subtotal: '5000.00', tax: '650.00', grand_total: '5650.00' } },
      slug: 'validation-error',
      expected: ['lines[0].tax_rate'],
    },
    {
      why: 'without a type nothing is said of what the type decides',
      changes: { type: undefined, foo: 1 },
      slug: 'validation-error',
      expected: ['foo', 'type'],
    },
    {
      why: 'null is no value',
      changes: { payment: null, tenantId: null },
      slug: 'validation-error',
      expected: ['payment', 'tenantId'],
    },
  ])('$why', async ({ changes, slug, expected }) => {
    const answer = await client.create(client.invoice(changes))
    expect([answer.body.slug, fields(answer)]).toEqual([slug, expected])
  }) // prettier-ignore

  test('a bad Idempotency-Key hides nothing either', async () => {
    const answer = await client.create(client.invoice({ ...FUTURE, ...WRONG_TOTALS }), { 'idempotency-key': 'x' })
    expect(fields(answer)).toEqual(['Idempotency-Key', 'issue_date', 'totals.grand_total'])
  })

  test('thousands of unknown fields neither pass nor hide what else is wrong', async () => {
    const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`x${i}`, 1]))
    const answer = await client.create(client.invoice(many))
    expect(answer.status).toBe(400)
    expect(told(answer).length).toBeGreaterThan(0)

    const lines = Array.from({ length: 1000 }, (_, i) => erplyLine({ line_number: i + 1, extra: true }))
    const totals = { subtotal: '5000000.00', tax: 900000, grand_total: '5900000.00' }
    const both = await client.create(client.invoice({ lines, totals }))
    expect(told(both).filter(({ field }) => field.endsWith('.extra'))).toHaveLength(1000)
    expect(fields(both)).toContain('totals.tax')
  })

  test('thousands of wrong lines are told of, as many as errors are counted', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => erplyLine({ quantity: 1, line_number: i, kind: 'x' }))
    const answer = await client.create(client.invoice({ lines }))
    expect(told(answer).length).toBeGreaterThan(9_000)
  })

  test('what is wrong with the whole is told of the lines, and never of an empty field', async () => {
    for (const text of ['[]', 'null', '"x"']) expect(fields(await client.create(text))).toEqual(['body'])
  })

  describe('in words that help:', () => {
    test.each([
      { why: 'a short client_request_id', changes: { client_request_id: 'short' }, words: '8 characters' },
      { why: 'a day before all e-CF', changes: { issue_date: '0001-01-01' }, words: 'YYYY-MM-DD' },
      { why: 'a day that does not exist', changes: { issue_date: '2026-02-30' }, words: 'YYYY-MM-DD' },
      { why: 'a date of another form', changes: { payment: { due_date: '30-11-2026' } }, words: 'YYYY-MM-DD' },
      { why: 'an RNC of another form', changes: { company: { rnc: '1', name: 'x' } }, words: '131880681' },
      {
        why: 'a bad e-mail address',
        changes: { customer: { rnc: '131880681', name: 'Fela', email: 'fela at home' } },
        words: 'e-mail address',
      },
    ])('$why', async ({ changes, words }) => {
      const answer = await client.create(client.invoice(changes))
      expect(answer.status).toBe(400)
      expect(told(answer)).toHaveLength(1)
      expect(told(answer)[0]?.message).toContain(words)
    })

    test('JSON with a member that is taken nowhere says which', async () => {
      const answer = await client.create('{"__proto__":{"a":1}}')
      expect(answer.body).toMatchObject({ slug: 'malformed-json', detail: expect.stringContaining('__proto__') as string })
    }) // prettier-ignore
  })

  describe('figures:', () => {
    const lines = (count: number, line: object) =>
      Array.from({ length: count }, (_, i) => erplyLine({ line_number: i + 1, ...line }))

    test.each([
      {
        why: 'lines of half cents',
        changes: {
          lines: lines(100, { unit_price: '0.335', subtotal: '0.335' }),
          totals: { subtotal: '33.50', tax: '6.03', grand_total: '39.53' },
        },
        expected: { field: 'totals.grand_total', stated: '39.53', computed: '40.12' },
      },
      {
        why: 'a cent and a half',
        changes: {
          lines: [erplyLine({ quantity: '3', unit_price: '0.335', subtotal: '1.02' })],
          totals: { subtotal: '1.02', tax: '0.18', grand_total: '1.20' },
        },
        expected: { field: 'lines[0].subtotal', stated: '1.02', computed: '1.005' },
      },
      {
        why: 'a tax that no rate makes',
        changes: { totals: { subtotal: '5000.00', tax: '90.00', grand_total: '5090.00' } },
        expected: { field: 'totals.tax', stated: '90.00', computed: '900.00' },
      },
    ])('$why is a mathematical-discrepancy', async ({ changes, expected }) => {
      const answer = await client.create(client.invoice(changes))
      expect(answer).toMatchObject({ status: 422, body: { slug: 'mathematical-discrepancy' } })
      expect(told(answer)).toEqual([{ code: 'mathematical-discrepancy', message: expect.any(String) as string, ...expected }])
    }) // prettier-ignore

    test('what is signed stands in the invoice', async () => {
      const invoice = client.invoice({
        lines: [erplyLine({ quantity: '3', unit_price: '0.335', subtotal: '1.00' })],
        totals: { subtotal: '1.00', tax: '0.18', grand_total: '1.18' },
      })
      const { docId } = await client.created(invoice)
      const { body } = await client.send('GET', `/v1/invoices/${docId}`)
      expect(body.totals).toEqual({ subtotal: '1.01', tax: '0.18', grand_total: '1.19' })
    })

    test('a note that credits more than is left is told at its total', async () => {
      const original = client.invoice()
      await client.created(original)
      const note = client.invoice({
        type: '34',
        encf: 'E340000000009',
        reference: { encf: original.encf, code: '3', reason: 'Devolución' },
        lines: [erplyLine({ unit_price: '6000.00', subtotal: '6000.00' })],
        totals: { subtotal: '6000.00', tax: '1080.00', grand_total: '7080.00' },
      })
      const answer = await client.create(note)
      expect(told(answer)).toMatchObject([{ field: 'totals.grand_total', code: 'original-balance' }])
    })
  })

  test('what was once served is served again, whatever is wrong with a request that repeats it', async () => {
    const invoice = client.invoice()
    const headers = { 'idempotency-key': randomUUID() }
    const first = await client.create(invoice, headers)
    expect(await client.create(invoice, { 'idempotency-key': 'x' })).toMatchObject({ status: 200, text: first.text })
    const other = await client.create(client.invoice({ foo: 1 }), headers)
    expect(other).toMatchObject({ status: 409, body: { slug: 'idempotency-conflict' } })
    const sameId = client.invoice({ client_request_id: invoice.client_request_id, lines: [] })
    expect(await client.create(sameId)).toMatchObject({ status: 409, body: { slug: 'idempotency-conflict' } })
  })
})
