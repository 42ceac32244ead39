import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DELAY_MS,
  pathOf,
  RECEPTION,
  receptionBody,
  sign,
  startSriBench,
  type SriBench,
} from '../testing/sri/client.ts'
import { documentOf, keyIn, type Changes } from '../testing/sri/documents.ts'
import { BUYER_CEDULA, ISSUER, NUMBER, type Kind } from '../testing/sri/sound-documents.ts'

const KINDS: readonly Kind[] = [
  'factura',
  'liquidacionCompra',
  'notaCredito',
  'notaDebito',
  'guiaRemision',
  'comprobanteRetencion',
]

let bench: SriBench
beforeEach(async () => {
  bench = await startSriBench()
})
afterEach(() => bench.stop())

test.each(KINDS)('a sound %s is received and then authorised', async (kind) => {
  const reply = await bench.issue(kind)
  expect(reply.text).toContain(`<numeroAutorizacion>${reply.key}</numeroAutorizacion>`)
  expect(reply.state).toBe('AUTORIZADO')
  expect(reply.codes).toEqual(kind.startsWith('nota') ? ['60', '68'] : ['60'])
})

test('in production no warning says that it is a test', async () => {
  const reply = await bench.issue('factura', { 'infoTributaria.ambiente': '2' })
  expect(reply).toMatchObject({ state: 'AUTORIZADO', codes: [] })
  expect(reply.text).toContain('<ambiente>PRODUCCIÓN</ambiente>')
})

test('RECIBIDA is told as SRI tells it, to the byte', async () => {
  const { text } = await bench.send(sign(documentOf('factura')))
  expect(text).toBe(
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
      '<ns2:validarComprobanteResponse xmlns:ns2="http://ec.gob.sri.ws.recepcion"><RespuestaRecepcionComprobante>' +
      '<estado>RECIBIDA</estado><comprobantes/></RespuestaRecepcionComprobante></ns2:validarComprobanteResponse></soap:Body></soap:Envelope>',
  )
})

test('neither the signature nor the arithmetic is looked at: both come out at authorisation', async () => {
  const tampered = sign(documentOf('factura')).replace('Servicio', 'Servicios')
  expect(await bench.send(tampered)).toMatchObject({ state: 'RECIBIDA' })
  const wrong = documentOf('factura', { 'infoFactura.importeTotal': '116.00' }, '001-001-000000002')
  expect(await bench.send(sign(wrong))).toMatchObject({ state: 'RECIBIDA' })
  bench.pass(DELAY_MS)
  expect(await bench.ask(keyIn(tampered))).toMatchObject({ state: 'NO AUTORIZADO', codes: ['39'] })
  expect(await bench.ask(keyIn(wrong))).toMatchObject({ state: 'NO AUTORIZADO', codes: ['52', '52'] })
})

describe('what is not well formed, or of no known form, is returned', () => {
  const good = documentOf('factura')

  test.each([
    { why: 'no argument at all', xml: '', code: '49' },
    { why: 'no XML', xml: 'factura', code: '35' },
    { why: 'XML that is not closed', xml: good.slice(0, -3), code: '35' },
    { why: 'a document type', xml: `<!DOCTYPE factura>${good}`, code: '35' },
    { why: 'another root', xml: '<recibo id="comprobante" version="1.0.0"/>', code: '47' },
    { why: 'a type that is not that of the root', xml: good.replace('<codDoc>01', '<codDoc>04'), code: '47' },
    { why: 'an unknown version', xml: good.replace('version="2.1.0"', 'version="9.9.9"'), code: '48' },
    { why: 'no version', xml: good.replace(' version="2.1.0"', ''), code: '48' },
    { why: 'another id', xml: good.replace('id="comprobante"', 'id="doc"'), code: '35' },
    { why: 'no id', xml: good.replace('id="comprobante" ', ''), code: '35' },
    { why: 'an unknown element', xml: good.replace('<moneda>', '<color>azul</color><moneda>'), code: '35' },
    {
      why: 'elements out of order',
      xml: good.replace(/(<moneda>.*<\/moneda>)(<pagos>.*<\/pagos>)/, '$2$1'),
      code: '35',
    },
    { why: 'a missing element', xml: good.replace(/<totalDescuento>.*<\/totalDescuento>/, ''), code: '35' },
    { why: 'an empty element', xml: good.replace('DOLAR', ''), code: '35' },
    { why: 'a newline in a text', xml: good.replace('Servicio', 'Ser\nvicio'), code: '35' },
    { why: 'too many decimals', xml: good.replace('<propina>0.00', '<propina>0.001'), code: '35' },
    { why: 'a key that is too short', xml: good.replace(/<claveAcceso>./, '<claveAcceso>'), code: '35' },
    { why: 'more than 320 KB', xml: good.replace('DOLAR', 'D'.repeat(327_681)), code: '26' },
  ])('$why: $code', async ({ xml, code }) => {
    const reply = await bench.send(xml)
    expect(reply).toMatchObject({ state: 'DEVUELTA', codes: [code] })
  })

  test('an argument that is not base64 is no document', async () => {
    const body = receptionBody('x').replace(/<xml>.*<\/xml>/, '<xml>ñandú!</xml>')
    expect(await (await bench.call(pathOf(RECEPTION), body)).text()).toContain('<identificador>35</identificador>')
  })

  test('the schema fault says where and what', async () => {
    const { details } = await bench.send(good.replace('<propina>0.00', '<propina>0.001'))
    expect(details[0]).toMatch(/infoFactura\.propina: Tiene más de 2 decimales/)
  })

  test('a RIMPE popular business is not refused, although the official schema would', async () => {
    const rimpe = 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE'
    expect(await bench.issue('factura', { 'infoTributaria.contribuyenteRimpe': rimpe })).toMatchObject({
      state: 'AUTORIZADO',
    })
  })
})

describe('dates', () => {
  const on = (date: string): Changes => ({ 'infoFactura.fechaEmision': date })

  test.each([
    { why: 'today', date: '01/12/2026', code: undefined },
    { why: 'yesterday', date: '30/11/2026', code: undefined },
    { why: 'the day before', date: '29/11/2026', code: '65' },
    { why: 'tomorrow', date: '02/12/2026', code: '65' },
    { why: 'a day of no calendar', date: '31/11/2026', code: '67' },
  ])('$why: $code', async ({ date, code }) => {
    const reply = await bench.send(sign(documentOf('factura', on(date))))
    expect(reply.codes).toEqual(code === undefined ? [] : [code])
  })

  test('it is still today in Ecuador when Greenwich has tomorrow', async () => {
    bench.pass(8 * 3_600_000)
    expect(await bench.send(sign(documentOf('factura', on('01/12/2026'))))).toMatchObject({ state: 'RECIBIDA' })
    const next = documentOf('factura', on('02/12/2026'), '001-001-000000002')
    expect(await bench.send(sign(next))).toMatchObject({ codes: ['65'] })
  })

  test('how late one may come can be set', async () => {
    const strict = await startSriBench({ sri: { lateDays: 0 } })
    expect(await strict.send(sign(documentOf('factura', on('30/11/2026'))))).toMatchObject({ codes: ['65'] })
    await strict.stop()
  })

  test.each<{ why: string; kind: Kind; changes: Changes; code: string | undefined }>([
    {
      why: 'a guía whose transport began days ago',
      kind: 'guiaRemision',
      changes: { 'infoGuiaRemision.fechaIniTransporte': '28/11/2026' },
      code: '82',
    },
    {
      why: 'a guía whose transport ends before it begins',
      kind: 'guiaRemision',
      changes: { 'infoGuiaRemision.fechaFinTransporte': '30/11/2026' },
      code: '82',
    },
    {
      why: 'a guía whose transport begins next week',
      kind: 'guiaRemision',
      changes: {
        'infoGuiaRemision.fechaIniTransporte': '08/12/2026',
        'infoGuiaRemision.fechaFinTransporte': '09/12/2026',
      },
      code: undefined,
    },
    {
      why: 'a factura in place of a guía whose transport begins before its date',
      kind: 'factura',
      changes: {
        infoSustitutivaGuiaRemision: {
          dirPartida: 'Quito',
          dirDestinatario: 'Guayaquil',
          fechaIniTransporte: '30/11/2026',
          fechaFinTransporte: '01/12/2026',
          razonSocialTransportista: 'TRANSPORTES',
          tipoIdentificacionTransportista: '04',
          rucTransportista: '1760013210001',
          placa: 'PBA0001',
          destinos: { destino: [{ motivoTraslado: 'Venta' }] },
        },
      },
      code: '82',
    },
  ])('$why: $code', async ({ kind, changes, code }) => {
    const reply = await bench.send(sign(documentOf(kind, changes)))
    expect(reply.codes).toEqual(code === undefined ? [] : [code])
  })
})

describe('a key, and a number, counts once', () => {
  const xml = sign(documentOf('factura'))

  test('while it is in process, 70; once authorised, 43', async () => {
    await bench.send(xml)
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: ['70'] })
    bench.pass(DELAY_MS)
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: ['43'] })
    expect(await bench.ask(keyIn(xml))).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('the same number with another key is 45, of another type or place it is not', async () => {
    await bench.issue('factura')
    const again = sign(documentOf('factura', { 'infoFactura.fechaEmision': '30/11/2026' }))
    expect(await bench.send(again)).toMatchObject({ state: 'DEVUELTA', codes: ['45'] })
    expect(await bench.issue('notaCredito')).toMatchObject({ state: 'AUTORIZADO' })
    expect(await bench.issue('factura', {}, '001-002-000000001')).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('what was returned is not kept: the same key goes through when it is put right', async () => {
    const broken = documentOf('factura').replace('DOLAR', '')
    expect(await bench.send(broken)).toMatchObject({ codes: ['35'] })
    expect(await bench.send(xml)).toMatchObject({ state: 'RECIBIDA' })
  })

  test('what was not authorised is kept, and the same key may come again until it is', async () => {
    const first = await bench.issue('factura', { 'infoFactura.importeTotal': '1.00' })
    expect(first).toMatchObject({ state: 'NO AUTORIZADO' })
    expect(await bench.send(xml)).toMatchObject({ state: 'RECIBIDA' })
    expect((await bench.ask(first.key)).text).toContain('<numeroComprobantes>0</numeroComprobantes>')
    bench.pass(DELAY_MS)
    expect(await bench.ask(first.key)).toMatchObject({ state: 'AUTORIZADO' })
    expect(await bench.send(xml)).toMatchObject({ codes: ['43'] })
  })

  test('the two environments know nothing of each other', async () => {
    await bench.issue('factura')
    const production = documentOf('factura', { 'infoTributaria.ambiente': '2' })
    expect(await bench.send(sign(production), 'celcer')).toMatchObject({ codes: ['35'] })
    expect(await bench.send(sign(production), 'cel')).toMatchObject({ state: 'RECIBIDA' })
  })
})

describe('IVA given back to older adults', () => {
  const refund = (amount: string, total: string, kind = '05'): Changes => ({
    'infoFactura.tipoIdentificacionComprador': kind,
    'infoFactura.identificacionComprador': kind === '05' ? BUYER_CEDULA : '1760013210001',
    'infoFactura.totalConImpuestos.totalImpuesto.0.valorDevolucionIva': amount,
    'infoFactura.importeTotal': total,
    'infoFactura.pagos.pago.0.total': total,
  })

  test('is taken off what is to be paid', async () => {
    expect(await bench.issue('factura', refund('5.00', '110.00'))).toMatchObject({ state: 'AUTORIZADO' })
    expect(await bench.issue('factura', refund('5.00', '115.00'), '001-001-000000002')).toMatchObject({ codes: ['52'] })
  })

  test.each([
    { why: 'more than the tax', changes: refund('15.01', '99.99') },
    { why: 'to a company', changes: refund('5.00', '110.00', '04') },
  ])('$why: 92', async ({ changes }) => {
    expect(await bench.send(sign(documentOf('factura', changes)))).toMatchObject({ state: 'DEVUELTA', codes: ['92'] })
  })

  test('is what DIG has authorised, where that is known', async () => {
    const vatRefunds = [{ issuer: ISSUER, secuencial: NUMBER.slice(-9), amount: '4.00' }]
    const other = await startSriBench({ sri: { vatRefunds } })
    expect(await other.issue('factura', refund('5.00', '110.00'))).toMatchObject({ codes: ['92'] })
    expect(await other.issue('factura', refund('4.00', '111.00'))).toMatchObject({ state: 'AUTORIZADO' })
    await other.stop()
  })
})

test('settings can discontinue a version (36) and deny the agreement (28)', async () => {
  const sri = {
    discontinued: ['factura 1.0.0'],
    issuerTroubles: [{ issuer: ISSUER, establishment: '009', code: '28' }],
  }
  const strict = await startSriBench({ sri: sri as never })
  expect(await strict.issue('factura', { version: '1.0.0' })).toMatchObject({ state: 'DEVUELTA', codes: ['36'] })
  expect(await strict.issue('factura', {}, '009-001-000000001')).toMatchObject({ state: 'DEVUELTA', codes: ['28'] })
  expect(await strict.issue('factura')).toMatchObject({ state: 'AUTORIZADO' })
  await strict.stop()
})
