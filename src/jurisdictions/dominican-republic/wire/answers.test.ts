import { describe, expect, test } from 'vitest'
import { approvalOf } from './commercial-approval.ts'
import { answerOf, type WireAnswer } from './answer.ts'
import { estadoOf } from './answer-state.ts'
import { messagesOf, saysNothingFound, saysNumberUsed, saysTemporary } from './answer-messages.ts'
import { momentOf } from './answer-time.ts'
import { decisionOf } from './decision.ts'
import { directoryOf } from './directory.ts'
import { isNotServed, queryOf, tracksOf } from './queries.ts'
import { voidingOf } from './range-voiding.ts'
import { receptionOf } from './reception.ts'
import { acceptanceOn } from './stamp-page.ts'
import { ambienteStatusOf, maintenanceOf, servicesOf } from './service-status.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

function answer(body: unknown, status = 200, contentType = JSON_TYPE): WireAnswer {
  return { kind: 'answer', status, contentType, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

const FIREWALL = answer('<!DOCTYPE html>\n<html><body>Request Rejected</body></html>', 200, 'text/html')

/** Answers that say nothing about any document, whoever reads them. */
const NOISE: readonly { readonly why: string; readonly reply: WireAnswer }[] = [
  { why: 'a page of a firewall with status 200', reply: FIREWALL },
  { why: 'a page of a firewall with status 403', reply: { ...FIREWALL, status: 403 } },
  { why: 'a page that claims to be JSON', reply: answer('<html><body>Estado: Rechazado</body></html>') },
  { why: 'a page in XHTML', reply: answer('<?xml version="1.0"?><html><estado>Rechazado</estado></html>') },
  { why: 'a page behind a comment', reply: answer('<!-- waf --><html></html>') },
  { why: 'an empty body', reply: answer('') },
  { why: 'an empty body with status 400', reply: answer('', 400) },
  { why: 'a byte-order mark and nothing else', reply: answer('\uFEFF') },
  { why: 'JSON cut in the middle', reply: answer('{"estado":"Aceptado","codigo":"1"') },
  { why: 'JSON null', reply: answer('null') },
  { why: 'an empty object', reply: answer({}) },
  { why: 'a number where an object belongs', reply: answer('[5]', 500) },
  { why: 'a failing server, even with an estado', reply: answer({ estado: 'Rechazado', codigo: 2 }, 500) },
  { why: 'a redirect, even with an estado', reply: answer({ estado: 'Aceptado' }, 302) },
  { why: 'a codigo without an estado', reply: answer({ codigo: '2' }) },
  { why: 'an estado nobody knows', reply: answer({ estado: 'En revisión' }) },
  { why: 'a gateway that forbids in JSON', reply: answer({ message: 'Forbidden' }, 403) },
  { why: 'a gateway that forbids in text', reply: answer('Forbidden', 403, 'text/plain') },
  { why: 'a proxy that calls the request bad, in text', reply: answer('Bad Request', 400, 'text/plain') },
  { why: 'XML that ends early', reply: answer('<Respuesta><estado>Aceptado', 200, 'application/xml') },
  { why: 'XML with a document type', reply: answer('<!DOCTYPE r [<!ENTITY a "b">]><r><estado>1</estado></r>') },
]

describe('an answer that says nothing', () => {
  test.each(NOISE)('is never a verdict: $why', ({ reply }) => {
    expect(decisionOf(answerOf(reply))).toBeUndefined()
    expect(queryOf(reply, 'E310000000001').kind).toBe('none')
  })

  test.each(NOISE)('is never a receipt nor a refusal: $why', ({ reply }) => {
    expect(receptionOf(reply)).toMatchObject({ kind: 'unclear', cause: expect.stringMatching(/./) as unknown })
    expect(tracksOf(reply).kind).toBe('none')
    expect(directoryOf(reply).kind).toBe('none')
  })

  test('does not put pages into words for people', () => {
    expect(receptionOf(FIREWALL)).toEqual({ kind: 'unclear', cause: 'HTTP 200 with a web page instead of an answer' })
  })
})

describe('estado', () => {
  test.each([
    { estado: 'Aceptado', is: 'approved' },
    { estado: 'ACEPTADO', is: 'approved' },
    { estado: ' aceptada ', is: 'approved' },
    { estado: 'Aceptado Condicional', is: 'conditional' },
    { estado: 'ACEPTADO  CONDICIONAL', is: 'conditional' },
    { estado: 'Aceptado Condicionalmente', is: 'conditional' },
    { estado: 'Rechazado', is: 'rejected' },
    { estado: 'rechazada', is: 'rejected' },
    { estado: 'En Proceso', is: 'processing' },
    { estado: 'En proceso.', is: 'processing' },
    { estado: 'No Encontrado', is: 'not-found' },
    { estado: 0, is: 'not-found' },
    { estado: 1, is: 'approved' },
    { estado: '2', is: 'rejected' },
    { estado: '03', is: 'processing' },
    { estado: 4, is: 'conditional' },
    { estado: 5, is: undefined },
    { estado: 'No Aceptado', is: undefined },
    { estado: '', is: undefined },
    { estado: null, is: undefined },
    { estado: { a: 1 }, is: undefined },
  ])('$estado is $is', ({ estado, is }) => expect(estadoOf({ estado })).toBe(is))

  test('falls back on codigo only when its own words are unknown', () => {
    expect(estadoOf({ estado: 'Procesado', codigo: '1' })).toBe('approved')
    expect(estadoOf({ estado: 'Rechazado', codigo: '1' })).toBe('rejected')
    expect(estadoOf({ codigo: '1' })).toBeUndefined()
  })
})

describe('a decision', () => {
  test('is read as consulta resultado really writes it', () => {
    const reply = answer({
      trackId: 'd3a4',
      codigo: '1',
      estado: 'Aceptado',
      rnc: '131880681',
      encf: 'E310000000001',
      secuenciaUtilizada: true,
      fechaRecepcion: '9/26/2026 12:16:42 AM',
      mensajes: [{ valor: '', codigo: 0 }],
    })
    expect(queryOf(reply, 'E310000000001')).toEqual({
      kind: 'decision',
      decision: { estado: 'approved', eNCF: 'E310000000001', numberUsed: true, messages: [] },
    })
  })

  test.each([
    { why: 'as text', value: 'False', is: false },
    { why: 'as a number', value: 0, is: false },
    { why: 'as a word', value: 'Sí', is: true },
    { why: 'as null', value: null, is: undefined },
    { why: 'as something else', value: 'quizás', is: undefined },
  ])('tells whether the number is used $why', ({ value, is }) => {
    expect(decisionOf(answerOf(answer({ estado: 2, secuenciaUtilizada: value })))?.numberUsed).toBe(is)
  })

  test.each(['encf', 'eNCF', 'ENCF', 'Encf'])('names its number as %s', (name) => {
    expect(decisionOf(answerOf(answer({ Estado: 'Rechazado', [name]: 'e310000000001' })))?.eNCF).toBe('E310000000001')
  })

  test('on another number decides nothing', () => {
    const reply = answer({ estado: 'Aceptado', encf: 'E310000000002' })
    expect(queryOf(reply, 'E310000000001')).toEqual({
      kind: 'none',
      cause: 'asked for E310000000001, answered for E310000000002',
    })
  })

  test('is read from XML as well, with a byte-order mark and nested messages', () => {
    const body =
      '\uFEFF<?xml version="1.0" encoding="utf-8"?><RespuestaConsulta xmlns="urn:x"><codigo>2</codigo><estado>Rechazado</estado>' +
      '<secuenciaUtilizada>false</secuenciaUtilizada><mensajes><mensaje><codigo>614</codigo><valor>No existe</valor></mensaje>' +
      '<mensaje><codigo>0</codigo><valor/></mensaje></mensajes></RespuestaConsulta>'
    expect(decisionOf(answerOf(answer(body, 200, 'application/xml')))).toEqual({
      estado: 'rejected',
      eNCF: undefined,
      numberUsed: false,
      messages: [{ code: '614', text: 'No existe', severity: 'error' }],
    })
  })

  test('counts with a 4xx when it is the usual body', () => {
    expect(decisionOf(answerOf(answer({ estado: 'Rechazado', codigo: 2 }, 400)))?.estado).toBe('rejected')
    expect(decisionOf(answerOf(answer({ estado: 'No encontrado' }, 404)))?.estado).toBe('not-found')
  })

  test('is found in JSON that was packed once more, and behind a byte-order mark', () => {
    expect(decisionOf(answerOf(answer(JSON.stringify('{"estado":"Aceptado"}'))))?.estado).toBe('approved')
    expect(decisionOf(answerOf(answer('\uFEFF{"estado":"Aceptado"}')))?.estado).toBe('approved')
  })
})

describe('messages', () => {
  const error = (code: string, text: string) => ({ code, text, severity: 'error' as const })

  test.each([
    { why: 'objects', data: { mensajes: [{ codigo: '176', valor: 'a' }] }, are: [error('176', 'a')] },
    { why: 'a number for a code', data: { mensajes: [{ codigo: 4, valor: 'a' }] }, are: [error('4', 'a')] },
    { why: 'the singular', data: { mensaje: [{ Codigo: '1', Valor: 'a' }] }, are: [error('1', 'a')] },
    { why: 'bare texts', data: { mensaje: ['a', 'b'] }, are: [error('0', 'a'), error('0', 'b')] },
    { why: 'one text', data: { mensaje: 'a' }, are: [error('0', 'a')] },
    { why: 'one object', data: { mensajes: { codigo: '81', valor: 'a' } }, are: [error('81', 'a')] },
    { why: 'nothing but a text', data: 'Archivo no válido', are: [error('0', 'Archivo no válido')] },
    { why: 'the same text in two fields', data: { error: 'a', mensaje: 'a' }, are: [error('0', 'a')] },
    { why: 'a code without text', data: { mensajes: [{ codigo: '64', valor: '' }] }, are: [error('64', '')] },
    { why: 'code 0 without text', data: { mensajes: [{ codigo: 0, valor: '' }] }, are: [] },
    { why: 'code 0 with text', data: { mensajes: [{ codigo: '0', valor: 'a' }] }, are: [error('0', 'a')] },
    { why: 'null', data: { mensajes: null, mensaje: [null], error: false }, are: [] },
    { why: 'none', data: { estado: 1 }, are: [] },
    {
      why: 'the web framework of DGII',
      data: { title: 'Bad', errors: { xml: ['The xml field is required.'] } },
      are: [error('0', 'The xml field is required.'), error('0', 'Bad')],
    },
  ])('are read from $why', ({ data, are }) => expect(messagesOf(data, 'error')).toEqual(are))

  test.each([
    { text: 'La secuencia ya ha sido utilizada', code: '0', is: true },
    { text: 'El e-NCF E310000000001 ya fue usado.', code: '0', is: true },
    { text: '', code: '1209', is: true },
    { text: 'La secuencia no ha sido utilizada', code: '0', is: false },
    { text: 'Secuencia no autorizada', code: '75', is: false },
  ])('"$text" ($code) says that the number is used: $is', ({ text, code, is }) => {
    expect(saysNumberUsed([{ code, text, severity: 'error' }])).toBe(is)
  })

  test.each([
    { text: '', code: '004', is: true },
    { text: '', code: '4', is: true },
    { text: 'Error temporal, intente más tarde', code: '0', is: true },
    { text: 'Servicio temporalmente no disponible', code: '0', is: true },
    { text: 'RNC suspendido temporalmente', code: '0', is: false },
    { text: 'error temporal', code: '176', is: false },
  ])('"$text" ($code) says that DGII failed for now: $is', ({ text, code, is }) => {
    expect(saysTemporary([{ code, text, severity: 'error' }])).toBe(is)
  })

  test.each([
    { text: 'No se encontraron registros', is: true },
    { text: 'Comprobante no encontrado', is: true },
    { text: 'No hay trackId para este e-NCF', is: true },
    { text: 'El comprobante no existe', is: true },
    { text: 'No ha sido encontrado', is: true },
    { text: 'Not Found', is: false },
    { text: 'No autorizado', is: false },
  ])('"$text" says that there is nothing: $is', ({ text, is }) => {
    expect(saysNothingFound([{ code: '0', text, severity: 'error' }])).toBe(is)
  })
})

describe('reception', () => {
  test.each([
    { why: 'as documented', body: { trackId: 'ab-1', error: null, mensaje: null } },
    { why: 'in other letters', body: { TrackID: 'ab-1', Error: '' } },
    { why: 'beside a kind word', body: { trackId: 'ab-1', mensaje: 'Recibido' } },
  ])('gives a trackId $why', ({ body }) =>
    expect(receptionOf(answer(body))).toEqual({ kind: 'taken', trackId: 'ab-1' }),
  )

  test('gives a trackId in XML', () => {
    const reply = answer('<RespuestaRecepcion><trackId>ab-1</trackId><error/></RespuestaRecepcion>', 200, 'text/xml')
    expect(receptionOf(reply)).toEqual({ kind: 'taken', trackId: 'ab-1' })
  })

  test.each([
    {
      why: 'a reason where the trackId should be',
      reply: answer({ trackId: null, error: 'e-CF duplicado', mensaje: '' }),
    },
    { why: 'known words with status 200', reply: answer({ trackId: null, mensaje: 'Archivo no válido' }) },
    { why: 'a sentence in JSON', reply: answer('"Archivo no válido"', 400) },
    { why: 'a known sentence in plain text', reply: answer('Archivo no válido', 400, 'text/plain') },
    { why: 'a missing part', reply: answer({ errors: { xml: ['The xml field is required.'] } }, 400) },
    { why: 'no delegation, forbidden', reply: answer({ mensaje: 'El RNC no está delegado' }, 403) },
  ])('refuses with $why', ({ reply }) => expect(receptionOf(reply).kind).toBe('refused'))

  test('a trackId from a failing server is none', () => {
    expect(receptionOf(answer({ trackId: 'ab-1' }, 500)).kind).toBe('unclear')
  })
})

describe('trackids', () => {
  const one = { trackId: 'a', estado: 'Rechazado', fechaRecepcion: '11/21/2026 8:00:00 AM' }
  const read = { trackId: 'a', estado: 'rejected', receivedAt: new Date('2026-11-21T12:00:00Z') }

  test.each([
    { why: 'a list', body: [one] },
    { why: 'one alone', body: one },
    { why: 'a list in an object', body: { trackIds: [one] } },
  ])('are read from $why', ({ body }) => expect(tracksOf(answer(body))).toEqual({ kind: 'tracks', tracks: [read] }))

  test.each([
    { why: 'an empty list', reply: answer([]) },
    { why: 'DGII saying so in JSON', reply: answer({ mensaje: 'No se encontraron trackIds' }, 404) },
    { why: 'an estado that says so', reply: answer({ estado: 'No encontrado' }) },
  ])('are none on $why', ({ reply }) => expect(tracksOf(reply)).toEqual({ kind: 'tracks', tracks: [] }))

  test.each([
    { why: 'a bare 404', reply: answer({ title: 'Not Found', status: 404 }, 404) },
    { why: 'a page that says so', reply: answer('<html>No encontrado</html>', 404, 'text/html') },
    { why: 'a sentence from anyone', reply: answer('No encontrado', 404, 'text/plain') },
    { why: 'entries without a trackId', reply: answer([{ estado: 'Aceptado' }]) },
    { why: 'an empty list of a failing server', reply: answer([], 503) },
  ])('are not taken for none on $why', ({ reply }) => expect(tracksOf(reply).kind).toBe('none'))
})

describe('a service that is not there', () => {
  test.each([
    { reply: answer('<html>404</html>', 404, 'text/html'), is: true },
    { reply: answer('', 405), is: true },
    { reply: answer({ mensaje: 'rnccomprador es requerido' }, 400), is: true },
    { reply: answer('<html>rejected</html>', 403, 'text/html'), is: false },
    { reply: answer('<html>bad</html>', 400, 'text/html'), is: false },
    { reply: answer('', 503), is: false },
  ])('is told from one that fails: $reply.status $reply.contentType', ({ reply, is }) => {
    expect(isNotServed(reply)).toBe(is)
  })
})

describe('moments', () => {
  test.each([
    { why: 'midnight', text: '9/26/2026 12:16:42 AM', at: '2026-09-26T04:16:42.000Z' },
    { why: 'noon', text: '9/26/2026 12:16:42 PM', at: '2026-09-26T16:16:42.000Z' },
    { why: 'the afternoon', text: '1/2/2026 3:04:05 PM', at: '2026-01-02T19:04:05.000Z' },
    { why: 'Spanish halves', text: '09/26/2026 03:04:05 p. m.', at: '2026-09-26T19:04:05.000Z' },
    { why: 'a date alone', text: '9/26/2026', at: '2026-09-26T04:00:00.000Z' },
    { why: 'the official form', text: '26-09-2026 15:04:05', at: '2026-09-26T19:04:05.000Z' },
    { why: 'ISO with Z', text: '2026-09-26T15:04:05Z', at: '2026-09-26T15:04:05.000Z' },
    { why: 'ISO with seven decimals', text: '2022-12-06T10:50:14.9682218-04:00', at: '2022-12-06T14:50:14.968Z' },
    { why: 'ISO without a zone', text: '2026-09-26T15:04:05', at: '2026-09-26T19:04:05.000Z' },
  ])('are read with $why', ({ text, at }) => expect(momentOf(text)?.toISOString()).toBe(at))

  test.each(['26/9/2026 10:00:00 AM', '31-02-2026 10:00:00', 'ayer', '', '9/26/2026 25:00:00'])(
    'are none in "%s"',
    (text) => expect(momentOf(text)).toBeUndefined(),
  )
})

describe('approvals and voidings', () => {
  test.each([1, '1', '01'])('are taken with code %s', (codigo) => {
    expect(approvalOf(answer({ mensaje: ['ok'], codigo }))).toMatchObject({ kind: 'taken' })
    expect(voidingOf(answer({ rnc: '131880681', codigo, nombre: '', mensajes: [] }))).toEqual({
      kind: 'taken',
      messages: [],
    })
  })

  test.each([2, '2', '02'])('are refused with code %s, with the reasons', (codigo) => {
    const messages = [{ code: '0', text: 'Factura no encontrada', severity: 'error' }]
    expect(approvalOf(answer({ mensaje: ['Factura no encontrada'], estado: 'Rechazado', codigo }))).toEqual({
      kind: 'refused',
      messages,
    })
    expect(voidingOf(answer({ codigo, mensajes: ['Factura no encontrada'] }))).toEqual({ kind: 'refused', messages })
  })

  test('are neither when a firewall or a failing server answers', () => {
    for (const reply of [FIREWALL, answer({ codigo: 1, estado: 'Aceptado' }, 500), answer('')]) {
      expect(approvalOf(reply).kind).toBe('none')
      expect(voidingOf(reply).kind).toBe('none')
    }
  })
})

describe('the directory', () => {
  test('gives every entry that has an RNC', () => {
    const entry = {
      nombre: 'Uno',
      rnc: 131880681,
      urlRecepcion: 'https://a',
      UrlAceptacion: 'https://b',
      urlOpcional: null,
    }
    expect(directoryOf(answer([entry, { nombre: 'sin RNC' }]))).toEqual({
      kind: 'entries',
      entries: [
        {
          rnc: '131880681',
          nombre: 'Uno',
          urlRecepcion: 'https://a',
          urlAceptacion: 'https://b',
          urlOpcional: undefined,
        },
      ],
    })
  })

  test('is empty when DGII says so', () => {
    expect(directoryOf(answer([]))).toEqual({ kind: 'entries', entries: [] })
    expect(directoryOf(answer({ mensaje: 'No se encontraron datos' }, 404))).toEqual({ kind: 'entries', entries: [] })
  })
})

describe('the status of the services', () => {
  test('is read service by service', () => {
    expect(servicesOf(answer([{ servicio: 'Recepción', estatus: 'Disponible', ambiente: 'ecf' }]))).toEqual({
      kind: 'status',
      value: [{ servicio: 'Recepción', estatus: 'Disponible', ambiente: 'ecf' }],
    })
  })

  test('names maintenance windows with their days', () => {
    const window = { ambiente: 'ecf', horaInicio: '00:00', horaFin: '02:00', dias: ['1/1/2027', '1/2/2027'] }
    expect(maintenanceOf(answer({ ventanaMantenimientos: [window] }))).toEqual({ kind: 'status', value: [window] })
    expect(maintenanceOf(answer({ ventanaMantenimientos: [] }))).toEqual({ kind: 'status', value: [] })
  })

  test('of an environment is one word', () => {
    expect(ambienteStatusOf(answer({ estado: 'Disponible' }))).toEqual({ kind: 'status', value: 'Disponible' })
    expect(ambienteStatusOf(answer('', 401)).kind).toBe('none')
  })
})

describe('the page behind a QR', () => {
  const html = (body: string, status = 200) => answer(`<!doctype html><html>${body}</html>`, status, 'text/html')

  test.each([
    { why: 'in a heading', body: '<h1>Aceptado</h1>', state: 'approved' },
    {
      why: 'in a table',
      body: '<tr><td>Estado</td><td> ACEPTADO </td></tr><td>E320000000001</td><td>1</td>',
      state: 'approved',
    },
    { why: 'behind its label', body: '<p>Estado: Aceptado Condicional</p>', state: 'conditional' },
  ])('shows an acceptance $why', ({ body, state }) => expect(acceptanceOn(html(body))).toBe(state))

  test.each([
    { why: 'another state beside it', body: '<i>Aceptado</i><b>Rechazado</b>' },
    { why: 'the word in a sentence', body: '<p>Un e-CF aceptado se muestra aquí</p>' },
    { why: 'a bare number', body: '<td>1</td>' },
    { why: 'a script that holds the word', body: '<script>if (x) show("<b>Aceptado</b>")</script>' },
    { why: 'nothing', body: '' },
  ])('shows none with $why', ({ body }) => expect(acceptanceOn(html(body))).toBeUndefined())

  test('shows none when it failed', () => expect(acceptanceOn(html('<h1>Aceptado</h1>', 500))).toBeUndefined())
})
