import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACECF } from '../../../src/jurisdictions/dominican-republic/formats/acecf.ts'
import { ARECF } from '../../../src/jurisdictions/dominican-republic/formats/arecf.ts'
import { formatOf } from '../../../src/jurisdictions/dominican-republic/formats/formats.ts'
import { checkContent } from '../../../src/jurisdictions/format/check.ts'
import { readContent } from '../../../src/jurisdictions/format/read.ts'
import { readXml } from '../../../src/xml/reader.ts'
import { verifyEnveloped } from '../../../src/xml/verify.ts'
import { post, signedSeed, startBench, TAXPAYER, type Bench } from '../../testing/client.ts'
import { invoice, nameOf } from '../../testing/invoices.ts'
import { decide } from '../../testing/submission.ts'
import { acknowledgement, approval, PARTNER_TYPES, partnerInvoice } from './documents.ts'
import { addressOf } from './other-side.ts'

const RNC = '131880681'
const BASE = '/testecf/emisorreceptor'

let bench: Bench
/** Another DGII whose partner has the RNC of the taxpayer: it stands in for that taxpayer's own services. */
let taxpayer: Bench
beforeAll(async () => {
  bench = await startBench()
  taxpayer = await startBench({ dgii: { partner: { rnc: TAXPAYER, nombre: 'CONTRIBUYENTE' } } })
})
afterAll(() => Promise.all([bench.stop(), taxpayer.stop()]))

const at = new Date('2026-12-01T16:00:00Z')
const issuer = { rnc: RNC, nombre: 'SOCIO' }

test.each(PARTNER_TYPES)('what the partner sends of type %s is sound', (type) => {
  const original = { number: 'E310000000001', date: '01-12-2026' }
  const document = { type, number: `E${type}0000000001`, issuer, buyerRnc: TAXPAYER, at }
  const xml = partnerInvoice({ ...document, original: type === '33' || type === '34' ? original : undefined })
  const format = formatOf(type)
  if (!format) throw new Error(`no format of ${type}`)
  const { content, faults } = readContent(format, readXml(xml))
  expect([...faults, ...checkContent(format, content)]).toEqual([])
})

test('its acknowledgements and approvals are sound', () => {
  const about = { issuer: RNC, buyer: TAXPAYER, number: 'E310000000001', at }
  for (const [format, xml] of [
    [ARECF, acknowledgement({ ...about, reason: '4' })],
    [ACECF, approval({ ...about, date: '01-12-2026', total: '1.00', state: '2' })],
  ] as const) {
    const { content, faults } = readContent(format, readXml(xml))
    expect([...faults, ...checkContent(format, content)]).toEqual([])
  }
})

test.each([
  ['https://a.do', 'https://a.do/fe/recepcion/api/ecf'],
  ['https://a.do/', 'https://a.do/fe/recepcion/api/ecf'],
  ['https://a.do/b/c', 'https://a.do/b/c/fe/recepcion/api/ecf'],
  ['https://a.do/b/FE/Autenticacion/api/semilla', 'https://a.do/b/fe/recepcion/api/ecf'],
])('the services of %s are where they should be', (registered, address) => {
  expect(addressOf(registered, 'recepcion/api/ecf')).toBe(address)
})

async function order(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${bench.simulator.baseUrl}${BASE}/api/emision/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('it sends an e-CF on request, through seed and token, and keeps the acknowledgement', async () => {
  const url = `${taxpayer.simulator.baseUrl}${BASE}`
  const urls = { urlRecepcion: url, urlAutenticacion: url }
  const early = await order('emisioncomprobantes', { rnc: TAXPAYER, tipoEncf: '34', ...urls })
  expect(early.status).toBe(400)

  const { body } = await order('emisioncomprobantes', { rnc: TAXPAYER, tipoEncf: 31, ...urls })
  expect(body).toEqual({ rnc: TAXPAYER, encf: 'E310000000001', codigoHttp: 200, estado: '0' })
  const path = `${BASE}/api/emision/consultaacuserecibo?RNC=${TAXPAYER}&ENCF=E310000000001`
  const kept = (await (await bench.get(path)).json()) as { estado: string; acuse: string }
  expect(kept.estado).toBe('0')
  expect(verifyEnveloped(Buffer.from(kept.acuse))).toMatchObject({ valid: true })

  const note = await order('emisioncomprobantes', { rnc: TAXPAYER, tipoEncf: '34', ...urls })
  expect(note.body).toMatchObject({ encf: 'E340000000001', codigoHttp: 200, estado: '0' })
  expect((await order('emisioncomprobantes', { rnc: TAXPAYER, tipoEncf: '44', ...urls })).body).toMatchObject({
    estado: '0',
  })
})

test('what it sent can be approved, at DGII and at the partner itself', async () => {
  const url = `${taxpayer.simulator.baseUrl}${BASE}`
  const { body } = await order('emisioncomprobantes', { rnc: TAXPAYER, tipoEncf: '31', urlRecepcion: url })
  const number = String(body.encf)
  const about = { issuer: RNC, buyer: TAXPAYER, number, date: '01-12-2026', total: '1180.00', state: '1', at } as const
  const xml = bench.sign(approval(about))
  const atDgii = await bench.upload('/testecf/aprobacioncomercial/api/aprobacioncomercial', nameOf(number), xml)
  expect(await atDgii.json()).toMatchObject({ codigo: '01' })
  const there = await post(bench.simulator, `${BASE}/fe/aprobacioncomercial/api/ecf`, nameOf(number), xml)
  expect(there.status).toBe(200)
  const wrong = bench.sign(approval({ ...about, number: 'E310000099999' }))
  expect((await post(bench.simulator, `${BASE}/fe/aprobacioncomercial/api/ecf`, 'x.xml', wrong)).status).toBe(400)
})

test('a taxpayer that cannot be reached leaves the order answered with status 0', async () => {
  const { body } = await order('emisioncomprobantes', {
    rnc: TAXPAYER,
    tipoEncf: '31',
    urlRecepcion: 'http://127.0.0.1:9',
  })
  expect(body).toMatchObject({ codigoHttp: 0, estado: null })
})

test.each([
  ['no RNC', { tipoEncf: '31', urlRecepcion: 'http://x' }],
  ['a type that is not sent to others', { rnc: TAXPAYER, tipoEncf: '32', urlRecepcion: 'http://x' }],
  ['an address that is none', { rnc: TAXPAYER, tipoEncf: '31', urlRecepcion: 'ftp://x' }],
])('refuses an order with %s', async (_what, body) => {
  expect((await order('emisioncomprobantes', body)).status).toBe(400)
})

test('it approves what was issued to it and DGII accepted, and nothing else', async () => {
  const number = 'E310000000050'
  const url = `${taxpayer.simulator.baseUrl}${BASE}`
  const approvalOrder = {
    rnc: TAXPAYER,
    encf: number,
    estadoAprobacion: '1',
    urlAprobacionComercial: url,
    urlAutenticacion: url,
  }
  expect((await order('envioaprobacioncomercial', approvalOrder)).status).toBe(400)
  await decide(bench, number, invoice('31', number))
  // The other side knows the e-CF as its own.
  await decide(taxpayer, number, invoice('31', number))
  expect(await order('envioaprobacioncomercial', approvalOrder)).toMatchObject({
    status: 200,
    body: { codigoHttp: 200 },
  })
})

/** Estado and reason of the signed acknowledgement the partner answers to a file. */
async function acknowledged(number: string, xml: string): Promise<readonly (string | undefined)[]> {
  const answer = await post(bench.simulator, `${BASE}/FE/Recepcion/api/ECF`, nameOf(number), xml)
  const check = verifyEnveloped(Buffer.from(await answer.arrayBuffer()))
  if (!check.valid) throw new Error(check.message)
  const detail = check.content.children[0]?.children ?? []
  return ['Estado', 'CodigoMotivoNoRecibido'].map((name) => detail.find((each) => each.name === name)?.text)
}

test('it acknowledges what reaches it, and says why when it does not take it', async () => {
  const number = 'E310000000060'
  const good = bench.sign(invoice('31', number))
  const toAnother = { 'Encabezado.Comprador.RNCComprador': '101010632' }
  const illFormed = invoice('31', number).replace('<TipoPago>1</TipoPago>', '')
  expect(await acknowledged(number, bench.sign(illFormed))).toEqual(['1', '1'])
  expect(await acknowledged(number, good.replace('<MontoTotal>1180', '<MontoTotal>1181'))).toEqual(['1', '2'])
  expect(await acknowledged(number, bench.sign(invoice('31', number, toAnother)))).toEqual(['1', '4'])
  expect(await acknowledged(number, good)).toEqual(['0', undefined])
  expect(await acknowledged(number, good)).toEqual(['1', '3'])
  expect((await post(bench.simulator, `${BASE}/fe/recepcion/api/ecf`, 'x.xml', 'no XML')).status).toBe(400)
})

test('it needs no token, but one that is shown must be its own', async () => {
  const xml = bench.sign(invoice('31', 'E310000000061'))
  const path = `${BASE}/fe/recepcion/api/ecf`
  const stranger = { authorization: `Bearer ${await bench.token()}` }
  expect((await post(bench.simulator, path, nameOf('E310000000061'), xml, stranger)).status).toBe(401)

  const seed = await (await bench.get(`${BASE}/fe/autenticacion/api/semilla`)).text()
  const validate = `${BASE}/fe/autenticacion/api/validacioncertificado`
  const { token } = (await (await post(bench.simulator, validate, 's.xml', signedSeed(seed, bench.sign))).json()) as {
    token: string
  }
  expect(
    (await post(bench.simulator, path, nameOf('E310000000061'), xml, { authorization: `Bearer ${token}` })).status,
  ).toBe(200)
})
