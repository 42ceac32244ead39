import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readXml } from '../../src/xml/reader.ts'
import { elementsOf } from '../../src/xml/tree.ts'
import {
  AUTHORISATION,
  authorisationBody,
  DELAY_MS,
  envelope,
  pathOf,
  RECEPTION,
  receptionBody,
  sign,
  startSriBench,
  type SriBench,
} from '../testing/sri/client.ts'
import { documentOf, keyIn } from '../testing/sri/documents.ts'

let bench: SriBench
beforeEach(async () => {
  bench = await startSriBench()
})
afterEach(() => bench.stop())

const xml = sign(documentOf('factura'))
const key = keyIn(xml)
const HEAD = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
const OPEN = `${HEAD}<ns2:autorizacionComprobanteResponse xmlns:ns2="http://ec.gob.sri.ws.autorizacion"><RespuestaAutorizacionComprobante>`
const CLOSE = '</RespuestaAutorizacionComprobante></ns2:autorizacionComprobanteResponse></soap:Body></soap:Envelope>'
const NOTHING = `${OPEN}<claveAccesoConsultada>${key}</claveAccesoConsultada><numeroComprobantes>0</numeroComprobantes><autorizaciones/>${CLOSE}`

describe('what authorisation says, to the byte', () => {
  test('nothing of a key it never saw, nor of one that is not decided yet', async () => {
    expect((await bench.ask(key)).text).toBe(NOTHING)
    await bench.send(xml)
    bench.pass(DELAY_MS - 1)
    expect((await bench.ask(key)).text).toBe(NOTHING)
    bench.pass(1)
    expect(await bench.ask(key)).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('an authorisation, with the document as it came', async () => {
    await bench.send(xml)
    bench.pass(DELAY_MS)
    expect((await bench.ask(key)).text).toBe(
      `${OPEN}<claveAccesoConsultada>${key}</claveAccesoConsultada><numeroComprobantes>1</numeroComprobantes><autorizaciones><autorizacion>` +
        `<estado>AUTORIZADO</estado><numeroAutorizacion>${key}</numeroAutorizacion><fechaAutorizacion>2026-12-01T12:00:01-05:00</fechaAutorizacion>` +
        `<ambiente>PRUEBAS</ambiente><comprobante><![CDATA[${xml}]]></comprobante><mensajes><mensaje><identificador>60</identificador>` +
        '<mensaje>ESTE PROCESO FUE REALIZADO EN EL AMBIENTE DE PRUEBAS</mensaje><tipo>ADVERTENCIA</tipo></mensaje></mensajes>' +
        `</autorizacion></autorizaciones>${CLOSE}`,
    )
  })

  test('a refusal has no number of authorisation', async () => {
    const { text, state } = await bench.issue('factura', { 'infoFactura.importeTotal': '1.00' })
    expect(state).toBe('NO AUTORIZADO')
    expect(text).not.toContain('numeroAutorizacion')
    expect(text).toContain(
      '<identificador>52</identificador><mensaje>ERROR EN DIFERENCIAS</mensaje><informacionAdicional>',
    )
  })
})

test('the moment of authorisation is the one it was decided at, whenever somebody asks', async () => {
  await bench.send(xml)
  bench.pass(5 * 3_600_000)
  const first = await bench.ask(key)
  bench.pass(86_400_000)
  expect((await bench.ask(key)).text).toBe(first.text)
  expect(first.text).toContain('<fechaAutorizacion>2026-12-01T12:00:01-05:00<')
})

test('the document comes back as it was, whatever stands in it', async () => {
  for (const [i, text] of ['& < > "', ']]>', 'línea\u2028otra', 'emoji 😀'].entries()) {
    const number = `001-001-00000001${i}`
    const made = sign(documentOf('factura', { 'detalles.detalle.0.descripcion': text }, number))
    await bench.send(made)
    bench.pass(DELAY_MS)
    const reply = await bench.ask(keyIn(made))
    expect(reply.state, reply.text).toBe('AUTORIZADO')
    const comprobante = [...elementsOf(readXml(reply.text))].find(({ name }) => name === 'comprobante')
    expect(comprobante?.text).toBe(made)
  }
})

test('meanwhile it may say EN PROCESO, if so set', async () => {
  const other = await startSriBench({ sri: { undecided: 'in-progress' } })
  await other.send(xml)
  expect(await other.ask(key)).toMatchObject({ state: 'EN PROCESO' })
  other.pass(DELAY_MS)
  expect(await other.ask(key)).toMatchObject({ state: 'AUTORIZADO' })
  await other.stop()
})

test.each(['', '123', 'x'.repeat(49), '1'.repeat(50)])('a key that is none is refused with 80: "%s"', async (wrong) => {
  expect(await bench.ask(wrong)).toMatchObject({ state: 'RECHAZADA', codes: ['80'] })
})

test('no lot is ever known', async () => {
  const lot = `<ec:autorizacionComprobanteLote><claveAccesoLote>${key}</claveAccesoLote></ec:autorizacionComprobanteLote>`
  const answer = await bench.call(pathOf(AUTHORISATION), envelope('http://ec.gob.sri.ws.autorizacion', lot))
  expect(await answer.text()).toContain(
    `<RespuestaAutorizacionLote><claveAccesoLoteConsultada>${key}</claveAccesoLoteConsultada><numeroComprobantesLote>0</numeroComprobantesLote><autorizaciones/>`,
  )
})

describe('a request must be a SOAP 1.1 request of the service', () => {
  const good = authorisationBody(key)

  test.each([
    { why: 'nothing', body: '', says: 'Error reading XMLStreamReader' },
    { why: 'no XML', body: 'clave=1', says: 'Error reading XMLStreamReader' },
    {
      why: 'SOAP 1.2',
      body: good.replace('schemas.xmlsoap.org/soap/envelope/', 'www.w3.org/2003/05/soap-envelope'),
      says: 'not SOAP 1.1',
    },
    { why: 'an empty body', body: envelope('urn:x', ''), says: 'exactly one element' },
    {
      why: 'another operation',
      body: good.replaceAll('autorizacionComprobante>', 'anular>'),
      says: 'was not recognized',
    },
    {
      why: 'another namespace',
      body: good.replace('ec.gob.sri.ws.autorizacion', 'ec.gob.sri.ws.recepcion'),
      says: 'was not recognized',
    },
    {
      why: 'an argument with a namespace',
      body: good.replaceAll('claveAccesoComprobante>', 'ec:claveAccesoComprobante>'),
      says: 'Unmarshalling Error',
    },
    {
      why: 'another argument',
      body: good.replaceAll('claveAccesoComprobante>', 'clave>'),
      says: 'Unmarshalling Error',
    },
  ])('$why', async ({ body, says }) => {
    const answer = await bench.call(pathOf(AUTHORISATION), body)
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).toContain('<soap:Fault><faultcode>')
    expect(text).toContain(says)
  })

  test('labelled as what it is', async () => {
    const answer = await bench.call(pathOf(RECEPTION), receptionBody(xml), { 'content-type': 'application/soap+xml' })
    expect(answer.status).toBe(415)
    expect(bench.simulator.ledger.entries()).toEqual([])
  })

  test('the old addresses, without Offline, are gone', async () => {
    expect((await bench.call(pathOf('RecepcionComprobantes'), receptionBody(xml))).status).toBe(404)
    expect((await bench.call('/comprobantes-electronicos-ws/RecepcionComprobantesOffline', '')).status).toBe(404)
  })
})

test('consultation tells the last verdict, and refuses what it does not know with 99', async () => {
  const consult = async (asked: string) => {
    const question = `<ec:consultarEstadoAutorizacionComprobante><claveAcceso>${asked}</claveAcceso></ec:consultarEstadoAutorizacionComprobante>`
    const body = envelope('http://ec.gob.sri.ws.consultas', question)
    return (await bench.call(pathOf('ConsultaComprobante'), body)).text()
  }
  expect(await consult(key)).toContain(
    `<EstadoAutorizacionComprobante><estadoConsulta>RECHAZADA</estadoConsulta><claveAcceso>${key}</claveAcceso><mensajes><mensaje><identificador>99</identificador>`,
  )
  await bench.send(xml)
  expect(await consult(key)).toContain('RECHAZADA')
  bench.pass(DELAY_MS)
  expect(await consult(key)).toContain(
    `<EstadoAutorizacionComprobante><claveAcceso>${key}</claveAcceso><mensajes/><estadoAutorizacion>AUTORIZADO</estadoAutorizacion>` +
      '<tipoComprobante>Factura</tipoComprobante><rucEmisor>1790012345001</rucEmisor><fechaAutorizacion>2026-12-01T12:00:01-05:00</fechaAutorizacion>',
  )
})
