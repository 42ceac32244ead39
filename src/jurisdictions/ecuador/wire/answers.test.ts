import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { needs, shared } from '../../../../test/support/needs.ts'
import { xml } from '../../../../test/support/scripted-line.ts'
import { authorizations, envelope, reception, soapFault } from '../../../../test/support/sri-answers.ts'
import { readXml } from '../../../xml/reader.ts'
import type { WireReply } from '../../authority-protocol.ts'
import { momentOf } from './answer-time.ts'
import { authorizationsOf } from './authorization.ts'
import { receptionOf } from './reception.ts'
import { soapAnswerOf, type WireAnswer } from './soap-answer.ts'
import { standaloneElements } from './standalone-element.ts'
import { standingOf } from './standing.ts'

const CLAVE = '1702201205176001321000110010030001000011234567816'

function answer(reply: WireReply): WireAnswer {
  if (reply.kind !== 'answer') throw new Error('this is no answer')
  return reply
}

/** A SOAP answer around what a service says. */
const said = (content: string, status = 200) => answer(xml(envelope(content), status))
const sample = (name: string) => answer(xml(readFileSync(shared(`sri/samples/soap/${name}.xml`), 'utf8')))

const FIREWALL = answer(xml('<!DOCTYPE html><html><body><estado>RECIBIDA</estado></body></html>'))

/** Answers that say nothing about any document, whoever reads them. */
const NOISE: readonly { readonly why: string; readonly reply: WireAnswer }[] = [
  { why: 'a page of a firewall with status 200', reply: FIREWALL },
  { why: 'a page of a firewall with status 403', reply: { ...FIREWALL, status: 403 } },
  { why: 'an empty body', reply: answer(xml('')) },
  { why: 'a byte-order mark and nothing else', reply: answer(xml('\uFEFF')) },
  { why: 'a text', reply: answer(xml('Service Unavailable', 503)) },
  { why: 'JSON', reply: answer(xml('{"estado":"RECIBIDA"}')) },
  { why: 'XML that ends early', reply: answer(xml(envelope('<r><estado>RECIBIDA').slice(0, 120))) },
  { why: 'XML with a document type', reply: answer(xml('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>')) },
  { why: 'XML that is no SOAP', reply: answer(xml('<estado>AUTORIZADO</estado>')) },
  { why: 'an envelope without a body', reply: answer(xml('<Envelope/>')) },
  { why: 'an empty SOAP body', reply: said('') },
  { why: 'an empty operation', reply: said('<r/>') },
  { why: 'an element that bears no result', reply: said('<r><otra><estado>RECIBIDA</estado></otra></r>') },
  { why: 'a fault of the server', reply: answer(soapFault('Server', 'x')) },
  {
    why: 'a failing server, even with an estado',
    reply: { ...answer(reception('RECIBIDA')), status: 500 },
  },
  {
    why: 'a redirect, even with an estado',
    reply: { ...answer(authorizations(CLAVE, { estado: 'AUTORIZADO' })), status: 302 },
  },
]

describe('an answer that says nothing', () => {
  test.each(NOISE)('leaves reception unclear: $why', ({ reply }) => {
    expect(receptionOf(reply, CLAVE)).toEqual({
      kind: 'unclear',
      cause: expect.stringMatching(/^HTTP \d{3} /) as unknown,
    })
  })

  test.each(NOISE)('is no authorisation and no standing: $why', ({ reply }) => {
    const none = { kind: 'none', cause: expect.stringMatching(/^HTTP \d{3} /) as unknown }
    expect(authorizationsOf(reply, CLAVE)).toEqual(none)
    expect(standingOf(reply, CLAVE)).toEqual(none)
  })

  test('does not put pages into words for people', () => {
    expect(soapAnswerOf(FIREWALL)).toEqual({ kind: 'noise', cause: 'HTTP 200 with a web page instead of an answer' })
  })
})

describe('a SOAP fault', () => {
  test('is SRI’s own unless it says that the request was wrong', () => {
    expect(soapAnswerOf(answer(soapFault('Server', 'no está')))).toEqual({
      kind: 'fault',
      side: 'server',
      cause: 'HTTP 500 with a SOAP fault: no está',
    })
    expect(soapAnswerOf(answer(soapFault('Client', 'x')))).toMatchObject({ side: 'client' })
    expect(soapAnswerOf(said('<Fault/>', 200))).toMatchObject({ kind: 'fault', side: 'server' })
    expect(receptionOf(answer(soapFault('Client', 'x')), CLAVE).kind).toBe('misunderstood')
  })
})

describe.skipIf(!needs('shared'))('the official samples', () => {
  test('RECIBIDA', () => {
    expect(receptionOf(sample('recepcion_recibida'), CLAVE)).toEqual({ kind: 'taken' })
  })

  test.each([
    { name: 'recepcion_devuelta_35', code: '35', text: /^DOCUMENTO INVÁLIDO: .*'totalSinImpuestos'/ },
    { name: 'recepcion_devuelta_43', code: '43', text: /^CLAVE ACCESO REGISTRADA$/ },
    { name: 'recepcion_devuelta_70', code: '70', text: /^CLAVE DE ACCESO EN PROCESAMIENTO$/ },
  ])('DEVUELTA with $code', ({ name, code, text }) => {
    expect(receptionOf(sample(name), CLAVE)).toEqual({
      kind: 'returned',
      messages: [{ code, text: expect.stringMatching(text) as unknown, severity: 'error' }],
    })
  })

  test('AUTORIZADO, with the document byte for byte', () => {
    expect(authorizationsOf(sample('autorizacion_autorizado'), CLAVE)).toMatchObject({
      authorizations: [
        {
          state: 'authorized',
          numeroAutorizacion: CLAVE,
          decidedAt: new Date('2026-02-11T23:37:42Z'),
          comprobante: expect.stringMatching(/^<\?xml .*byte for byte --><\/factura>$/) as unknown,
          messages: [{ code: '60', severity: 'warning' }],
          file: expect.stringMatching(/^<autorizacion><estado>AUTORIZADO.*<\/autorizacion>$/) as unknown,
        },
      ],
    })
  })

  test('NO AUTORIZADO with 39', () => {
    expect(authorizationsOf(sample('autorizacion_no_autorizado_39'), CLAVE)).toMatchObject({
      authorizations: [
        {
          state: 'not-authorized',
          numeroAutorizacion: undefined,
          messages: [
            { code: '39', text: expect.stringMatching(/^FIRMA INVALIDA: La firma/) as unknown, severity: 'error' },
          ],
        },
      ],
    })
  })

  test('nothing yet', () => {
    expect(authorizationsOf(sample('autorizacion_vacia_aun_no_procesada'), CLAVE)).toEqual({
      kind: 'authorizations',
      authorizations: [],
    })
  })

  test('a comprobante that is valid, and one that is not found', () => {
    expect(
      standingOf(sample('consulta_estado_autorizado'), '2111202405176001321000110010010000001241234567810'),
    ).toEqual({
      kind: 'standing',
      standing: 'authorized',
      authorizedAt: new Date('2024-12-12T15:49:37Z'),
    })
    const asked = '2111202401176001321000110010010000011171234567810'
    expect(standingOf(sample('consulta_estado_rechazada_99'), asked)).toMatchObject({
      kind: 'unseen',
      messages: [{ code: '99' }],
    })
  })
})

describe('an odd answer', () => {
  test('is read with other prefixes, blanks, a byte-order mark, and a declaration of another encoding', () => {
    const body =
      '\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?>\n<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/">\n' +
      '<S:Header/><S:Body><x:validarComprobanteResponse xmlns:x="urn:x"><x:RespuestaRecepcionComprobante>\n' +
      '<x:estado> Devuelta </x:estado><x:comprobantes><x:comprobante><x:claveAcceso>N/A</x:claveAcceso><x:mensajes>\n' +
      '<x:mensaje><x:identificador>35</x:identificador><x:mensaje> <![CDATA[ARCHIVO <no> válido]]> </x:mensaje>' +
      '<x:informacionAdicional>a &amp; b</x:informacionAdicional><x:tipo>Error</x:tipo></x:mensaje></x:mensajes></x:comprobante>' +
      '</x:comprobantes></x:RespuestaRecepcionComprobante></x:validarComprobanteResponse></S:Body></S:Envelope>'
    expect(receptionOf(answer(xml(body)), CLAVE)).toEqual({
      kind: 'returned',
      messages: [{ code: '35', text: 'ARCHIVO <no> válido: a & b', severity: 'error' }],
    })
  })

  test('has one message or many, with all of their parts or few', () => {
    const reply = reception('DEVUELTA', CLAVE, [
      { identificador: '52', mensaje: 'A', informacionAdicional: 'B', tipo: 'ERROR' },
      { identificador: '60', mensaje: 'C', tipo: 'INFORMATIVO' },
      { identificador: '59', tipo: 'ADVERTENCIA' },
      { mensaje: 'D' },
      { informacionAdicional: 'E' },
      { mensaje: 'F', informacionAdicional: 'F' },
      {},
    ])
    expect(receptionOf(answer(reply), CLAVE)).toEqual({
      kind: 'returned',
      messages: [
        { code: '52', text: 'A: B', severity: 'error' },
        { code: '60', text: 'C', severity: 'warning' },
        { code: '59', text: '', severity: 'warning' },
        { code: '0', text: 'D', severity: 'error' },
        { code: '0', text: 'E', severity: 'error' },
        { code: '0', text: 'F', severity: 'error' },
      ],
    })
  })

  test('for another clave settles nothing', () => {
    const another = CLAVE.replace(/6$/, '7')
    expect(receptionOf(answer(reception('DEVUELTA', another)), CLAVE).kind).toBe('unclear')
    expect(authorizationsOf(answer(authorizations(another, { estado: 'AUTORIZADO' })), CLAVE)).toEqual({
      kind: 'none',
      cause: `asked for ${CLAVE}, answered for ${another}`,
    })
  })

  test.each([
    { why: 'an empty list', inner: '<autorizaciones/>', is: 0 },
    { why: 'the number 0', inner: '<numeroComprobantes>0</numeroComprobantes>', is: 0 },
    { why: 'neither list nor number', inner: '', is: undefined },
    { why: 'a number without the list', inner: '<numeroComprobantes>1</numeroComprobantes>', is: undefined },
    {
      why: 'a number and an empty list',
      inner: '<numeroComprobantes>1</numeroComprobantes><autorizaciones/>',
      is: undefined,
    },
  ])('says that there is nothing only outright: $why', ({ inner, is }) => {
    const reply = said(`<r><RespuestaAutorizacionComprobante>${inner}</RespuestaAutorizacionComprobante></r>`)
    const read = authorizationsOf(reply, CLAVE)
    expect(read.kind === 'authorizations' ? read.authorizations.length : undefined).toBe(is)
  })

  test.each([
    { estado: 'AUTORIZADO', is: 'authorized' },
    { estado: ' autorizado ', is: 'authorized' },
    { estado: 'AUT', is: 'authorized' },
    { estado: 'NO AUTORIZADO', is: 'not-authorized' },
    { estado: 'NO  AUTORIZADA', is: 'not-authorized' },
    { estado: 'NAT', is: 'not-authorized' },
    { estado: 'RECHAZADA', is: 'not-authorized' },
    { estado: 'EN PROCESO', is: 'processing' },
    { estado: 'EN PROCESAMIENTO', is: 'processing' },
    { estado: 'PPR', is: 'processing' },
    { estado: 'AUTORIZADO CON DUDAS', is: 'processing' },
    { estado: '', is: 'processing' },
  ])('has an estado in any letters: "$estado" is $is', ({ estado, is }) => {
    expect(authorizationsOf(answer(authorizations(CLAVE, { estado })), CLAVE)).toMatchObject({
      authorizations: [{ state: is }],
    })
  })

  test.each([
    { estado: 'PENDIENTE DE ANULAR', is: 'annulment-pending' },
    { estado: 'ANULADO', is: 'annulled' },
    { estado: 'NO AUTORIZADO', is: 'not-authorized' },
  ])('of the consultation tells what the comprobante is worth: $estado', ({ estado, is }) => {
    const inner = `<EstadoAutorizacionComprobante><estadoAutorizacion>${estado}</estadoAutorizacion></EstadoAutorizacionComprobante>`
    expect(standingOf(said(`<r>${inner}</r>`), CLAVE)).toEqual({
      kind: 'standing',
      standing: is,
      authorizedAt: undefined,
    })
  })
})

describe('the document in an authorisation', () => {
  const DOCUMENT =
    '<?xml version="1.0" encoding="UTF-8"?>\n<factura id="comprobante"><a>ñ &amp; &lt;b&gt; </autorizacion> ü</a></factura>'

  test('is the same out of CDATA and out of escaped text', () => {
    const escaped = DOCUMENT.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const inCdata = answer(authorizations(CLAVE, { estado: 'AUTORIZADO', comprobante: DOCUMENT }))
    const inText: WireAnswer = {
      ...inCdata,
      body: inCdata.body.replace(/<!\[CDATA\[[\s\S]*?\]\]>/, () => escaped),
    }
    for (const reply of [inCdata, inText]) {
      const read = authorizationsOf(reply, CLAVE)
      expect(read).toMatchObject({ authorizations: [{ comprobante: DOCUMENT }] })
      const file = read.kind === 'authorizations' ? (read.authorizations[0]?.file ?? '') : ''
      expect(reply.body).toContain(file)
      expect(readXml(file).children.find(({ name }) => name === 'comprobante')?.text).toBe(DOCUMENT)
    }
  })

  test('is each in its own file when there are several', () => {
    const items = ['A', 'B', 'C'].map((comprobante) => ({ estado: 'NO AUTORIZADO', comprobante }))
    const read = authorizationsOf(answer(authorizations(CLAVE, ...items)), CLAVE)
    expect(
      read.kind === 'authorizations' && read.authorizations.map(({ file }) => readXml(file).children[1]?.text),
    ).toEqual(['A', 'B', 'C'])
  })
})

describe('standaloneElements', () => {
  test('cuts characters, whatever looks like a tag in comments, CDATA, instructions and attributes', () => {
    const cut = `<a x="</a>" y='>'><!-- </a> --><![CDATA[</a>]]><?pi </a>?><b/>\r\n</a >`
    expect(standaloneElements(`<?xml version="1.0"?><r><!--<a>-->${cut}<c>1</c><a/></r>`, 'a')).toEqual([cut, '<a/>'])
  })

  test('leaves elements inside an element of the same name to it', () => {
    expect(standaloneElements('<r><a><b><a>1</a></b></a><a>2</a></r>', 'a')).toEqual([
      '<a><b><a>1</a></b></a>',
      '<a>2</a>',
    ])
  })

  test('takes along the namespaces that it uses, so that it can be read alone', () => {
    const xmlText = `<s:r xmlns:s="urn:s" xmlns:n="urn:n" xmlns:t='urn:t'><n:a t:k="1"><n:b/></n:a></s:r>`
    expect(standaloneElements(xmlText, 'a')).toEqual([`<n:a xmlns:n="urn:n" xmlns:t='urn:t' t:k="1"><n:b/></n:a>`])
    expect(readXml(standaloneElements(xmlText, 'a')[0] ?? '').namespace).toBe('urn:n')
  })

  test('takes the innermost declaration of a prefix, and none it has itself', () => {
    const xmlText = '<r xmlns:n="urn:1"><q xmlns:n="urn:2"><n:a/></q><n:a xmlns:n="urn:3"/></r>'
    expect(standaloneElements(xmlText, 'a')).toEqual(['<n:a xmlns:n="urn:2"/>', '<n:a xmlns:n="urn:3"/>'])
  })

  test('takes no time to speak of over the largest answer', () => {
    const document = `<d>${'<l a="1">&amp;</l>'.repeat(60_000)}</d>`
    const started = performance.now()
    expect(standaloneElements(`<r><a><![CDATA[${document}]]></a><a>${document}</a></r>`, 'a')).toHaveLength(2)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('momentOf', () => {
  test.each([
    { text: '2026-02-11T18:37:42-05:00', is: '2026-02-11T23:37:42.000Z' },
    { text: '2026-02-11T18:37:42.123-05:00', is: '2026-02-11T23:37:42.123Z' },
    { text: '2026-02-11T23:37:42Z', is: '2026-02-11T23:37:42.000Z' },
    { text: '2026-02-11T18:37:42', is: '2026-02-11T23:37:42.000Z' },
    { text: '11/02/2026 18:37:42', is: '2026-02-11T23:37:42.000Z' },
    { text: '31/02/2026 18:37:42', is: undefined },
    { text: '2026-02-30T18:37:42-05:00', is: undefined },
    { text: '2026-02-11T25:37:42-05:00', is: undefined },
    { text: '2026-02-11', is: undefined },
    { text: '', is: undefined },
    { text: undefined, is: undefined },
  ])('$text is $is', ({ text, is }) => expect(momentOf(text)?.toISOString()).toBe(is))
})
