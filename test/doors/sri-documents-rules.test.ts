import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { type Body, invoiceBody, withoutDate } from './sri-documents-contract.ts'
import type { SriDocumentsClient } from './sri-documents-client.ts'
import { SriDocumentsHouse } from './sri-documents-house.ts'

type Change = (body: Body) => void

describe.skipIf(!needs('postgres-server'))('what sri-documents takes', () => {
  let house: SriDocumentsHouse
  let client: SriDocumentsClient
  beforeAll(async () => {
    house = await SriDocumentsHouse.open()
    client = (await house.newClient())[1]
  })
  afterAll(() => house.close())

  const tax = (body: Body) => body.items[0]!.taxes[0]!
  const xmlOf = async (accessKey: string) => (await client.get(`/v1/documents/${accessKey}/xml`)).text

  const one = 'items[0].taxes[0]'
  test.each<[string, Change, readonly string[]]>([
    ['another type of document', (body) => (body.documentType = '04'), ['documentType']],
    ['a date in another form', (body) => (body.issueDate = '2026-11-21'), ['issueDate']],
    ['a day that does not exist', (body) => (body.issueDate = '31/02/2026'), ['issueDate']],
    ['yesterday', (body) => (body.issueDate = '20/11/2026'), ['issueDate']],
    ['tomorrow', (body) => (body.issueDate = '22/11/2026'), ['issueDate']],
    ['an unknown type of identification', (body) => (body.buyer.idType = '99'), ['buyer.idType']],
    ['a cédula that is none', (body) => (body.buyer.id = '99'), ['buyer.id']],
    ['an id that is too long', (body) => (body.buyer.id = '1'.repeat(21)), ['buyer.id']],
    ['a blank name', (body) => (body.buyer.name = '  '), ['buyer.name']],
    ['no e-mail address', (body) => delete body.buyer.email, ['buyer.email']],
    ['an e-mail address that is none', (body) => (body.buyer.email = 'rosa@'), ['buyer.email']],
    ['no buyer', (body) => Reflect.deleteProperty(body, 'buyer'), ['buyer']],
    ['no items', (body) => (body.items = []), ['items']],
    ['no payments', (body) => (body.payments = []), ['payments']],
    ['an item without taxes', (body) => (body.items[0]!.taxes = []), ['items[0].taxes']],
    ['a long code', (body) => (body.items[0]!.mainCode = 'x'.repeat(26)), ['items[0].mainCode']],
    ['a number for a string', (body) => (body.items[0]!.quantity = 2), ['items[0].quantity']],
    ['a negative price', (body) => (body.items[0]!.unitPrice = '-50.00'), ['items[0].unitPrice']],
    ['too many decimals', (body) => (body.items[0]!.unitPrice = '50.0000001'), ['items[0].unitPrice']],
    ['more discount than price', (body) => (body.items[0]!.discount = '100.01'), ['items[0].discount']],
    ['a base off by two cents', (body) => (tax(body).taxableBase = '100.02'), [`${one}.taxableBase`]],
    ['a tax off by two cents', (body) => (tax(body).taxAmount = '15.02'), [`${one}.taxAmount`]],
    ['a rate that is not the code’s', (body) => (tax(body).rate = '12.00'), [`${one}.rate`]],
    [
      '12 percent under its old code',
      (body) => Object.assign(tax(body), { rateCode: '2', rate: '12.00' }),
      [`${one}.rate`],
    ],
    ['a code out of force', (body) => (tax(body).rateCode = '3'), [`${one}.rateCode`]],
    ['an unknown tax', (body) => (tax(body).code = '9'), [`${one}.code`]],
    ['an unknown method', (body) => (body.payments[0]!.method = '99'), ['payments[0].method']],
    ['an unknown unit', (body) => (body.payments[0]!.termUnit = 'lustros'), ['payments[0].termUnit']],
    ['a negative term', (body) => (body.payments[0]!.term = -1), ['payments[0].term']],
    ['a term in a string', (body) => (body.payments[0]!.term = '30'), ['payments[0].term']],
    ['payments off by two cents', (body) => (body.payments[0]!.total = '115.02'), ['payments']],
    ['another form of guía', (body) => (body.guiaRemision = '001001000000001'), ['guiaRemision']],
    ['a sixteenth text', (body) => (body.additionalInfo = texts(16)), ['additionalInfo']],
    [
      'a long text',
      (body) => (body.additionalInfo = [{ name: 'a', value: 'x'.repeat(301) }]),
      ['additionalInfo[0].value'],
    ],
    ['a NUL', (body) => (body.buyer.name = 'a\u0000b'), ['buyer.name']],
    ['half a character', (body) => (body.items[0]!.description = '\ud800'), ['items[0].description']],
  ])('not %s', async (_, change, fields) => {
    expect(await house.fieldsAtFault(client, invoiceBody(change))).toEqual(fields)
  })

  test.each([[], 'x', 5, null, true])('not %j for a body', async (body) => {
    const headers = { 'x-issuer-id': String(client.issuerId), 'content-type': 'application/json' }
    const answer = await client.send('POST', '/v1/documents', { headers, payload: JSON.stringify(body) })
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'VALIDATION_FAILED'])
  })

  test('nothing wrong unsaid: shape, contract and law together', async () => {
    const wrong = invoiceBody((body) => {
      body.issueDate = '15/03/2026'
      body.buyer.id = '99'
      body.buyer.email = 7
      Reflect.deleteProperty(body.items[0]!, 'description')
      body.items[0]!.quantity = {}
      tax(body).rateCode = '3'
      body.payments[0]!.method = '77'
      body.payments.push({ method: '01', total: 'x', termUnit: 'eras' })
    })
    expect(await house.fieldsAtFault(client, wrong)).toEqual([
      ...['buyer.email', 'buyer.id', 'issueDate', 'items[0].description', 'items[0].quantity'],
      ...['items[0].taxes[0].rateCode', 'payments[0].method', 'payments[1].termUnit', 'payments[1].total'],
    ])
  })

  test('tells both figures where two disagree', async () => {
    const { body } = await client.create(invoiceBody((each) => (tax(each).taxAmount = '15.02')))
    expect(body.error?.details).toMatchObject([{ provided: '15.02', expected: '15.00' }])
  })

  test.each<[string, Change]>([
    ['taxable base', (body) => (tax(body).taxableBase = '100.01')],
    ['tax', (body) => (tax(body).taxAmount = '14.99')],
    ['sum of payments', (body) => (body.payments[0]!.total = '115.01')],
  ])('a cent of difference in the %s, and sends what is right', async (_, change) => {
    const { accessKey, total } = await client.created(invoiceBody(change))
    expect(total).toBe('115.00')
    const xml = await xmlOf(accessKey)
    expect(xml).toContain('<baseImponible>100.00</baseImponible>')
    expect(xml).toContain('<valor>15.00</valor>')
    expect(xml).toContain('<total>115.00</total>')
  })

  test.each<[string, Change, readonly string[]]>([
    ['a RUC', (body) => Object.assign(body.buyer, { idType: '04', id: '1790000001001' }), ['Comprador>04<']],
    ['a passport of ten digits', (body) => (body.buyer.idType = '06'), ['Comprador>06<', 'Comprador>1710034065<']],
    ['a guía de remisión', (body) => (body.guiaRemision = '001-001-000000001'), ['<guiaRemision>001-001-000000001<']],
    ['an auxiliary code', (body) => (body.items[0]!.auxiliaryCode = 'AUX'), ['<codigoAuxiliar>AUX<']],
    ['fifteen texts', (body) => (body.additionalInfo = texts(15)), ['nombre="n15"', '>v15<']],
    ['texts of one name', (body) => (body.additionalInfo = [...texts(1), ...texts(1)]), ['nombre="n1"']],
    ['unicode', (body) => (body.buyer.name = 'Ñandú & <Hijos> "漢字" 😀'), ['&amp;', '漢字', '😀']],
    ['unknown fields', (body) => (body.colour = 'blue'), []],
    ['null for what is optional', (body) => (body.additionalInfo = null), []],
    ['two payments', (body) => (body.payments = [paid('01', '100.00'), paid('20', '15.00')]), ['<formaPago>20<']],
  ])('%s', async (_, change, texts_) => {
    const { accessKey } = await client.created(invoiceBody(change))
    const xml = await xmlOf(accessKey)
    for (const text of texts_) expect(xml).toContain(text)
    await house.world.settle()
    expect(await client.document(accessKey)).toMatchObject({ status: 'AUTHORIZED' })
  })

  test('ICE beside IVA, whose base holds it', async () => {
    const { accessKey, total } = await client.created(
      invoiceBody((body) => {
        const ice = { code: '3', rateCode: '3610', rate: '20.00', taxableBase: '100.00', taxAmount: '20.00' }
        const iva = { code: '2', rateCode: '4', rate: '15.00', taxableBase: '120.00', taxAmount: '18.00' }
        body.items[0]!.taxes = [ice, iva]
        body.payments = [paid('01', '138.00')]
      }),
    )
    expect(total).toBe('138.00')
    expect(await xmlOf(accessKey)).toContain('<codigoPorcentaje>3610<')
  })

  test('today on the calendar of Guayaquil, also when it is tomorrow elsewhere', async () => {
    const { world } = house
    const at = async (instant: string, day: string, other: string) => {
      world.clock.advance(Date.parse(instant) - world.clock.now().getTime())
      expect(await client.created(invoiceBody((body) => (body.issueDate = day)))).toMatchObject({ issueDate: day })
      expect(await client.created(withoutDate())).toMatchObject({ issueDate: day })
      expect(
        await house.fieldsAtFault(
          client,
          invoiceBody((body) => (body.issueDate = other)),
        ),
      ).toEqual(['issueDate'])
    }
    const start = Math.ceil(world.clock.now().getTime() / 86_400_000) * 86_400_000
    const days = [0, 1, 2].map((n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10))
    const [today = '', tomorrow = '', third = ''] = days.map((day) => day.split('-').reverse().join('/'))
    await at(`${days[0]}T23:30:00Z`, today, tomorrow)
    await at(`${days[1]}T04:59:59Z`, today, tomorrow)
    await at(`${days[1]}T05:00:00Z`, tomorrow, today)
    await at(`${days[1]}T23:30:00Z`, tomorrow, third)
  })

  const texts = (many: number) => Array.from({ length: many }, (_, i) => ({ name: `n${i + 1}`, value: `v${i + 1}` }))
  const paid = (method: string, total: string) => ({ method, total })
})
