import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '../fault-kinds.ts'
import { NETWORK_FAULTS } from '../fault-kinds/network.ts'
import { SRI_FAULTS } from '../fault-kinds/sri.ts'
import type { FaultRequest } from '../faults.ts'
import {
  DELAY_MS,
  pathOf,
  RECEPTION,
  receptionBody,
  sign,
  startSriBench,
  type SriBench,
} from '../testing/sri/client.ts'
import { documentOf, keyIn } from '../testing/sri/documents.ts'
import { ISSUER, NUMBER } from '../testing/sri/sound-documents.ts'

let bench: SriBench
beforeEach(async () => {
  bench = await startSriBench()
})
afterEach(() => bench.stop())

const xml = sign(documentOf('factura'))
const key = keyIn(xml)
const tried = new Set<FaultKind>()

function provoke(fault: FaultRequest): void {
  tried.add(fault.kind)
  bench.simulator.faults.add(fault)
}

const post = () => bench.call(pathOf(RECEPTION), receptionBody(xml))
const received = () => bench.simulator.ledger.entries({ service: 'validarComprobante' })

async function verdictNow() {
  bench.pass(DELAY_MS)
  return bench.ask(key)
}

describe('on the way, with nothing recorded', () => {
  test.each<FaultRequest>([
    { kind: 'down', times: 1 },
    { kind: 'cut-before', times: 1 },
  ])('$kind', async (fault) => {
    provoke(fault)
    await expect(post()).rejects.toThrow()
    expect(received()).toEqual([])
    expect((await post()).status).toBe(200)
  })

  test.each<{ fault: FaultRequest; status: number }>([
    { fault: { kind: 'maintenance', times: 1 }, status: 503 },
    { fault: { kind: 'firewall', times: 1 }, status: 403 },
    { fault: { kind: 'firewall', status: 200, times: 1 }, status: 200 },
    { fault: { kind: 'error-before', status: 502, times: 1 }, status: 502 },
  ])('$fault.kind $status', async ({ fault, status }) => {
    provoke(fault)
    const answer = await post()
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/^<html>/)
    expect(received()).toEqual([])
  })

  test('soap-fault', async () => {
    provoke({ kind: 'soap-fault', times: 1 })
    const answer = await post()
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('<faultcode>soap:Server</faultcode>')
    expect(received()).toEqual([])
  })

  test('latency', async () => {
    provoke({ kind: 'latency', ms: 60, times: 1 })
    const start = performance.now()
    await post()
    expect(performance.now() - start).toBeGreaterThan(50)
  })
})

describe('on the way back, with the document taken', () => {
  test('cut-after: nobody knows, and the ledger does', async () => {
    provoke({ kind: 'cut-after', service: 'validarComprobante', times: 1 })
    await expect(post()).rejects.toThrow()
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: ['70'] })
    expect(await verdictNow()).toMatchObject({ state: 'AUTORIZADO' })
    expect(received()).toMatchObject([
      { arrival: 1, outcome: { state: 'accepted' }, answer: 'cut', accessKey: key },
      { arrival: 2, outcome: { state: 'refused' }, answer: 'delivered', accessKey: key },
    ])
  })

  test('error-after', async () => {
    provoke({ kind: 'error-after', service: 'validarComprobante', times: 1 })
    expect((await post()).status).toBe(500)
    expect(await verdictNow()).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('truncated', async () => {
    provoke({ kind: 'truncated', service: 'validarComprobante', times: 1 })
    expect(await (await post()).text()).not.toContain('</soap:Envelope>')
    expect(await verdictNow()).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('wrong-content-type', async () => {
    provoke({ kind: 'wrong-content-type', times: 1 })
    const answer = await post()
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await answer.text()).toContain('RECIBIDA')
  })

  test('trickle', async () => {
    provoke({ kind: 'trickle', ms: 80, times: 1 })
    const start = performance.now()
    expect(await (await post()).text()).toContain('RECIBIDA')
    expect(performance.now() - start).toBeGreaterThan(60)
  })
})

describe('SRI itself', () => {
  test.each(['50', '43', '70', '35', '65'])('returned: DEVUELTA %s, and nothing is taken', async (code) => {
    provoke({ kind: 'returned', code, times: 1 })
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: [code] })
    expect((await verdictNow()).state).toBe('')
    expect(await bench.send(xml)).toMatchObject({ state: 'RECIBIDA' })
  })

  test('returned without a code is the general error', async () => {
    provoke({ kind: 'returned', times: 1 })
    expect(await bench.send(xml)).toMatchObject({ codes: ['50'] })
  })

  test('registered: 43 at first contact, and it is authorised all the same', async () => {
    provoke({ kind: 'registered', times: 1 })
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: ['43'] })
    expect(await verdictNow()).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('held: for hours nothing is decided, and sending again is 70', async () => {
    provoke({ kind: 'held', number: NUMBER, issuer: ISSUER })
    await bench.send(xml)
    bench.pass(10 * 3_600_000)
    expect(await bench.ask(key)).toMatchObject({ state: '' })
    expect(await bench.send(xml)).toMatchObject({ state: 'DEVUELTA', codes: ['70'] })
    const other = await bench.issue('factura', { 'infoFactura.fechaEmision': '01/12/2026' }, '001-001-000000002')
    expect(other).toMatchObject({ state: 'AUTORIZADO' })
    bench.simulator.faults.clear()
    expect(await bench.ask(key)).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('silent: as if it knew nothing', async () => {
    provoke({ kind: 'silent', times: 2 })
    await bench.send(xml)
    expect((await verdictNow()).text).toContain('<numeroComprobantes>0</numeroComprobantes><autorizaciones/>')
    expect((await bench.ask(key)).state).toBe('')
    expect((await bench.ask(key)).state).toBe('AUTORIZADO')
  })

  test('in-progress: EN PROCESO for hours', async () => {
    provoke({ kind: 'in-progress' })
    await bench.send(xml)
    bench.pass(5 * 3_600_000)
    expect(await bench.ask(key)).toMatchObject({ state: 'EN PROCESO', codes: [] })
    bench.simulator.faults.clear()
    expect(await bench.ask(key)).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('no-authorisations: an answer without a list', async () => {
    provoke({ kind: 'no-authorisations', times: 1 })
    await bench.send(xml)
    const { text } = await verdictNow()
    expect(text).toContain(`<claveAccesoConsultada>${key}</claveAccesoConsultada></RespuestaAutorizacionComprobante>`)
  })

  test.each([undefined, '39'])('not-authorised: NO AUTORIZADO with code %s', async (code) => {
    provoke({ kind: 'not-authorised', times: 1, ...(code === undefined ? {} : { code }) })
    await bench.send(xml)
    expect(await verdictNow()).toMatchObject({ state: 'NO AUTORIZADO', codes: [code ?? '52'] })
    await bench.send(xml)
    expect(await verdictNow()).toMatchObject({ state: 'AUTORIZADO' })
  })

  test('history: every decision on the key, the one that counts last', async () => {
    provoke({ kind: 'history' })
    await bench.issue('factura', { 'infoFactura.importeTotal': '1.00' })
    await bench.send(xml)
    const { text } = await verdictNow()
    expect(text).toContain('<numeroComprobantes>2</numeroComprobantes>')
    expect(text.match(/<estado>[^<]*/g)).toEqual(['<estado>NO AUTORIZADO', '<estado>AUTORIZADO'])
  })

  test('escaped: the document as text in place of CDATA', async () => {
    provoke({ kind: 'escaped' })
    await bench.send(xml)
    const { text } = await verdictNow()
    expect(text).toContain('<comprobante>&lt;?xml version')
    expect(text).not.toContain('CDATA')
  })

  test('prefixed: other prefixes, members in the namespace of the service, line breaks', async () => {
    provoke({ kind: 'prefixed' })
    expect(await bench.send(xml)).toMatchObject({ state: 'RECIBIDA' })
    const { text, state } = await verdictNow()
    expect(state).toBe('AUTORIZADO')
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<SOAP-ENV:Envelope/)
    expect(text).toContain('<autorizaciones>\n<ser:autorizacion>\n<estado>AUTORIZADO</estado>\n')
    expect(text).toContain('<ser:mensaje>\n<identificador>60</identificador>\n<mensaje>ESTE PROCESO')
  })
})

describe('words in the document', () => {
  const marked = (mark: string, number?: string) =>
    sign(documentOf('factura', { infoAdicional: { campoAdicional: [{ '@nombre': 'Nota', '#text': mark }] } }, number))

  test('in a campoAdicional provoke a fault once for each number', async () => {
    const returned = marked('SIM-RETURNED')
    expect(await bench.send(returned)).toMatchObject({ codes: ['50'] })
    expect(await bench.send(returned)).toMatchObject({ state: 'RECIBIDA' })
    expect(await bench.send(marked('SIM-RETURNED', '001-001-000000002'))).toMatchObject({ codes: ['50'] })
  })

  test('strike where the document is asked for, too', async () => {
    const silent = marked('SIM-SILENT')
    await bench.send(silent)
    bench.pass(DELAY_MS)
    for (let i = 0; i < 3; i++) expect((await bench.ask(keyIn(silent))).state).toBe('')
    expect((await bench.ask(keyIn(silent))).state).toBe('AUTORIZADO')
  })

  test('or for good', async () => {
    const refused = marked('SIM-NOT-AUTHORISED')
    for (let i = 0; i < 2; i++) {
      await bench.send(refused)
      bench.pass(DELAY_MS)
      expect(await bench.ask(keyIn(refused))).toMatchObject({ state: 'NO AUTORIZADO', codes: ['52'] })
    }
  })
})

test('a fault can be meant for one key, one environment', async () => {
  provoke({ kind: 'returned', accessKey: key })
  provoke({ kind: 'returned', environment: 'cel' })
  expect(await bench.send(xml)).toMatchObject({ codes: ['50'] })
  expect(await bench.issue('factura', {}, '001-001-000000002')).toMatchObject({ state: 'AUTORIZADO' })
  const production = { 'infoTributaria.ambiente': '2' }
  expect(await bench.issue('factura', production)).toMatchObject({ state: 'DEVUELTA', codes: ['50'] })
})

test('every fault that can strike SRI was seen here', () => {
  expect(tried).toEqual(new Set([...Object.keys(NETWORK_FAULTS), ...Object.keys(SRI_FAULTS)]))
  for (const kind of Object.keys(SRI_FAULTS)) expect(FAULT_KINDS).toHaveProperty([kind])
})
