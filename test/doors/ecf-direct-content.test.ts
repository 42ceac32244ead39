import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'
import { ecfDirectInvoice } from './ecf-direct-routes.ts'

describe.skipIf(!needs('postgres-server'))('what an invoice of the ecf-direct contract becomes', () => {
  let world: World
  let client: EcfDirectClient
  beforeAll(async () => {
    world = await World.start()
    client = EcfDirectClient.of(world, await world.taxpayer('131000003'))
  })
  afterAll(() => world.close())

  async function xmlOf(invoice: object): Promise<string> {
    const { status, body } = await client.emit(invoice)
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined })
    return body.signed_xml
  }

  test('every field stands where DGII wants it', async () => {
    const xml = await xmlOf({
      encf: 'e310000000007',
      rnc_comprador: '1-31-88068-1',
      fecha_vencimiento_secuencia: '31-12-2027',
      total: '2390.00',
      issue_date: '20-11-2026',
      buyer_name: 'Colmado “Doña Fela” & Cía',
      buyer_address: 'Calle 1',
      buyer_email: 'fela@example.com',
      payment_terms: 'credit',
      payment_due_date: '2026-12-20',
      payment_methods: [{ method: '4', amount: 2390 }],
      items: [
        { name: 'Pan', qty: '10', price: 100.5, discount: 5, amount: 1000, description: 'De agua', unit: '43' },
        { name: 'Asesoría', qty: 1, price: 1000, amount: '1000.00', tax_rate: 16, kind: 'service' },
        { name: 'Libro', qty: 1, price: 50, amount: 50, tax_rate: 'exempt' },
      ],
    })
    for (const part of [
      '<eNCF>E310000000007</eNCF><FechaVencimientoSecuencia>31-12-2027</FechaVencimientoSecuencia>',
      '<IndicadorMontoGravado>0</IndicadorMontoGravado>',
      '<TipoPago>2</TipoPago><FechaLimitePago>20-12-2026</FechaLimitePago>',
      '<FormaPago>4</FormaPago>',
      '<FechaEmision>20-11-2026</FechaEmision>',
      '<RNCComprador>131880681</RNCComprador><RazonSocialComprador>Colmado “Doña Fela” &amp; Cía</RazonSocialComprador>',
      '<CorreoComprador>fela@example.com</CorreoComprador><DireccionComprador>Calle 1</DireccionComprador>',
      '<MontoTotal>2390.00</MontoTotal>',
      '<DescripcionItem>De agua</DescripcionItem>',
      '<DescuentoMonto>5.00</DescuentoMonto>',
      '<NombreItem>Asesoría</NombreItem><IndicadorBienoServicio>2</IndicadorBienoServicio>',
    ]) {
      expect(xml).toContain(part)
    }
  })

  test('prices that hold the ITBIS are taken apart: 1,180.00 are 1,000.00 and 180.00', async () => {
    const items = [{ name: 'Consultoría', qty: 10, price: 118, amount: 1180 }]
    const xml = await xmlOf(ecfDirectInvoice({ total: 1180, items }))
    for (const part of ['<IndicadorMontoGravado>1<', '<MontoGravadoI1>1000.00<', '<TotalITBIS1>180.00<', '<MontoTotal>1180.00<']) {
      expect(xml).toContain(part)
    }
  }) // prettier-ignore

  test('a line whose amount is a cent off bears the client’s own figure', async () => {
    const items = [{ name: 'Clavos', qty: 3, price: 33.333, amount: 99.99 }]
    const xml = await xmlOf(ecfDirectInvoice({ total: 99.99, items }))
    for (const part of ['<MontoItem>99.99<', '<MontoTotal>99.99<']) expect(xml).toContain(part)
  })

  test('the total on the invoice is the client’s, whatever its amounts are rounded to', async () => {
    const items = Array.from({ length: 100 }, () => ({ name: 'Clavo', qty: 1, price: '1.005', amount: '1.005' }))
    expect(await xmlOf(ecfDirectInvoice({ items, total: '101.00' }))).toContain('<MontoTotal>101.00<')
    expect(await xmlOf(ecfDirectInvoice({ items, total: '119.18' }))).toContain('<MontoTotal>119.18<')
    const { status, body } = await client.emit(ecfDirectInvoice({ items, total: '100.50' }))
    expect({ status, fields: body.errors.map(({ field }) => field) }).toEqual({ status: 422, fields: ['total'] })
  })

  const item = { name: 'Algo', qty: 1, price: 1180, amount: 1180 }
  const withheld = { itbis_withheld: 180, isr_withheld: 20 }
  test.each([
    { type: '31', invoice: {} },
    { type: '32', invoice: { rnc_comprador: undefined } },
    { type: '33', invoice: { reference_encf: 'E310000000009', reference_code: '3', reference_date: '20-11-2026' } },
    { type: '34', invoice: { reference_encf: 'E310000000009', reference_code: '3', reference_date: '20-11-2026', reference_reason: 'Devolución' } },
    { type: '41', invoice: { items: [{ ...item, ...withheld }] } },
    { type: '43', invoice: { rnc_comprador: undefined } },
    { type: '44', invoice: {} },
    { type: '45', invoice: {} },
    { type: '46', invoice: { rnc_comprador: undefined, buyer_foreign_id: 'PA-123', buyer_name: 'Comprador SA' } },
    { type: '47', invoice: { rnc_comprador: undefined, items: [{ ...item, isr_withheld: 20 }] } },
  ])('type $type is signed, sent and accepted', async ({ type, invoice }) => {
    const body = ecfDirectInvoice({ encf: `E${type}0000000050`, total: 1180, items: [item], ...invoice })
    expect(await xmlOf(body)).toContain(`<TipoeCF>${type}</TipoeCF>`)
    if (type === '33' || type === '34') return
    const sent = await client.send(body)
    expect(sent).toMatchObject({ status: 200 })
    await world.settle()
    expect(await client.status(sent.body.dgii_response.trackId)).toMatchObject({ body: { status: 'Accepted' } })
  }) // prettier-ignore

  const exempt = '<MontoExento>1180.00</MontoExento><MontoTotal>'
  const atZero = '<MontoGravadoI3>1180.00</MontoGravadoI3>'
  test.each([
    { original: 'E430000000009', totals: exempt, changes: { rnc_comprador: undefined } },
    { original: 'E440000000009', totals: exempt },
    { original: 'E460000000009', totals: atZero },
    { original: 'E470000000009', totals: exempt, changes: { rnc_comprador: undefined } },
    { original: 'B1400000009', totals: exempt },
    { original: 'E310000000009', totals: '<MontoGravadoI1>1000.00</MontoGravadoI1>' },
  ])('a note over $original, whose items state no rate, is taxed as it is', async ({ original, totals, changes = {} }) => {
    for (const type of ['33', '34']) {
      const note = { encf: `E${type}0000000070`, reference_encf: original, reference_code: '3', reference_date: '20-11-2026' }
      expect(await xmlOf(ecfDirectInvoice({ total: 1180, items: [item], ...note, ...changes }))).toContain(totals)
    }
  }) // prettier-ignore

  test('a note over an exempt invoice whose total holds ITBIS is refused', async () => {
    const note = { encf: 'E340000000071', reference_encf: 'E440000000009', reference_code: '3', reference_date: '20-11-2026' }
    const { status, body } = await client.emit(ecfDirectInvoice({ ...note, total: 1392.4, items: [item] }))
    expect({ status, fields: body.errors.map(({ field }) => field) }).toEqual({ status: 422, fields: ['total'] })
  }) // prettier-ignore

  test('a note on an invoice sent before is accepted after it', async () => {
    const original = ecfDirectInvoice({ encf: 'E310000000060' })
    await client.send(original)
    await world.settle()
    const note = { ...original, encf: 'E340000000060', reference_encf: 'E310000000060', reference_code: '1' }
    const sent = await client.send(note)
    expect(sent).toMatchObject({ status: 200 })
    await world.settle()
    expect(await client.status(sent.body.dgii_response.trackId)).toMatchObject({ body: { status: 'Accepted' } })
  })
})
