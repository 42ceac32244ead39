import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { readXml } from '../../../xml/reader.ts'
import { childrenOf, type XmlElement } from '../../../xml/tree.ts'
import type { WireRequest } from '../../authority-protocol.ts'
import { authorizationRequest } from './authorization.ts'
import { ambienteOf, AUTHORITY_ENVIRONMENTS } from './environments.ts'
import { receptionRequest } from './reception.ts'
import { standingRequest } from './standing.ts'

const CLAVE = '1702201205176001321000110010030001000011234567816'

const bodyOf = (request: WireRequest) => Buffer.from(request.body ?? []).toString()

/** An element without the blanks between its children, to compare by meaning. */
function meaningOf({ name, namespace, children, text }: XmlElement): unknown {
  return children.length === 0 ? [name, namespace, text] : [name, namespace, children.map(meaningOf)]
}

/** What SRI is told: the children of Envelope, without an empty Header. */
function saidIn(xml: string): unknown {
  const envelope = readXml(xml)
  return childrenOf(envelope, 'Body').map(meaningOf)
}

describe('a request', () => {
  test.each([
    {
      request: receptionRequest(Buffer.from('<a/>')),
      service: 'validarComprobante',
      name: 'RecepcionComprobantesOffline',
    },
    {
      request: authorizationRequest(CLAVE),
      service: 'autorizacionComprobante',
      name: 'AutorizacionComprobantesOffline',
    },
    { request: standingRequest(CLAVE), service: 'consultarEstadoAutorizacionComprobante', name: 'ConsultaComprobante' },
  ])('goes to $name as SOAP 1.1 with an empty SOAPAction', ({ request, service, name }) => {
    expect(request).toMatchObject({
      service,
      method: 'POST',
      host: 'ws',
      path: `/comprobantes-electronicos-ws/${name}`,
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    })
  })

  test('of reception holds the exact bytes, whatever they are', () => {
    const bytes = Buffer.from([0, 0xff, 0x3c, 0x0d, 0x0a, 0xc3])
    const shifted = Buffer.concat([Buffer.from('xx'), bytes]).subarray(2)
    const xml = /<xml>(.*)<\/xml>/.exec(bodyOf(receptionRequest(shifted)))?.[1]
    expect(Buffer.from(xml ?? '', 'base64')).toEqual(bytes)
  })

  test('has its argument in no namespace', () => {
    expect(saidIn(bodyOf(authorizationRequest(CLAVE)))).toEqual([
      [
        'Body',
        'http://schemas.xmlsoap.org/soap/envelope/',
        [['autorizacionComprobante', 'http://ec.gob.sri.ws.autorizacion', [['claveAccesoComprobante', '', CLAVE]]]],
      ],
    ])
  })

  test.skipIf(!needs('shared'))('says what the official samples say', () => {
    const sample = (name: string) => readFileSync(shared(`sri/samples/soap/${name}.xml`), 'utf8')
    const sent = /<xml>(.*)<\/xml>/.exec(sample('recepcion_request'))?.[1] ?? ''
    expect(saidIn(bodyOf(receptionRequest(Buffer.from(sent, 'base64'))))).toEqual(saidIn(sample('recepcion_request')))
    expect(saidIn(bodyOf(authorizationRequest(CLAVE)))).toEqual(saidIn(sample('autorizacion_request')))
  })
})

describe('the environments', () => {
  test('are one for tests and one that counts, and documents say which', () => {
    expect(AUTHORITY_ENVIRONMENTS.map(({ name, environment }) => [name, environment, ambienteOf(name)])).toEqual([
      ['celcer', 'sandbox', '1'],
      ['cel', 'production', '2'],
    ])
  })

  test.each(['', 'CEL', 'produccion', '2'])('never fall back to another for "%s"', (name) => {
    expect(() => ambienteOf(name)).toThrow(RangeError)
  })
})
