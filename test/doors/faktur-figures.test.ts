import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { FakturClient } from './faktur-client.ts'
import { fakturInvoice, fakturItem } from './faktur-routes.ts'

describe.skipIf(!needs('postgres-server'))('figures of the faktur contract', () => {
  let world: World
  let client: FakturClient
  beforeAll(async () => {
    world = await World.start()
    client = await FakturClient.of(world, '0991234567001')
  })
  afterAll(() => world.close())

  const post = (body: object) => client.post(body, { query: '?async=true' })
  const withItems = (...items: object[]) => ({ items: items.map((each) => fakturItem({ ...each })) })
  const withTax = (...taxes: object[]) => withItems({ taxes })
  const paid = (...amounts: number[]) => ({ payments: amounts.map((amount) => ({ method: '01', amount })) })
  const IVA = { taxCode: '2', rateCode: '2' }
  const ICE = { taxCode: '3', rateCode: '3610', rate: 20, taxableBase: 10 }

  /** The XML of an invoice that must be taken. */
  async function xmlOf(changes: object): Promise<string> {
    const made = await post(fakturInvoice({ ...changes }))
    expect(made.status, made.text).toBe(201)
    await world.settle()
    const { data } = (await client.get(made.body.data.id)).body
    expect(data.status, String(data.errorDetail)).toBe('AUTHORIZED')
    return String(data.signedXml)
  }

  describe('as programs reckon them are taken', () => {
    test.each([
      { what: 'a payment below', changes: paid(11.499999999999998), xml: '<total>11.50</total>' },
      { what: 'a payment of many decimals', changes: paid(11.49425), xml: '<total>11.50</total>' },
      { what: 'a payment half a cent off', changes: paid(11.505), xml: '<total>11.50</total>' },
      {
        what: 'thirds of a total',
        changes: paid(11.5 / 3, 11.5 / 3, 11.5 / 3),
        xml: '<total>3.83</total></pago><pago><formaPago>01</formaPago><total>3.84</total></pago><pago>',
      },
      { what: 'a quantity', changes: withItems({ quantity: 0.1 + 0.2 }), xml: '<cantidad>0.30</cantidad>' },
      { what: 'a price', changes: withItems({ unitPrice: 1.1 * 3 }), xml: '<precioUnitario>3.30</precioUnitario>' },
      {
        what: 'a payment of a computed total',
        changes: { ...withItems({ unitPrice: 19.99, quantity: 3 }), ...paid(19.99 * 3 * 1.15), buyerIdType: '05' },
        xml: '<importeTotal>68.97</importeTotal>',
      },
      {
        what: 'totals',
        changes: { subtotal: 10.004, totalDiscount: 0.001, totalAmount: 11.504 },
        xml: '<importeTotal>11.50</importeTotal>',
      },
      {
        what: 'base and amount of a tax',
        changes: withTax({ ...IVA, taxableBase: 9.995, taxAmount: 1.49925 }),
        xml: '<baseImponible>10.00</baseImponible><valor>1.50</valor>',
      },
    ])('$what', async ({ changes, xml }) => {
      const buyer = 'buyerIdType' in changes ? { buyerId: '1710034065', buyerName: 'Ana' } : {}
      expect(await xmlOf({ ...changes, ...buyer })).toContain(xml)
    })

    test('but not where rounding would change an amount', async () => {
      const { status, body } = await post(fakturInvoice(withItems({ unitPrice: 1234567890.1234567 })))
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_ERROR'])
      expect(body.error.details).toMatchObject([{ field: 'items[0].unitPrice' }])
    })

    test.each([1e15, 1e21])('and the contract has no decimal strings to advise: %d', async (unitPrice) => {
      const { body } = await post(fakturInvoice(withItems({ unitPrice })))
      expect(JSON.stringify(body.error)).toContain('at most 15 digits')
      expect(JSON.stringify(body.error)).not.toContain('decimal string')
    })
  })

  describe('that are stated are each compared with what is computed of the lines', () => {
    test.each([
      { changes: { subtotal: 11, totalAmount: 11.5 }, field: 'subtotal', provided: 11, expected: 10 },
      { changes: { subtotal: 11, ...paid(11.5) }, field: 'subtotal', provided: 11, expected: 10 },
      {
        changes: { ...withTax({ ...IVA, taxableBase: 11, taxAmount: 1.5 }), totalAmount: 11.5 },
        field: 'items[0].taxes[0].taxableBase',
        provided: 11,
        expected: 10,
      },
      {
        changes: { ...withItems({}, {}), subtotal: 20.01, totalAmount: 23.02 },
        field: 'totalAmount',
        provided: 23.02,
        expected: 23,
      },
      {
        changes: withTax({ ...ICE, taxAmount: 2.5 }, IVA),
        field: 'items[0].taxes[0].taxAmount',
        provided: 2.5,
        expected: 2,
      },
    ])('$field: $changes', async ({ changes, field, provided, expected }) => {
      const { status, body } = await post(fakturInvoice(changes))
      expect(status).toBe(422)
      expect(body.error).toMatchObject({ code: 'INCONSISTENT_TOTALS', details: [{ field, provided, expected }] })
      expect(body.error.details).toHaveLength(1)
    })

    test('a cent off, none of them is used for another', async () => {
      const xml = await xmlOf({ totalAmount: 11.51, ...paid(11.49) })
      expect(xml).toContain('<importeTotal>11.50</importeTotal>')
      expect(xml).toContain('<total>11.50</total>')
    })

    test('a cent off, payments come to the total all the same, and none becomes less than nothing', async () => {
      const xml = await xmlOf(paid(5, 6.51, 0))
      expect([...xml.matchAll(/<total>([^<]*)/g)].map(([, total]) => total)).toEqual(['5.00', '6.50', '0.00'])
    })

    test('payments are added up before anything is rounded', async () => {
      for (const provided of [11.514, 11.486]) {
        const { status, body } = await post(fakturInvoice(paid(provided)))
        expect(status).toBe(422)
        expect(body.error).toMatchObject({ code: 'INCONSISTENT_TOTALS' })
        expect(body.error.details).toEqual([{ field: 'payments[].amount (sum)', provided, expected: 11.5 }])
      }
    })

    test('also of ICE, whose base is not the client’s to make', async () => {
      const xml = await xmlOf(withTax({ ...ICE, taxableBase: 10.01, taxAmount: 1.99 }, IVA))
      expect(xml).toContain('<baseImponible>10.00</baseImponible><valor>2.00</valor>')
      expect(xml).toContain('<importeTotal>13.80</importeTotal>')
    })
  })

  describe('of a discount', () => {
    test.each([
      { quantity: 3, unitPrice: 1.115, discount: 3.345 },
      { quantity: 1, unitPrice: 3.335, discount: 3.335 },
    ])('may be all of the line: $quantity × $unitPrice − $discount', async (item) => {
      const answer = await post(fakturInvoice(withItems(item, {})))
      expect(answer.status, answer.text).toBe(201)
    })

    test.each([
      { quantity: 1, unitPrice: 9.999, discount: 10 },
      { quantity: 3, unitPrice: 0.333, discount: 1 },
      { quantity: 1, unitPrice: 0, discount: 0.004 },
      { quantity: 1, unitPrice: 10, discount: 50 },
    ])('may not be more: $quantity × $unitPrice − $discount; what follows from it is not told', async (item) => {
      const { status, body } = await post(fakturInvoice({ ...withItems(item), subtotal: 10, ...paid(11.5) }))
      expect(status).toBe(422)
      expect(body.error).toMatchObject({ code: 'DISCOUNT_EXCEEDS_SUBTOTAL', details: [{ field: 'items[0].discount' }] })
      expect(body.error.details).toHaveLength(1)
    })
  })
})
