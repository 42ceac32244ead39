import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { testPkcs12 } from '../../../test/support/certificates.ts'
import { needs } from '../../../test/support/needs.ts'
import { consumerInvoice, creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import type { Problem } from '../problem.ts'

describe.skipIf(!needs('postgres-server'))('hostile input is a clear problem and leaves nothing behind', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const send = (request: InjectOptions, key = taxpayer.apiKey): Promise<LightMyRequestResponse> =>
    api.app.inject(withKey(key, request))
  const issue = (payload: object | string, key?: string): Promise<LightMyRequestResponse> =>
    send({ method: 'POST', url: '/api/v1/documents', payload, headers: { 'content-type': 'application/json' } }, key)

  /** What is stored and which number comes next: the same before and after a refused request. */
  async function stock(key?: string): Promise<unknown> {
    const documents = await send({ url: '/api/v1/documents' }, key)
    const { issuers } = (await send({ url: '/api/v1/issuers' }, key)).json<{ issuers: { id: string }[] }>()
    const ranges = await Promise.all(issuers.map(({ id }) => send({ url: `/api/v1/issuers/${id}/ranges` }, key)))
    return [documents.json(), ranges.map((each) => each.json<unknown>())]
  }

  const line = { name: 'Pan', quantity: '1', unitPrice: '10.00', taxes: [{ code: 'ITBIS', rate: '18' }] }

  test.each([
    {
      why: 'a NUL in a text',
      body: creditInvoice({ externalId: 'a\u0000b' }),
      code: 'illegal-character',
      path: 'externalId',
    },
    {
      why: 'a lone surrogate',
      body: creditInvoice({ lines: [{ ...line, name: '\ud800' }] }),
      code: 'illegal-character',
      path: 'lines[0].name',
    },
    {
      why: 'a NUL in the name of a member',
      body: creditInvoice({ 'a\u0000': 1 }),
      code: 'illegal-character',
      path: '',
    },
    { why: 'an unknown field', body: creditInvoice({ surprise: true }), code: 'field-unknown', path: 'surprise' },
    {
      why: 'an unknown field of a line',
      body: creditInvoice({ lines: [{ ...line, prize: '1' }] }),
      code: 'field-unknown',
      path: 'lines[0].prize',
    },
    { why: 'a wrong type', body: creditInvoice({ lines: 'none' }), code: 'field-type', path: 'lines' },
    {
      why: 'a wrong type in a line',
      body: creditInvoice({ lines: [{ ...line, name: [] }] }),
      code: 'field-type',
      path: 'lines[0].name',
    },
    { why: 'no lines', body: creditInvoice({ lines: [] }), code: 'too-few-items', path: 'lines' },
    { why: 'a missing field', body: { ...creditInvoice(), lines: undefined }, code: 'field-missing', path: 'lines' },
    { why: 'an array', body: [creditInvoice()], code: 'not-an-object', path: '' },
    { why: 'null', body: 'null', code: 'not-an-object', path: '' },
    { why: 'a text', body: '"hola"', code: 'not-an-object', path: '' },
    {
      why: '1e400',
      body: JSON.stringify(creditInvoice()).replace('"100.00"', '1e400'),
      code: 'number-not-exact',
      path: 'lines[0].unitPrice',
    },
    {
      why: 'a number that a double cannot hold',
      body: JSON.stringify(creditInvoice()).replace('"100.00"', '0.1234567890123456789'),
      code: 'number-not-exact',
      path: 'lines[0].unitPrice',
    },
  ])('$why', async ({ body, code, path }) => {
    const before = await stock()
    const reply = await issue(body)
    const problem = reply.json<Problem>()

    expect(reply.statusCode).toBe(422)
    expect(problem.code).toBe('invalid-document')
    expect(problem.faults).toContainEqual(expect.objectContaining({ code, path, severity: 'error' }))
    expect(await stock()).toEqual(before)
  })

  test.each(['2026-02-30', '2026-13-01', '2026-00-10', '2025-02-29'])(
    'the date %s, which no calendar has',
    async (issueDate) => {
      const before = await stock()
      const reply = await issue(creditInvoice({ issueDate }))
      expect(reply.statusCode).toBe(422)
      expect(reply.json<Problem>().faults?.map(({ path }) => path)).toContain('issueDate')
      expect(await stock()).toEqual(before)
    },
  )

  test('all faults are told together, each with code, path and message', async () => {
    const { faults = [] } = (
      await issue(creditInvoice({ surprise: 1, currency: 'pesos', lines: [{ ...line, quantity: 'x' }] }))
    ).json<Problem>()
    expect(faults.map(({ path }) => path).sort()).toEqual(['currency', 'lines[0].quantity', 'surprise'])
    expect(faults.every(({ code, message }) => code !== '' && message !== '')).toBe(true)
  })

  test('deep nesting is a fault and no stack overflow', async () => {
    const reply = await issue(`{"do":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`)
    expect(reply.statusCode).toBe(422)
    expect(reply.json<Problem>().faults?.[0]?.code).toBe('too-deep')
  })

  test.each([
    { why: 'JSON cut short', body: '{\n  "type": "31",\n  "lines": [', detail: 'cortado en la línea 3, columna 13' },
    { why: 'a trailing comma', body: '{"type":"31",}', detail: 'línea 1, columna 14' },
    { why: 'an empty body', body: '  ', detail: 'vacío' },
    { why: 'a member that would change a prototype', body: '{"__proto__":{"type":"31"}}', detail: '__proto__' },
  ])('$why is malformed JSON, told with its place', async ({ body, detail }) => {
    const reply = await issue(body)
    expect(reply.statusCode).toBe(400)
    expect(reply.json<Problem>()).toMatchObject({
      code: 'malformed-json',
      detail: expect.stringContaining(detail) as string,
    })
  })

  test('ISO-8859-1 is refused, because guessing would put wrong names on invoices', async () => {
    const bytes = Buffer.from(JSON.stringify(creditInvoice({ buyer: { taxId: '131880681', name: 'Peña' } })), 'latin1')
    const reply = await send({
      method: 'POST',
      url: '/api/v1/documents',
      payload: bytes,
      headers: { 'content-type': 'application/json' },
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.json<Problem>()).toMatchObject({ code: 'malformed-json', detail: 'El cuerpo no está en UTF-8.' })
  })

  test('a body of 5 MB is too large', async () => {
    const reply = await issue(creditInvoice({ externalId: 'x'.repeat(5 * 1024 * 1024) }))
    expect(reply.statusCode).toBe(413)
    expect(reply.json<Problem>().code).toBe('payload-too-large')
  })

  test.each(['%00', '%ED%A0%80', "'; drop table documents; --", '../../etc/passwd', 'x'.repeat(5000)])(
    'the id %j names nothing',
    async (id) => {
      const reply = await send({ url: `/api/v1/documents/${encodeURI(id).replace('%25', '%')}` })
      expect(reply.statusCode).toBe(404)
    },
  )

  test.each([
    'number=%00',
    'limit=1e400',
    'limit=1000',
    'cursor=abc',
    'state=lost',
    'nummer=1',
    'issuedTo=hoy',
    'type=1&type=2',
  ])('the query ?%s is a parameter problem', async (query) => {
    const reply = await send({ url: `/api/v1/documents?${query}` })
    expect(reply.json<Problem>()).toMatchObject({ status: 400, code: 'invalid-parameters' })
    expect(reply.json<Problem>().faults).toHaveLength(1)
  })

  test('an issuer without certificate, with an expired one, and with one from the future', async () => {
    const { apiKey, issuerId } = await dominicanTaxpayer(api.parts, '101010632')
    const upload = async (validFrom: string, validTo: string) => {
      const { file, password } = await testPkcs12({ validFrom: new Date(validFrom), validTo: new Date(validTo) })
      const payload = { file: Buffer.from(file).toString('base64'), password }
      return send({ method: 'POST', url: `/api/v1/issuers/${issuerId}/certificates`, payload }, apiKey)
    }
    const refused = await upload('2020-01-01', '2021-01-01')
    expect(refused.statusCode).toBe(422)
    expect(refused.json<Problem>()).toMatchObject({
      code: 'certificate-refused',
      faults: [{ code: 'expired', path: 'file' }],
    })
    const early = await upload('2030-01-01', '2031-01-01')
    expect(early.json<Problem>().faults?.[0]?.code).toBe('not-yet-valid')

    expect((await upload('2026-01-01', '2026-12-01')).statusCode).toBe(201)
    api.clock.advance(30 * 86_400_000)
    const before = await stock(apiKey)
    const late = await issue(creditInvoice(), apiKey)
    expect(late.statusCode).toBe(409)
    expect(late.json<Problem>()).toMatchObject({
      code: 'certificate-expired',
      title: 'El certificado del emisor venció.',
    })
    expect(await stock(apiKey)).toEqual(before)
    api.clock.advance(-30 * 86_400_000)

    const bare = await issuerWithoutCertificate(apiKey)
    expect((await issue(creditInvoice({ issuer: bare }), apiKey)).json<Problem>().code).toBe('no-certificate')
  })

  async function issuerWithoutCertificate(apiKey: string): Promise<string> {
    const taxId = '401506254'
    const payload = { jurisdiction: 'do', taxId, name: 'Sin Certificado SRL', address: 'Calle 1' }
    expect((await send({ method: 'POST', url: '/api/v1/issuers', payload }, apiKey)).statusCode).toBe(201)
    return taxId
  }

  test('a range that is missing, exhausted or expired', async () => {
    const { apiKey } = await dominicanTaxpayer(api.parts, '999999992', '1')
    expect((await issue(consumerInvoice(), apiKey)).statusCode).toBe(201)
    const before = await stock(apiKey)
    expect((await issue(consumerInvoice(), apiKey)).json<Problem>()).toMatchObject({
      status: 409,
      code: 'range-exhausted',
    })
    expect(await stock(apiKey)).toEqual(before)
    expect((await issue(consumerInvoice({ number: 'E320000000077' }), apiKey)).json<Problem>()).toMatchObject({
      status: 422,
      code: 'number-outside-range',
    })

    api.clock.advance(800 * 86_400_000)
    expect((await issue(creditInvoice(), apiKey)).json<Problem>()).toMatchObject({ status: 409, code: 'range-expired' })
    api.clock.advance(-800 * 86_400_000)
  })

  test('the same number twice', async () => {
    expect((await issue(creditInvoice({ number: 'E310000500000' }))).statusCode).toBe(201)
    const before = await stock()
    expect((await issue(creditInvoice({ number: 'E310000500000' }))).json<Problem>()).toMatchObject({
      status: 409,
      code: 'duplicate-number',
    })
    expect(await stock()).toEqual(before)
  })

  test('English for those who prefer it', async () => {
    const request = {
      method: 'POST' as const,
      url: '/api/v1/documents',
      payload: {},
      headers: { 'accept-language': 'en-GB,en;q=0.9,es;q=0.5' },
    }
    const reply = await send(request)
    expect(reply.headers['content-language']).toBe('en')
    expect(reply.json<Problem>()).toMatchObject({ title: 'The document does not keep all of the rules.' })
    expect(reply.json<Problem>().faults?.[0]?.message).toBe('This field is missing.')
  })

  test('no log line holds a body or a key', () => {
    const log = api.log.join('')
    expect(log).not.toContain('Colmado')
    expect(log).not.toContain(taxpayer.apiKey)
  })
})
