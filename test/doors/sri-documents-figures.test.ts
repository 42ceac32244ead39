import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { CELCER } from '../support/taxpayer.ts'
import { type Body, invoiceBody } from './sri-documents-contract.ts'
import type { SriDocumentsClient } from './sri-documents-client.ts'
import { SriDocumentsHouse } from './sri-documents-house.ts'

type Change = (body: Body) => void

describe.skipIf(!needs('postgres-server'))('a document of sri-documents', () => {
  let house: SriDocumentsHouse
  let client: SriDocumentsClient
  beforeAll(async () => {
    house = await SriDocumentsHouse.open()
    client = (await house.newClient())[1]
  })
  afterAll(() => house.close())

  const detailsOf = async (change: Change) => (await client.create(invoiceBody(change))).body.error?.details
  /** The XML of a document that SRI takes. */
  const xmlOf = async (change: Change, by = client) => {
    const { accessKey } = await by.created(invoiceBody(change))
    await house.world.settle()
    expect(await by.document(accessKey)).toMatchObject({ status: 'AUTHORIZED' })
    return (await by.get(`/v1/documents/${accessKey}/xml`)).text
  }
  const tax = (body: Body) => body.items[0]!.taxes[0]!

  describe('has its figures compared, one by one, with what the lines make', () => {
    test('a wrong base does not make the tax and the payments wrong that are right', async () => {
      expect(await detailsOf((body) => (tax(body).taxableBase = '90.00'))).toMatchObject([
        { field: 'items[0].taxes[0].taxableBase', provided: '90.00', expected: '100.00' },
      ])
    })

    test('the documented equation, met exactly, is right at any number of decimals', async () => {
      const xml = await xmlOf((body) => {
        Object.assign(body.items[0]!, { quantity: '3', unitPrice: '0.335' })
        Object.assign(tax(body), { taxableBase: '1.005', taxAmount: '0.15075' })
        body.payments[0]!.total = '1.16'
      })
      expect(xml).toContain('<valor>0.15</valor>')
    })

    test('base and amount of ICE are checked, and never used', async () => {
      const withIce = (ice: object): Change => {
        return (body) => {
          body.items[0]!.taxes = [
            { code: '3', rateCode: '3610', rate: '20.00', taxableBase: '100.00', taxAmount: '20.00', ...ice },
            { code: '2', rateCode: '4', rate: '15.00', taxableBase: '120.00', taxAmount: '18.00' },
          ]
          body.payments = [{ method: '01', total: '138.00' }]
        }
      }
      const xml = await xmlOf(withIce({ taxableBase: '100.01', taxAmount: '19.99' }))
      expect(xml).toContain('<baseImponible>100.00</baseImponible><valor>20.00</valor>')
      expect(xml).toContain('<importeTotal>138.00</importeTotal>')
      expect(await detailsOf(withIce({ taxAmount: '18.00' }))).toMatchObject([
        { field: 'items[0].taxes[0].taxAmount', provided: '18.00', expected: '20.00' },
      ])
    })

    test('zeros before a figure do not reach SRI', async () => {
      const xml = await xmlOf((body) => Object.assign(body.items[0]!, { quantity: '0002.00', unitPrice: '0050.0' }))
      expect(xml).toContain('<cantidad>2.00</cantidad><precioUnitario>50.00</precioUnitario>')
    })

    test('what follows from a discount that is too large is not told', async () => {
      const details = await detailsOf((body) => (body.items[0]!.discount = '300.00'))
      expect(details).toMatchObject([{ field: 'items[0].discount' }])
      expect(details).toHaveLength(1)
    })
  })

  test.each<[string, Change, readonly string[]]>([
    ['a rate code', (body) => delete tax(body).rateCode, ['items[0].taxes[0].rateCode']],
    ['a code', (body) => (tax(body).code = ''), ['items[0].taxes[0].code']],
    ['a quantity', (body) => delete body.items[0]!.quantity, ['items[0].quantity']],
    ['a type of id', (body) => Object.assign(body.buyer, { idType: 5, id: '99' }), ['buyer.idType']],
  ])('without %s invents no other faults', async (_, change, fields) => {
    expect(await house.fieldsAtFault(client, invoiceBody(change))).toEqual(fields)
  })

  test('with a character that XML cannot hold is told of everything else as well; of unknown fields nothing', async () => {
    const wrong = invoiceBody((body) => {
      body.buyer.name = 'a\u0000'
      body.buyer.email = 'rosa@'
      body.payments[0]!.method = '99'
      body.colour = '\ud800'
      body.items[0]!.weight = 1e-9
    })
    expect(await house.fieldsAtFault(client, wrong)).toEqual(['buyer.email', 'buyer.name', 'payments[0].method'])
  })

  test('with more lines than SRI can take is refused at once', async () => {
    const started = performance.now()
    const lines = Array.from({ length: 300_001 }, () => ({})) as unknown as Body['items']
    expect(await house.fieldsAtFault(client, invoiceBody((body) => (body.items = lines)))).toEqual(['items']) // prettier-ignore
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  test.each<[string, Change, string, RegExp]>([
    ['a blank name', (body) => (body.buyer.name = '  '), 'buyer.name', /blank/],
    ['a term in a string', (body) => (body.payments[0]!.term = '30'), 'payments[0].term', /number, zero or more/],
    ['a long total', (body) => (body.payments[0]!.total = '1'.repeat(18)), 'payments[0].total', /14 digits/],
    ['a term beyond reason', (body) => (body.payments[0]!.term = 1e20), 'payments[0].term', /up to 999999/],
    ['a quantity of nothing', (body) => (body.items[0]!.quantity = '0.00'), 'items[0].quantity', /greater than zero/],
    [
      'a final consumer who has an id',
      (body) => (body.buyer.idType = '07'),
      'buyer.id',
      /buyer\.idType is "07".*buyer\.id must be "9999999999999"/,
    ],
    [
      'an ICE that is in no catalog',
      (body) => {
        const unknown = { code: '3', rateCode: '3999', rate: '10.00', taxableBase: '100.00', taxAmount: '10.00' }
        body.items[0]!.taxes.push(unknown)
        Object.assign(tax(body), { taxableBase: '110.00', taxAmount: '16.50' })
        body.payments[0]!.total = '126.50'
      },
      'items[0].taxes[1].rateCode',
      /GET \/v1\/catalogs\/tax-rates/,
    ],
    [
      'an IRBPNR that there is not',
      (body) => {
        const unknown = { code: '5', rateCode: '9999', rate: '0.02', taxableBase: '1.00', taxAmount: '0.02' }
        body.items[0]!.taxes.push(unknown)
        body.payments[0]!.total = '115.02'
      },
      'items[0].taxes[1].rateCode',
      /5001/,
    ],
    [
      'construction material without its code',
      (body) => {
        Object.assign(tax(body), { rateCode: '5', rate: '5.00', taxAmount: '5.00' })
        body.payments[0]!.total = '105.00'
      },
      'items[0].auxiliaryCode',
      /construction-materials/,
    ],
  ])('with %s is told what would be right', async (_, change, field, message) => {
    expect(await detailsOf(change)).toMatchObject([{ field, message: expect.stringMatching(message) as string }])
  })

  describe('says in additionalInfo', () => {
    const named = (...names: string[]) => names.map((name, i) => ({ name, value: `v${i}` }))
    const fieldsOf = (xml: string) => [...xml.matchAll(/<campoAdicional nombre="([^"]*)">/g)].map(([, name]) => name)
    const taxpayer = async () => (await house.newClient(CELCER, { granContribuyente: 'NAC-1' }))[1]
    const MANY = Array.from({ length: 14 }, (_, i) => `n${i}`)

    test('what the client says, in its order', async () => {
      const xml = await xmlOf((body) => (body.additionalInfo = named('Zona', 'Pedido', 'Agente')))
      expect(fieldsOf(xml).slice(0, 3)).toEqual(['Zona', 'Pedido', 'Agente'])
    })

    test.each<[string, readonly string[]]>([
      ['names that repeat', ['a', 'a']],
      ['digits', ['1', '0']],
      ['an official name', ['campoAdicional']],
      ['fourteen texts', MANY],
      ['a name like the legend’s', ['Gran Contribuyente']],
    ])('%s beside what the law wants, which comes after it', async (_, names) => {
      const xml = await xmlOf((body) => (body.additionalInfo = named(...names)), await taxpayer())
      expect(fieldsOf(xml).slice(0, names.length + 1)).toEqual([...names, expect.stringMatching(/contribuyente/i)])
      expect(xml).toContain('NAC-1')
      if (names.length < 13) expect(xml).toContain('rosa@example.com')
    })

    test('no more than leaves room for what the law wants', async () => {
      const other = await taxpayer()
      const body = invoiceBody((each) => (each.additionalInfo = named(...MANY, 'n14')))
      expect(await house.fieldsAtFault(other, body)).toEqual(['additionalInfo'])
    })
  })
})
