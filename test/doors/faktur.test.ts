import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { CEL, ecuadorianInvoice } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { FakturClient } from './faktur-client.ts'
import { fakturInvoice, fakturItem } from './faktur-routes.ts'

describe.skipIf(!needs('postgres-server'))('the faktur contract', () => {
  let world: World
  let client: FakturClient
  beforeAll(async () => {
    world = await World.start()
    client = await FakturClient.of(world, '0991234567001', undefined, {
      establishments: [{ code: '001', points: ['001', '002'] }, { code: '002' }],
    })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
  const inXml = (answer: { body: { data: Readonly<Record<string, unknown>> } }) => String(answer.body.data.signedXml)

  describe('an invoice', () => {
    test('is answered with what SRI decided, in every documented field', async () => {
      const { status, body } = await client.post(fakturInvoice())
      expect(status).toBe(201)
      expect(body).toEqual({
        success: true,
        data: {
          id: expect.stringMatching(UUID) as string,
          documentType: 'INVOICE',
          documentNumber: expect.stringMatching(/^001-001-\d{9}$/) as string,
          accessKey: expect.stringMatching(/^21112026010991234567001100100100\d{17}$/) as string,
          status: 'AUTHORIZED',
          ambiente: 'PRUEBAS',
          establishmentCode: '001',
          emissionPointCode: '001',
          sriResponse: {
            authorizationNumber: body.data.accessKey,
            authorizedAt: expect.stringMatching(INSTANT) as string,
            environment: '1',
          },
          errorDetail: null,
          unsignedXml: expect.stringMatching(/^<\?xml [^>]*><factura (?!.*ds:Signature).*<\/factura>$/) as string,
          signedXml: expect.stringMatching(/^<\?xml [^>]*><factura .*<ds:Signature .*<\/factura>$/) as string,
          authorizedXml: expect.stringMatching(/^<\?xml [^>]*>\s*<autorizacion>/) as string,
          createdAt: expect.stringMatching(INSTANT) as string,
          updatedAt: expect.stringMatching(INSTANT) as string,
        },
      })
      expect(String(body.data.authorizedXml)).toContain('AUTORIZADO')
    })

    test('is read by its id and by its access key, the same as its creation answered', async () => {
      const { body } = await client.post(fakturInvoice())
      for (const read of [
        await client.get(body.data.id),
        await client.get(body.data.id.toUpperCase()),
        await client.detail(body.data.accessKey),
      ]) {
        expect(read).toMatchObject({ status: 200, body })
      }
    })

    test('bears SRI’s own code for 15 %, and is paid through the financial system unless it says otherwise', async () => {
      const xml = inXml(await client.post(fakturInvoice()))
      expect(xml).toContain('<codigoPorcentaje>4</codigoPorcentaje>')
      expect(xml).toContain('<tarifa>15.00</tarifa>')
      expect(xml).toContain('<importeTotal>11.50</importeTotal>')
      expect(xml).toContain('<pago><formaPago>20</formaPago><total>11.50</total></pago>')
    })

    test('carries what its fields say', async () => {
      const answer = await client.post(
        fakturInvoice({
          buyerIdType: '05',
          buyerId: '1710034065',
          buyerName: 'Rosa Elena Quishpe & Hijos',
          buyerAddress: 'Guayaquil, Ñuño 12',
          buyerEmail: 'rosa@example.com',
          establishmentCode: '001',
          emissionPointCode: '002',
          items: [
            fakturItem({ mainCode: 'P-1', quantity: 2.5, unitPrice: 4.123456, discount: 0.31 }),
            fakturItem({ taxes: [{ taxCode: '2', rateCode: '0' }] }),
          ],
          payments: [
            { method: '01', amount: 1.5 },
            { method: '19', amount: 20, termDays: 30, termUnit: 'dias' },
          ],
        }),
      )
      expect(answer.body.data, answer.text).toMatchObject({ status: 'AUTHORIZED', emissionPointCode: '002' })
      const xml = inXml(answer)
      for (const part of [
        '<ptoEmi>002</ptoEmi>',
        '<tipoIdentificacionComprador>05</tipoIdentificacionComprador>',
        '<razonSocialComprador>Rosa Elena Quishpe &amp; Hijos</razonSocialComprador>',
        '<identificacionComprador>1710034065</identificacionComprador>',
        '<direccionComprador>Guayaquil, Ñuño 12</direccionComprador>',
        '<codigoPrincipal>P-1</codigoPrincipal>',
        '<cantidad>2.50</cantidad>',
        '<precioUnitario>4.123456</precioUnitario>',
        '<descuento>0.31</descuento>',
        '<importeTotal>21.50</importeTotal>',
        '<formaPago>19</formaPago><total>20.00</total><plazo>30</plazo><unidadTiempo>dias</unidadTiempo>',
        'rosa@example.com',
      ]) {
        expect(xml).toContain(part)
      }
    })

    test('may bear ICE and IRBPNR, whose rate and base it says', async () => {
      const ice = { taxCode: '3', rateCode: '3092', rate: 15, taxableBase: 10 }
      const bottles = { taxCode: '5', rateCode: '5001', rate: 0.02, taxableBase: 6 }
      const taxes = [ice, bottles, { taxCode: '2', rateCode: '4' }]
      const answer = await client.post(fakturInvoice({ items: [fakturItem({ taxes })] }))
      expect(answer.body.data, answer.text).toMatchObject({ status: 'AUTHORIZED' })
      const xml = inXml(answer)
      expect(xml).toContain('<codigo>3</codigo><codigoPorcentaje>3092</codigoPorcentaje>')
      expect(xml).toContain('<valor>0.12</valor>')
    })

    test('may state what can be computed; a cent off it stands corrected', async () => {
      const tax = { taxCode: '2', rateCode: '2', rate: 15, taxableBase: 10 }
      const body = { items: [fakturItem({ taxes: [tax] })], subtotal: 10.01, totalDiscount: 0, totalAmount: 11.51 }
      const answer = await client.post(fakturInvoice(body))
      expect(answer.status, answer.text).toBe(201)
      expect(inXml(answer)).toContain('<importeTotal>11.50</importeTotal>')
    })

    test('may leave optional fields null, and hold fields that nobody knows', async () => {
      const item = fakturItem({ discount: null, mainCode: null, color: 'rojo' })
      const body = fakturInvoice({ buyerEmail: null, payments: null, items: [item], additionalInfo: { a: 1 } })
      expect(await client.post(body)).toMatchObject({ status: 201, body: { data: { status: 'AUTHORIZED' } } })
    })

    test('of production says so', async () => {
      const live = await FakturClient.of(world, '0991234568001', CEL)
      const { body } = await live.post(fakturInvoice())
      expect(body.data).toMatchObject({
        status: 'AUTHORIZED',
        ambiente: 'PRODUCCION',
        sriResponse: { environment: '2' },
      })
    })

    test.each([
      { by: 'the address', options: { query: '?async=true' } },
      { by: 'a header', options: { headers: { 'x-emit-async': 'true' } } },
    ])('is answered at once when $by asks for it, and goes on', async ({ options }) => {
      const { status, body } = await client.send(
        'POST',
        `/v1/documents/invoices${'query' in options ? options.query : ''}`,
        fakturInvoice(),
        'headers' in options ? options.headers : {},
      )
      expect(status).toBe(201)
      expect(body.data).toMatchObject({
        id: expect.stringMatching(UUID) as string,
        status: 'PENDING',
        documentNumber: expect.stringMatching(/^001-001-\d{9}$/) as string,
        accessKey: expect.stringMatching(/^\d{49}$/) as string,
        unsignedXml: null,
        signedXml: null,
        authorizedXml: null,
        sriResponse: null,
        errorDetail: null,
        createdAt: expect.stringMatching(INSTANT) as string,
      })
      expect((await client.get(body.data.id)).body).toEqual(body)
      await world.settle()
      expect((await client.get(body.data.id)).body.data).toMatchObject({ status: 'AUTHORIZED' })
    })
  })

  describe('what SRI decides', () => {
    test.each([
      { kind: 'returned', code: '39' },
      { kind: 'not-authorised', code: '52' },
    ] as const)('against it is told: $kind', async ({ kind, code }) => {
      world.simulator.faults.add({ kind, code, times: 1 })
      const { status, body } = await client.post(fakturInvoice())
      expect(status).toBe(201)
      expect(body.data).toMatchObject({
        status: 'REJECTED',
        sriResponse: {
          authorizationNumber: null,
          authorizedAt: null,
          environment: '1',
          errors: [{ code, message: expect.stringMatching(/./) as string }],
        },
        errorDetail: expect.stringContaining(`[${code}]`) as string,
        signedXml: expect.stringContaining('<ds:Signature') as string,
        authorizedXml: null,
      })
      expect((await client.detail(body.data.accessKey)).body).toEqual(body)
    })

    test('against one of another day is SRI’s own word: it takes none that is late', async () => {
      const { status, body } = await client.post(fakturInvoice({ issueDate: '2026-03-08' }))
      expect(status).toBe(201)
      expect(body.data).toMatchObject({ status: 'REJECTED', sriResponse: { errors: [{ code: '65' }] } })
    })

    test('later than the longest wait is told later', async () => {
      const held = world.simulator.faults.add({ kind: 'in-progress' })
      const started = world.clock.now().getTime()
      const { status, body } = await client.post(fakturInvoice())
      expect(world.clock.now().getTime() - started).toBeGreaterThanOrEqual(20_000)
      expect(status).toBe(201)
      expect(body.data).toMatchObject({ status: 'PENDING', signedXml: null, sriResponse: null })
      world.simulator.faults.remove(held.id)
      await world.settle()
      expect((await client.get(body.data.id)).body.data).toMatchObject({ status: 'AUTHORIZED' })
    })

    test('never, is an error that says what to do', async () => {
      world.simulator.faults.add({ kind: 'held', service: 'validarComprobante' })
      const { body } = await client.post(fakturInvoice(), { query: '?async=true' })
      await world.settle()
      const { data } = (await client.get(body.data.id)).body
      expect(data).toMatchObject({ status: 'ERROR', sriResponse: null, authorizedXml: null })
      expect(data.errorDetail).toMatch(/\w+/)
      expect(data.signedXml).toContain('<ds:Signature')
    })
  })

  test('what is made by the native API is read as well; what is of another country is not there', async () => {
    const ecuadorian = await world.ecuadorian('0991234569001')
    const { id } = await ecuadorian.issue(ecuadorianInvoice())
    const own = await FakturClient.of(world, '0991234570001')
    expect(await own.get(id)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } })
  })

  describe('repeated with one Idempotency-Key', () => {
    const headers = { 'idempotency-key': 'sale-1' }

    test('the first reply comes again, word for word', async () => {
      const first = await client.post(fakturInvoice(), { headers })
      const again = await client.post(fakturInvoice(), { headers })
      expect(again.text).toBe(first.text)
      expect(again.status).toBe(201)
      const other = await client.post(fakturInvoice({ buyerName: 'Otro' }), { headers })
      expect(other).toMatchObject({ status: 409, body: { success: false, error: { code: 'IDEMPOTENCY_CONFLICT' } } })
    })

    test('32 times at once one document is made', async () => {
      const answers = await Promise.all(
        Array.from({ length: 32 }, () => {
          return client.send('POST', '/v1/documents/invoices?async=true', fakturInvoice(), {
            'idempotency-key': 'rush',
          })
        }),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    })

    test('with 32 bodies at once one is made and the others are told', async () => {
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, i) => {
          const body = fakturInvoice({ buyerName: `Cliente ${i}` })
          return client.send('POST', '/v1/documents/invoices?async=true', body, { 'idempotency-key': 'rush-2' })
        }),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 31 }, () => 409)])
    })
  })
})
