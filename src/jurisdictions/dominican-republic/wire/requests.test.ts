import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { seedOf, seedRequest, tokenOf, tokenRequest } from './authentication.ts'
import { approvalRequest } from './commercial-approval.ts'
import { directoryEntryRequest, directoryRequest } from './directory.ts'
import { ambienteOf, AUTHORITY_ENVIRONMENTS } from './environments.ts'
import { fileNameOf, xmlUpload } from './multipart.ts'
import { resultRequest, rfceQueryRequest, stateRequest, trackIdsRequest } from './queries.ts'
import { voidingRequest } from './range-voiding.ts'
import { ecfRequest, rfceRequest } from './reception.ts'
import { ambienteStatusRequest, maintenanceRequest, servicesRequest } from './service-status.ts'
import type { WireAnswer } from './answer.ts'

const XML = Buffer.from('<?xml version="1.0" encoding="utf-8"?><ECF><a>ñ\r\n</a></ECF>')
const FILE = { rncEmisor: '131880681', eNCF: 'E310000000001', xml: XML }
const SOUGHT = { rncEmisor: '131880681', eNCF: 'E310000000001', rncComprador: '101010632', codigoSeguridad: 'f+eCnR' }

/** Every request by the id DGII's services have in the catalogue of the reference material. */
const REQUESTS = {
  semilla: seedRequest('testecf'),
  validarSemilla: tokenRequest('testecf', XML),
  recepcion: ecfRequest('testecf', FILE, 'T'),
  recepcionRFCE: rfceRequest('testecf', FILE, 'T'),
  consultaResultado: resultRequest('testecf', 'ab-1', 'T'),
  consultaEstado: stateRequest('testecf', SOUGHT, 'T'),
  consultaTrackIds: trackIdsRequest('testecf', SOUGHT, 'T'),
  consultaRFCE: rfceQueryRequest('testecf', SOUGHT, 'T'),
  aprobacionComercial: approvalRequest('testecf', { ...FILE, rncComprador: '101010632' }, 'T'),
  anulacionRangos: voidingRequest('testecf', '131880681', XML, 'T'),
  directorioListado: directoryRequest('testecf', 'T'),
  directorioPorRNC: directoryEntryRequest('testecf', '131880681', 'T'),
  estatusServicios: servicesRequest('K'),
  ventanasMantenimiento: maintenanceRequest('K'),
  verificarEstado: ambienteStatusRequest('testecf', 'K'),
}

interface Endpoint {
  readonly id: keyof typeof REQUESTS
  readonly metodo: string
  readonly url: string
  readonly token: boolean
  readonly query?: readonly string[]
}

describe('the requests', () => {
  test.skipIf(!needs('shared'))('go where every service of DGII is, with its query names, token and key', () => {
    const { servicios } = JSON.parse(readFileSync(shared('dgii/catalogs/endpoints.json'), 'utf8')) as {
      servicios: readonly Endpoint[]
    }
    const hosts = AUTHORITY_ENVIRONMENTS[0]!.hosts
    const made = servicios.map(({ id }) => {
      const { method, host, path, headers } = REQUESTS[id]
      const url = new URL(`${hosts[host]}${path}`)
      return {
        id,
        metodo: method,
        url: `${url.origin}${url.pathname}`,
        query: [...url.searchParams.keys()],
        authorization: headers.authorization,
      }
    })
    expect(made).toEqual(
      servicios.map(({ id, metodo, url, token, query = [] }) => ({
        id,
        metodo,
        url: url.replace('{ambiente}', 'testecf'),
        query,
        authorization: token ? 'Bearer T' : url.includes('statusecf') ? 'Apikey K' : undefined,
      })),
    )
    expect(servicios.map(({ id }) => id).sort()).toEqual(Object.keys(REQUESTS).sort())
  })

  test('ask for JSON, but for the seed, which is XML', () => {
    for (const [id, { headers }] of Object.entries(REQUESTS)) {
      expect(headers.accept).toBe(id === 'semilla' ? 'application/xml' : 'application/json')
    }
  })

  test('percent-encode the security code, whose + and / would be lost in a form encoding', () => {
    expect(rfceQueryRequest('ecf', { ...SOUGHT, codigoSeguridad: 'f+e/n=' }, 'T').path).toMatch(
      /Cod_Seguridad_eCF=f%2Be%2Fn%3D$/,
    )
  })

  test('leave the buyer out when the document has none', () => {
    expect(stateRequest('ecf', { ...SOUGHT, rncComprador: undefined }, 'T').path).not.toMatch(/rnccomprador/)
  })

  test('number the environments of the status host in its own order: production is 2', () => {
    expect(
      (['testecf', 'ecf', 'certecf'] as const).map((each) => ambienteStatusRequest(each, 'K').path.at(-1)),
    ).toEqual(['1', '2', '3'])
  })

  test('never go to an environment nobody named', () => {
    expect(() => ambienteOf('')).toThrow(/no environment/)
    expect(() => ambienteOf('eCF')).toThrow(/no environment/)
    expect(AUTHORITY_ENVIRONMENTS.filter((each) => each.environment === 'production').map((each) => each.name)).toEqual(
      ['ecf'],
    )
  })
})

describe('an upload', () => {
  test('is one part named xml of type text/xml with a file name, and the exact bytes', () => {
    const { contentType, body } = xmlUpload('131880681E310000000001.xml', XML)
    const boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(contentType)![1]!
    expect(Buffer.from(body).toString()).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="xml"; filename="131880681E310000000001.xml"\r\n` +
        `Content-Type: text/xml\r\n\r\n${XML.toString()}\r\n--${boundary}--\r\n`,
    )
  })

  test('can be read by a parser of forms that is not ours, byte for byte', async () => {
    const { contentType, body } = xmlUpload('a.xml', XML)
    const form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData()
    const part = form.get('xml') as File
    expect([...form.keys()]).toEqual(['xml'])
    expect(part.name).toBe('a.xml')
    expect(part.type).toBe('text/xml')
    expect(Buffer.from(await part.arrayBuffer())).toEqual(XML)
  })

  test('is the same each time, so that a retry is the same', () => {
    expect(xmlUpload('a.xml', XML)).toEqual(xmlUpload('a.xml', XML))
  })

  test('names the file after the issuer, and an approval after the buyer', () => {
    const nameIn = (body: Uint8Array | undefined) => /filename="([^"]*)"/.exec(Buffer.from(body!).toString())![1]
    expect(nameIn(REQUESTS.recepcion.body)).toBe('131880681E310000000001.xml')
    expect(nameIn(REQUESTS.recepcionRFCE.body)).toBe('131880681E310000000001.xml')
    expect(nameIn(REQUESTS.aprobacionComercial.body)).toBe('101010632E310000000001.xml')
  })

  test.each([
    ['131880681 ', 'E310000000001'],
    ['RNC131880681', 'E310000000001'],
    ['131880681', 'e310000000001'],
    ['131880681', 'E31000000001'],
  ])('is never named in a way DGII refuses: %s %s', (taxId, eNCF) => {
    expect(() => fileNameOf(taxId, eNCF)).toThrow(RangeError)
  })
})

describe('a seed', () => {
  const reply = (body: string, status = 200): WireAnswer => ({
    kind: 'answer',
    status,
    contentType: 'application/xml',
    body,
  })
  const SEED = '<?xml version="1.0" encoding="utf-8"?><SemillaModel><valor>abc</valor><fecha>x</fecha></SemillaModel>'

  test('is handed on as it came, without a byte-order mark', () => {
    expect(seedOf(reply(`\uFEFF${SEED}`))).toEqual({ kind: 'seed', xml: Buffer.from(SEED) })
  })

  test.skipIf(!needs('shared'))('as DGII serves it is one', () => {
    const body = readFileSync(shared('dgii/samples/others/semilla-unsigned-as-served.xml'), 'utf8')
    expect(seedOf(reply(body)).kind).toBe('seed')
  })

  test.each([
    { why: 'of a firewall', body: '<html><body>no</body></html>' },
    { why: 'without a value', body: '<SemillaModel><valor></valor></SemillaModel>' },
    { why: 'that is another file', body: '<ECF></ECF>' },
    { why: 'cut in the middle', body: SEED.slice(0, 60) },
    { why: 'with a document type', body: `<!DOCTYPE a>${SEED.slice(38)}` },
    { why: 'in JSON', body: '{"valor":"abc"}' },
    { why: 'that is empty', body: '' },
  ])('is none: an answer $why', ({ body }) => expect(seedOf(reply(body)).kind).toBe('none'))

  test('is none from a failing server', () => expect(seedOf(reply(SEED, 500)).kind).toBe('none'))
})

describe('a token', () => {
  const NOW = new Date('2026-11-21T12:00:00Z')
  const reply = (body: unknown, status = 200): WireAnswer => ({
    kind: 'answer',
    status,
    contentType: 'application/json',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

  test.each([
    {
      why: 'an hour',
      expira: '2026-11-21T13:00:05Z',
      expedido: '2026-11-21T12:00:05Z',
      ends: '2026-11-21T13:00:00.000Z',
    },
    {
      why: 'its own life when shorter',
      expira: '2026-11-21T12:20:00Z',
      expedido: '2026-11-21T12:00:00Z',
      ends: '2026-11-21T12:20:00.000Z',
    },
    {
      why: 'an hour when it claims a day',
      expira: '2026-11-22T12:00:00Z',
      expedido: '2026-11-21T12:00:00Z',
      ends: '2026-11-21T13:00:00.000Z',
    },
    {
      why: 'an hour by a clock four hours off',
      expira: '2026-11-21T09:00:00Z',
      expedido: '2026-11-21T08:00:00Z',
      ends: '2026-11-21T13:00:00.000Z',
    },
    { why: 'an hour when its dates are no dates', expira: 'pronto', expedido: null, ends: '2026-11-21T13:00:00.000Z' },
    {
      why: 'an hour when it ends before it begins',
      expira: '2026-11-21T11:00:00Z',
      expedido: '2026-11-21T12:00:00Z',
      ends: '2026-11-21T13:00:00.000Z',
    },
  ])('lives $why', ({ expira, expedido, ends }) => {
    expect(tokenOf(reply({ token: 'T', expira, expedido }), NOW)).toEqual({
      kind: 'token',
      token: { value: 'T', expiresAt: new Date(ends) },
    })
  })

  test('is read from XML', () => {
    const body =
      '<RespuestaAutenticacion><token>T</token><expira>2026-11-21T13:00:00Z</expira></RespuestaAutenticacion>'
    expect(tokenOf(reply(body), NOW)).toMatchObject({ kind: 'token', token: { value: 'T' } })
  })

  test('that could not stand in a header is none', () => {
    expect(tokenOf(reply({ token: 'T\r\nX: y' }), NOW).kind).toBe('none')
  })

  test('is refused in DGII words only', () => {
    expect(tokenOf(reply('Firma del certificado invalida', 400), NOW)).toEqual({
      kind: 'refused',
      messages: [{ code: '0', text: 'Firma del certificado invalida', severity: 'error' }],
    })
    expect(tokenOf(reply('<html>Firma del certificado invalida</html>', 400), NOW).kind).toBe('none')
    expect(tokenOf(reply('Bad Gateway', 502), NOW).kind).toBe('none')
    expect(tokenOf(reply({}), NOW).kind).toBe('none')
  })
})
