import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../src/accounts/keys.ts'
import { createWebhook } from '../../src/accounts/webhooks.ts'
import type { Scope } from '../../src/domain/caller.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { PRODUCTION } from '../support/taxpayer.ts'
import { WebhookReceiver, status } from '../support/webhook-receiver.ts'
import { World } from '../support/world.ts'
import { consumerRequest, creditRequest, FactlyClient, type FactlyAnswer, type FactlyBody } from './factly-client.ts'

const VALIDATION = 'API_DOCUMENT_VALIDATION_ERROR'

describe.skipIf(!needs('postgres-server'))('the door factly', () => {
  let world: World
  let taxpayer: Client
  let client: FactlyClient
  let count = 0
  const fresh = () => `unico-${(count += 1)}`
  const pathsOf = (body: FactlyBody) => body.details.errors.map(({ path }) => path)

  beforeAll(async () => {
    world = await World.start()
    taxpayer = await world.taxpayer('131000004')
    client = new FactlyClient(world.app, taxpayer.taxpayer.apiKey)
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function created(changes = {}, make = creditRequest): Promise<number> {
    const externalId = fresh()
    const answer = await client.create(make({ externalId, ...changes }), externalId)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return answer.body.id
  }

  async function keyWith(scopes: readonly Scope[]): Promise<FactlyClient> {
    const { tenantId } = taxpayer.taxpayer.caller
    const request = { tenantId, environment: 'sandbox', name: 'x', scopes, expiresAt: undefined } as const
    return new FactlyClient(world.app, (await createKey(world.house, 'test', request)).secret)
  }

  describe('creating', () => {
    test('answers 201 with what the contract documents', async () => {
      const externalId = fresh()
      const answer = await client.create(consumerRequest({ externalId }), externalId)
      expect(answer).toMatchObject({ status: 201, type: 'application/json' })
      const { id } = answer.body
      expect(Number.isInteger(id)).toBe(true)
      expect(answer.body).toMatchObject({
        externalId,
        environment: 'sandbox',
        requestFormat: 'json',
        status: 'queued',
        invoiceId: id,
        receivedAt: '2026-11-21T12:00:00.000Z',
        links: {
          self: `/api/public/v1/sandbox/documents/${id}`,
          status: `/api/public/v1/sandbox/documents/${id}/status`,
          pdf: `/api/public/v1/sandbox/documents/${id}/pdf`,
          xml: `/api/public/v1/sandbox/documents/${id}/xml`,
        },
        document: {
          invoiceId: id,
          status: 'QUEUED',
          issueDate: '2026-11-21',
          total: 118.59,
          currency: 'DOP',
          pdfFinalAvailable: false,
          xmlPreviewAvailable: true,
        },
        dgii: { transmissionStatus: 'PENDING', environment: 'testecf', requestType: 'RFCE' },
        validationErrors: [],
        normalizedPayload: { externalId, currency: 'DOP', language: 'ES' },
      })
      expect(answer.body.document.encf).toMatch(/^E32\d{10}$/)
      for (const link of Object.values(answer.body.links)) expect((await client.askAt(link)).status).toBe(200)
      expect((await client.document(id)).body).toEqual(answer.body)
    })

    test.each([
      { documentType: '43', line: { unidadMedida: '' }, changes: { customerName: '', customerDocument: '' }, taxRate: 0 },
      { documentType: '44', line: { unidadMedida: ' ' }, changes: {}, taxRate: 0 },
      { documentType: '46', line: {}, changes: {}, taxRate: 0 },
      { documentType: '31', line: { unidadMedida: '' }, changes: { language: ' ', currency: 'dop' }, taxRate: 18 },
    ])('tells of a $documentType what stands in it, to be sent again as it is', async ({ documentType, line, changes, taxRate }) => {
      const lines = [{ description: 'Pan', qty: 1, unitPrice: 10, ...line }]
      const first = await client.create(creditRequest({ externalId: fresh(), documentType, lines, ...changes }), fresh())
      expect(first.status, first.text).toBe(201)
      const { normalizedPayload } = first.body as unknown as { normalizedPayload: object }
      expect(normalizedPayload).toMatchObject({ currency: 'DOP', language: 'ES', lines: [{ taxRate, unidadMedida: '43' }] })
      const again = await client.create({ ...normalizedPayload, externalId: fresh() }, fresh())
      expect(again.status, again.text).toBe(201)
    }) // prettier-ignore

    test('puts every field of the request where DGII wants it', async () => {
      const id = await created({
        encf: 'e310000700001',
        issueDate: '2026-11-20',
        // Another day than that of the range that is loaded: the given one stands.
        fechaVencimientoSecuencia: '2027-06-30',
        billingType: 'CREDITO',
        creditDays: 30,
        notes: 'Entregar\npor la tarde',
        customerId: 77,
        customerDocument: '1-31-88068-1',
        customerEmail: 'fela@example.com',
        language: 'ES',
        somethingElse: true,
        lines: [{ itemId: 9, description: 'Servicio', qty: 1.5, unitPrice: 100, taxRate: 16, discountAmount: 10, unidadMedida: '15' }],
      }) // prettier-ignore
      const { text, type } = await client.document(id, '/xml')
      expect(type).toBe('application/xml')
      for (const part of [
        '<eNCF>E310000700001</eNCF><FechaVencimientoSecuencia>30-06-2027</FechaVencimientoSecuencia>',
        '<TipoPago>2</TipoPago><FechaLimitePago>20-12-2026</FechaLimitePago>',
        '<InformacionAdicionalEmisor>Entregar por la tarde</InformacionAdicionalEmisor>',
        '<FechaEmision>20-11-2026</FechaEmision>',
        '<RNCComprador>131880681</RNCComprador><RazonSocialComprador>Colmado Doña Fela</RazonSocialComprador>',
        '<CorreoComprador>fela@example.com</CorreoComprador>',
        '<CodigoInternoComprador>77</CodigoInternoComprador>',
        '<TipoCodigo>Interna</TipoCodigo><CodigoItem>9</CodigoItem>',
        '<IndicadorFacturacion>2</IndicadorFacturacion><NombreItem>Servicio</NombreItem>',
        '<UnidadMedida>15</UnidadMedida>',
        '<DescuentoMonto>10.00</DescuentoMonto>',
        '<MontoItem>140.00</MontoItem>',
        '<MontoTotal>162.40</MontoTotal>',
      ]) {
        expect(text).toContain(part)
      }
    })

    test('takes the only tax of a type whose lines are all taxed alike', async () => {
      const lines = [{ description: 'Peaje', qty: 1, unitPrice: 60, taxRate: 0 }]
      const id = await created({ documentType: '43', lines, customerName: '', customerDocument: '' })
      expect((await client.document(id, '/xml')).text).toContain('<IndicadorFacturacion>4</IndicadorFacturacion>')
    })

    test('makes a credit note over its invoice, sent once that is accepted', async () => {
      const original = (await client.document(await created())).body.document.encf
      const id = await created({
        documentType: '34',
        referenceEncf: original,
        referenceIssueDate: '2026-11-21',
        referenceModificationCode: '1',
      })
      await world.settle()
      expect((await client.document(id)).body.status).toBe('approved')
      expect((await client.document(id, '/xml')).text).toContain(`<NCFModificado>${original}</NCFModificado>`)
    })

    test.each([
      { form: 'X-API-Key', headers: (key: string) => ({ authorization: '', 'x-api-key': key }) },
      { form: 'Bearer', headers: (key: string) => ({ authorization: `bearer ${key}` }) },
    ])('takes the key as $form', async ({ headers }) => {
      const answer = await client.ask('/usage', { headers: headers(client.apiKey) })
      expect(answer.status).toBe(200)
    })

    test.each([
      { what: 'nothing', headers: { authorization: '' } },
      { what: 'no key', headers: { authorization: 'Bearer nada' } },
      { what: 'an unknown one', headers: { authorization: `Bearer emk_sandbox_${'x'.repeat(60)}` } },
    ])('answers 401 to $what', async ({ headers }) => {
      const paths = ['/v1/sandbox/usage', '/v1/catalogs/document-types', '/v2/nada']
      for (const path of paths) {
        expect(await client.askAt(`/api/public${path}`, { headers })).toMatchObject({
          status: 401,
          body: { code: 'API_UNAUTHORIZED', message: 'Falta API key o la API key es inválida.', details: {} },
        })
      }
    })

    test.each([
      { environment: 'production', statuses: [403, 403, 403, 403] },
      // Each as the operation documents it.
      { environment: 'staging', statuses: [400, 404, 400, 403] },
      { environment: 'SANDBOX', statuses: [400, 404, 400, 403] },
    ])('lets nobody into the environment $environment', async ({ environment, statuses }) => {
      const answers = await Promise.all([
        client.askAt(`/api/public/v1/${environment}/usage`),
        client.askAt(`/api/public/v1/${environment}/documents/1`),
        client.askAt(`/api/public/v1/${environment}/documents`, { method: 'POST', body: consumerRequest(), key: 'k' }),
        client.askAt(`/api/public/v1/${environment}/webhooks/test`, { method: 'POST' }),
      ])
      const CODES: Readonly<Record<number, string>> = { 400: 'API_BAD_REQUEST', 403: 'API_ENVIRONMENT_FORBIDDEN', 404: 'API_NOT_FOUND' }
      for (const [i, expected] of statuses.entries()) {
        expect(answers[i]).toMatchObject({ status: expected, body: { code: CODES[expected], details: { environment } } })
      }
    }) // prettier-ignore

    test('answers 403 to a key without the scope', async () => {
      const reader = await keyWith(['documents:read'])
      const writer = await keyWith(['documents:write'])
      for (const answer of await Promise.all([
        reader.create(consumerRequest(), 'k'),
        reader.createXml('<ECF/>', 'k'),
        reader.retry(1),
        reader.ask('/webhooks/test', { method: 'POST' }),
        writer.ask('/usage'),
        writer.document(1),
        writer.askAt('/api/public/v1/catalogs/document-types'),
      ])) {
        expect(answer).toMatchObject({ status: 403, body: { code: 'API_FORBIDDEN', details: {} } })
      }
    })

    test('wants an Idempotency-Key of 1 to 191 characters', async () => {
      const body = consumerRequest({ externalId: fresh() })
      const missing = await client.ask('/documents', { method: 'POST', body })
      expect(missing).toMatchObject({ status: 400, body: { code: 'API_IDEMPOTENCY_KEY_REQUIRED' } })
      expect(await client.create(body, '')).toMatchObject({ status: 400 })
      expect(await client.create(body, 'k'.repeat(192))).toMatchObject({
        status: 400,
        body: { code: 'API_BAD_REQUEST' },
      })
      expect((await client.create(body, 'k'.repeat(191))).status).toBe(201)
    })

    test('tells all that breaks the schema at once, in the names of the client', async () => {
      const answer = await client.create(
        {
          externalId: 'x'.repeat(192),
          documentType: 31,
          issueDate: '2026-02-30',
          billingType: 'FIADO',
          creditDays: -1,
          customerId: 1.5,
          customerEmail: 'nadie',
          notes: null,
          lines: [{ qty: 0, unitPrice: '5', discountAmount: -1 }, 3],
        },
        fresh(),
      )
      expect(answer).toMatchObject({ status: 422, body: { code: VALIDATION } })
      expect(pathsOf(answer.body).sort()).toEqual(
        [
          'externalId', 'documentType', 'issueDate', 'billingType', 'creditDays', 'customerId', 'customerEmail', 'notes',
          'lines[0].description', 'lines[0].qty', 'lines[0].unitPrice', 'lines[0].discountAmount', 'lines[1]',
        ].sort(),
      ) // prettier-ignore
    })

    test.each([
      { why: 'no such type', changes: { documentType: '99' }, paths: ['documentType'] },
      { why: 'a number of another type', changes: { encf: 'E320000000001' }, paths: ['encf'] },
      { why: 'a number outside the range', changes: { encf: 'E319999999999' }, paths: ['encf'] },
      { why: 'a future date', changes: { issueDate: '2026-12-24' }, paths: ['issueDate'] },
      { why: 'an expired range', changes: { fechaVencimientoSecuencia: '2025-12-31' }, paths: ['fechaVencimientoSecuencia'] },
      { why: 'a currency without a rate', changes: { currency: 'USD' }, paths: ['exchangeRate'] },
      { why: 'a currency that is none', changes: { currency: 'pesos' }, paths: ['currency'] },
      { why: 'a buyer that is none', changes: { customerDocument: '12' }, paths: ['customerDocument'] },
      { why: 'no buyer', changes: { customerDocument: '', customerName: '' }, paths: ['customerDocument'] },
      { why: 'a note to nothing', changes: { documentType: '34' }, paths: ['referenceEncf'] },
      {
        why: 'lines',
        changes: { lines: [{ description: '', qty: 1, unitPrice: 1, taxRate: 17, unidadMedida: 'zz' }] },
        paths: ['lines[0].description'],
      },
      {
        why: 'lines of the right shape',
        changes: { lines: [{ description: 'a', qty: 1, unitPrice: 1, taxRate: 17, unidadMedida: '999', discountAmount: 5 }] },
        paths: ['lines[0].taxRate', 'lines[0].unidadMedida', 'lines[0].discountAmount'],
      },
      { why: 'more lines than any type', changes: { lines: [{ description: 'a', qty: 1e20, unitPrice: 1 }] }, paths: ['lines[0].qty'] },
      { why: 'an externalId that says nothing', changes: { externalId: '  ' }, paths: ['externalId'] },
      { why: 'a control character', changes: { customerName: 'a\u0000b' }, paths: ['customerName'] },
    ])('tells what breaks a rule of DGII by the name of its field: $why', async ({ changes, paths }) => {
      const answer = await client.create(creditRequest({ externalId: fresh(), ...changes }), fresh())
      expect(answer).toMatchObject({ status: 422, body: { code: VALIDATION } })
      expect(pathsOf(answer.body)).toEqual(expect.arrayContaining(paths))
      expect(pathsOf(answer.body).filter((path) => /buyer|payment|^do\.|\.do\.|^number$|^type$/.test(path))).toEqual([])
    }) // prettier-ignore

    test.each([
      { changes: { currency: 'USD', exchangeRate: 1000 }, path: 'exchangeRate', says: '999.9999' },
      { changes: { lines: [{ description: 'x'.repeat(81), qty: 1, unitPrice: 1 }] }, path: 'lines[0].description', says: '80 caracteres' },
      { changes: { lines: [{ description: 'x'.repeat(1001), qty: 1, unitPrice: 1 }] }, path: 'lines[0].description', says: '80 caracteres' },
      { changes: { lines: [{ description: 'x', qty: 1, unitPrice: 1, itemId: 1234567890123456 }] }, path: 'lines[0].itemId', says: '15 cifras como máximo.' },
    ])('tells what would be right: $path', async ({ changes, path, says }) => {
      const { body } = await client.create(creditRequest({ externalId: fresh(), ...changes }), fresh())
      const message = expect.stringContaining(says) as string
      expect(body.details.errors).toEqual([expect.objectContaining({ path, message })])
      expect(JSON.stringify(body)).not.toContain('cadena decimal')
    }) // prettier-ignore

    test.each([
      { what: 'no JSON', payload: '{"externalId":', type: 'application/json', status: 400, code: 'API_BAD_REQUEST' },
      { what: 'nothing', payload: '', type: 'application/json', status: 400, code: 'API_BAD_REQUEST' },
      { what: 'a list', payload: '[]', type: 'application/json', status: 422, code: VALIDATION },
      { what: 'a form', payload: 'a=b', type: 'application/x-www-form-urlencoded', status: 415, code: 'API_UNSUPPORTED_MEDIA_TYPE' },
      { what: 'XML', payload: '<ECF/>', type: 'application/xml', status: 415, code: 'API_UNSUPPORTED_MEDIA_TYPE' },
      { what: '5 MB', payload: `"${'x'.repeat(5_000_000)}"`, type: 'application/json', status: 413, code: 'API_PAYLOAD_TOO_LARGE' },
    ])('answers $what in its own form', async ({ payload, type, status: expected, code }) => {
      const answer = await client.ask('/documents', { method: 'POST', payload, key: fresh(), headers: { 'content-type': type } })
      expect(answer).toMatchObject({ status: expected, type: 'application/json', body: { code } })
      expect(Object.keys(answer.body)).toEqual(['code', 'message', 'details'])
    }) // prettier-ignore

    test('answers paths there are none of, and other methods, in its own form', async () => {
      expect(await client.askAt('/api/public/v2/nada')).toMatchObject({ status: 404, body: { code: 'API_NOT_FOUND', details: {} } })
      const other = await client.ask('/documents', { method: 'GET' })
      expect(other).toMatchObject({ status: 405, body: { code: 'API_METHOD_NOT_ALLOWED' }, headers: { allow: 'POST' } })
    }) // prettier-ignore
  })

  describe('a number that is given', () => {
    test('is used once', async () => {
      const encf = 'E310000800001'
      await created({ encf })
      const again = await client.create(creditRequest({ externalId: fresh(), encf }), fresh())
      expect(again).toMatchObject({ status: 409, body: { code: 'API_ENCF_DUPLICATE', details: { errors: [{ path: 'encf' }] } } })
    }) // prettier-ignore

    test('is needed in production, where files are not taken', async () => {
      const { taxpayer: at } = await world.taxpayer('131000005', PRODUCTION)
      const production = new FactlyClient(world.app, at.apiKey, 'production')
      const without = await production.create(consumerRequest(), 'k1')
      expect(without).toMatchObject({ status: 422, body: { code: VALIDATION, details: { errors: [{ path: 'encf' }] } } })
      expect(pathsOf((await production.create({ encf: ' ' }, 'k1')).body).sort()).toEqual(['documentType', 'encf', 'externalId', 'lines'])
      expect(await production.create(consumerRequest({ encf: 'E320000000007' }), 'k1')).toMatchObject({
        status: 201,
        body: { environment: 'production', document: { encf: 'E320000000007' } },
      })
      expect(await production.createXml('<ECF/>', 'k2')).toMatchObject({ status: 403, body: { code: 'API_ENVIRONMENT_FORBIDDEN' } })
    }) // prettier-ignore
  })

  describe('a repeated request', () => {
    test('gets the first reply, word for word, whatever has become of the document', async () => {
      const [key, body] = [fresh(), creditRequest({ externalId: fresh() })]
      const first = await client.create(body, key)
      await world.settle()
      const again = await client.create(Object.fromEntries(Object.entries(body).reverse()), key)
      expect(again.status).toBe(201)
      expect(again.text).toBe(first.text)
      expect((await client.document(first.body.id)).body.status).toBe('approved')
    })

    test('with another body is a conflict of its key', async () => {
      const key = fresh()
      await client.create(creditRequest({ externalId: fresh() }), key)
      const answer = await client.create(creditRequest({ externalId: fresh() }), key)
      expect(answer).toMatchObject({ status: 409, body: { code: 'API_IDEMPOTENCY_CONFLICT' } })
    })

    test('under another key is a duplicate, the same body or not', async () => {
      const body = creditRequest({ externalId: fresh() })
      await client.create(body, fresh())
      for (const again of [body, { ...body, notes: 'otra' }]) {
        const answer = await client.create(again, fresh())
        expect(answer).toMatchObject({ status: 409, body: { code: 'API_DOCUMENT_DUPLICATE', details: { errors: [{ path: 'externalId' }] } } })
      }
    }) // prettier-ignore

    test('sent 32 times at once makes one document', async () => {
      const [key, body] = [fresh(), creditRequest({ externalId: fresh() })]
      const answers = await Promise.all(Array.from({ length: 32 }, () => client.create(body, key)))
      expect(new Set(answers.map(({ status: each, text }) => `${each} ${text}`)).size).toBe(1)
      expect(answers[0]!.status).toBe(201)
    })

    test('sent with 32 bodies at once makes one document, and conflicts', async () => {
      const key = fresh()
      const answers = await Promise.all(
        Array.from({ length: 32 }, () => client.create(creditRequest({ externalId: fresh() }), key)),
      )
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
      const conflicts = answers.filter(({ body }) => body.code === 'API_IDEMPOTENCY_CONFLICT')
      expect(conflicts).toHaveLength(31)
    })
  })

  describe('creating from a file', () => {
    async function file(number: string, changes: readonly [RegExp, string][] = []): Promise<string> {
      const xml = (await client.document(await created({}, consumerRequest), '/xml')).text
      return changes.reduce((text, [from, to]) => text.replace(from, to), xml.replace(/<eNCF>[^<]*/, `<eNCF>${number}`))
    }
    const refused = (answer: FactlyAnswer) => {
      expect(answer).toMatchObject({ status: 400, body: { code: VALIDATION } })
      return pathsOf(answer.body)
    }

    test.each([
      { type: 'application/xml', number: 'E320000600001' },
      { type: 'text/xml; charset=utf-8', number: 'E320000600002' },
    ])('takes it as $type, signs it anew and sends it', async ({ type, number }) => {
      const answer = await client.createXml(await file(number), fresh(), type)
      expect(answer).toMatchObject({ status: 201, body: { requestFormat: 'xml', document: { encf: number, total: 118.59 } } })
      await world.settle()
      const { body } = await client.document(answer.body.id)
      expect(body).toMatchObject({ status: 'approved', requestFormat: 'xml', normalizedPayload: { encf: number } })
    }) // prettier-ignore

    test.each(['41-purchase', '47-payment-abroad'])('takes what the contract has no fields for: %s', async (name) => {
      const example = new URL(`../../src/jurisdictions/dominican-republic/examples/${name}.xml`, import.meta.url)
      const xml = readFileSync(example, 'utf8').replace(/<RNCEmisor>[^<]*/, '<RNCEmisor>131000004')
      const answer = await client.createXml(xml, fresh())
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
      await world.settle()
      expect((await client.document(answer.body.id)).body.status).toBe('approved')
    })

    test('takes it in JSON, with an externalId, and replays', async () => {
      const [externalId, key] = [fresh(), fresh()]
      const body = { externalId, xml: await file('E320000600003') }
      const ask = (headers: string) => client.ask('/documents/xml', { method: 'POST', body, key: headers })
      const first = await ask(key)
      expect(first).toMatchObject({ status: 201, body: { externalId, requestFormat: 'xml' } })
      expect((await ask(key)).text).toBe(first.text)
      expect(await ask(fresh())).toMatchObject({ status: 409, body: { code: 'API_DOCUMENT_DUPLICATE' } })
      expect(await client.createXml(await file('E320000600004'), key)).toMatchObject({ status: 409, body: { code: 'API_IDEMPOTENCY_CONFLICT' } })
      expect(await client.createXml(body.xml, fresh())).toMatchObject({ status: 409, body: { code: 'API_ENCF_DUPLICATE', details: { errors: [{ path: 'Encabezado.IdDoc.eNCF' }] } } })
      expect(await client.create(consumerRequest({ externalId: fresh() }), key)).toMatchObject({ status: 409 })
    }) // prettier-ignore

    test('refuses with 400 and the list what is not valid', async () => {
      const DTD = '<!DOCTYPE ECF [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><ECF>&b;</ECF>'
      for (const xml of [DTD, 'hola', '<ECF>', '', '\u0000', Buffer.from([0xff, 0xfe, 0x3c])]) {
        expect(refused(await client.createXml(xml, fresh()))).toEqual([''])
      }
      const two: [RegExp, string][] = [[/<MontoTotal>[^<]*/, '<MontoTotal>mil'], [/<TipoPago>[^<]*/, '<TipoPago>9']]
      expect(refused(await client.createXml(await file('E320000600005', two), fresh()))).toEqual(['Encabezado.IdDoc.TipoPago', 'Encabezado.Totales.MontoTotal'])
      const other = await file('E320000600006', [[/<RNCEmisor>[^<]*/, '<RNCEmisor>131880681']])
      expect(refused(await client.createXml(other, fresh()))).toEqual(['Encabezado.Emisor.RNCEmisor'])
      const wrong = await file('E320000600007', [[/<MontoTotal>[^<]*/, '<MontoTotal>1.00']])
      expect(refused(await client.createXml(wrong, fresh()))).toContain('Encabezado.Totales.MontoTotal')
      expect(refused(await client.createXml(await file('E329999999999'), fresh()))).toEqual(['Encabezado.IdDoc.eNCF'])
      const json = (body: unknown) => client.ask('/documents/xml', { method: 'POST', body, key: fresh() })
      expect(refused(await json({ xml: 5 })).sort()).toEqual(['externalId', 'xml'])
      expect(refused(await json({ externalId: fresh(), xml: DTD }))).toEqual([''])
      expect(refused(await json([]))).toEqual([''])
      expect(await client.createXml('a=b', fresh(), 'text/plain')).toMatchObject({ status: 415 })
      expect(await client.ask('/documents/xml', { method: 'POST', body: {} })).toMatchObject({ status: 400, body: { code: 'API_IDEMPOTENCY_KEY_REQUIRED' } })
    }) // prettier-ignore
  })

  describe('a document', () => {
    test('goes from queued over sent to approved', async () => {
      world.simulator.faults.add({ kind: 'processing', service: 'consultaresultado' })
      const id = await created()
      expect((await client.document(id, '/status')).body).toMatchObject({ id, status: 'queued', validationErrors: [] })
      await world.work()
      const sent = (await client.document(id, '/status')).body
      expect(sent).toMatchObject({ status: 'sent', document: { status: 'SENT' }, dgii: { transmissionStatus: 'SENT', httpStatus: 200, requestType: 'e-CF' } })
      expect(sent.dgii.trackId).toEqual(expect.any(String) as string)
      expect(sent).not.toHaveProperty('completedAt')
      world.simulator.faults.clear()
      await world.settle()
      expect((await client.document(id, '/status')).body).toMatchObject({
        status: 'approved',
        completedAt: expect.any(String) as string,
        document: { status: 'APPROVED', dgiiStatus: 'Aceptado', pdfFinalAvailable: true },
        dgii: { stateText: 'Aceptado', isTrackingSimulated: false },
      })
      expect(await client.retry(id)).toMatchObject({ status: 409, body: { code: 'API_DOCUMENT_STATE_CONFLICT' } })
    }) // prettier-ignore

    test('that DGII rejects tells why', async () => {
      world.simulator.faults.add({ kind: 'reject' })
      const id = await created()
      await world.settle()
      const { body } = await client.document(id)
      expect(body).toMatchObject({ status: 'rejected', document: { dgiiStatus: 'Rechazado', status: 'REJECTED' } })
      expect(body.dgii.messages[0]).toEqual({
        codigo: expect.any(String) as string,
        valor: expect.any(String) as string,
      })
      expect(body.dgii.errorCode).toBe(body.dgii.messages[0]?.codigo)
      const { valor, codigo } = body.dgii.messages[0] ?? {}
      expect(body.validationErrors[0]).toBe(`${codigo}: ${valor}`)
      const way = `El número ${body.document.encf} quedó usado: emita un documento nuevo con otro número.`
      expect(body.dgii.errorMessage).toBe(`${valor} ${way}`)
      expect(await client.retry(id)).toMatchObject({ status: 409, body: { details: { reason: way } } })
    })

    test('that DGII accepts conditionally is approved, with its messages', async () => {
      world.simulator.faults.add({ kind: 'conditional' })
      const id = await created()
      await world.settle()
      const { body } = await client.document(id)
      expect(body).toMatchObject({ status: 'approved', document: { dgiiStatus: 'Aceptado Condicional' } })
      expect(body.dgii.messages.length).toBeGreaterThan(0)
    })

    test('that is not sent yet, or that failed, is retried', async () => {
      const id = await created()
      const reply = { status: 202, body: { ok: true, requestId: id, jobId: id, status: 'queued' } }
      expect(await client.retry(id)).toMatchObject(reply)
      const typed = await client.ask(`/documents/${id}/retry`, { method: 'POST', payload: '', headers: { 'content-type': 'application/json' } })
      expect(typed).toMatchObject(reply)
      await world.settle()

      const original = (await client.document(await created())).body.document.encf
      world.simulator.faults.add({ kind: 'reject', number: original, times: 1 })
      const note = await created({ documentType: '34', referenceEncf: original, referenceModificationCode: '1' })
      await world.settle()
      const { body } = await client.document(note)
      expect(body).toMatchObject({ status: 'failed', dgii: { transmissionStatus: 'FAILED', errorMessage: expect.stringContaining(original) as string } })
      expect(await client.retry(note)).toMatchObject({ status: 202, body: { ok: true, requestId: note, status: 'queued' } })
      expect((await client.document(note, '/status')).body.status).toBe('queued')
    }) // prettier-ignore

    test('is there on paper', async () => {
      const { status: found, type, bytes } = await client.document(await created(), '/pdf')
      expect({ found, type, head: bytes.subarray(0, 5).toString() }).toEqual({ found: 200, type: 'application/pdf', head: '%PDF-' })
    }) // prettier-ignore

    test.each([
      '0',
      '-1',
      '1.5',
      'abc',
      '99999999999999999999',
      '999999',
      '%00',
      '1%2F',
      '1e3',
      '%C3%B1',
      '%',
      '%zz',
      '%E0%A0',
      'a'.repeat(150),
    ])('that is none is not found: %s', async (id) => {
      for (const below of ['', '/status', '/xml', '/pdf']) {
        const answer = await client.ask(`/documents/${id}${below}`)
        expect(answer).toMatchObject({ status: 404, type: 'application/json' })
      }
    })

    test('of another tenant, or made in another environment, is not found', async () => {
      const id = await created()
      const stranger = new FactlyClient(world.app, (await world.taxpayer('131000006')).taxpayer.apiKey)
      const { tenantId } = taxpayer.taxpayer.caller
      const request = { tenantId, environment: 'production', name: 'x', scopes: ['documents:read', 'documents:write'], expiresAt: undefined } as const
      const production = new FactlyClient(world.app, (await createKey(world.house, 'test', request)).secret, 'production')
      for (const other of [stranger, production]) {
        for (const below of ['', '/status', '/xml', '/pdf']) {
          expect(await other.document(id, below)).toMatchObject({ status: 404, body: { code: 'API_DOCUMENT_NOT_FOUND' } })
        }
        expect((await other.retry(id)).status).toBe(404)
      }
    }) // prettier-ignore
  })

  test('an account without a Dominican issuer is told so', async () => {
    const key = (await world.ecuadorian()).taxpayer.apiKey
    const other = new FactlyClient(world.app, key)
    expect(await other.create(consumerRequest(), 'k')).toMatchObject({ status: 403, body: { code: 'API_TENANT_FORBIDDEN' } })
    expect((await other.askAt('/api/public/v1/catalogs/document-types')).status).toBe(200)
  }) // prettier-ignore

  describe('usage', () => {
    async function withPlan(changes: Parameters<typeof blockingPlan>[1]) {
      const { taxpayer: at } = await world.taxpayer(`131002${String((count += 1)).padStart(3, '0')}`)
      const { tenantId } = at.caller
      await world.house.usage.setPlan({ tenantId, environment: 'sandbox' }, blockingPlan(1, changes), 'test')
      return new FactlyClient(world.app, at.apiKey)
    }

    test('is blocked beyond the quota', async () => {
      const limited = await withPlan({})
      expect((await limited.create(consumerRequest({ externalId: 'a' }), 'a')).status).toBe(201)
      expect(await limited.create(consumerRequest({ externalId: 'b' }), 'b')).toMatchObject({
        status: 402,
        body: { code: 'API_QUOTA_EXCEEDED', message: 'Cuota agotada.' },
      })
      expect((await limited.create(consumerRequest({ externalId: 'a' }), 'a')).status).toBe(201)
      expect((await limited.ask('/usage')).body).toEqual({
        environment: 'sandbox',
        cycleStart: '2026-11-01',
        cycleEnd: '2026-11-30',
        documentsIncluded: 1,
        documentsUsed: 1,
        documentsOverage: 0,
        amountEstimated: 0,
        billingStrategy: 'monthly_quota',
        overagePolicy: 'block',
      })
    })

    test('is counted and estimated beyond it where the plan allows it', async () => {
      const open = await withPlan({ overage: 'allow' })
      for (const key of ['a', 'b', 'c']) await open.create(consumerRequest({ externalId: key }), key)
      expect((await open.ask('/usage')).body).toMatchObject({
        documentsUsed: 3,
        documentsOverage: 2,
        amountEstimated: 0.1,
        overagePolicy: 'allow',
      })
    })
  })

  describe('a test of the webhooks', () => {
    test('reaches each of the environment, signed, and tells when one did not take it', async () => {
      const { taxpayer: at } = await world.taxpayer('131000008')
      const own = new FactlyClient(world.app, at.apiKey)
      const receivers = await Promise.all([WebhookReceiver.start(), WebhookReceiver.start()])
      const [, second] = receivers
      // Nothing was sent, so nobody took it.
      expect((await own.ask('/webhooks/test', { method: 'POST' })).body).toMatchObject({ ok: false })
      for (const { url } of receivers) await createWebhook(world.house, at.caller, { url, types: [], description: '' })
      const reply = { ok: true, eventType: 'document.received', environment: 'sandbox' }
      expect(await own.ask('/webhooks/test', { method: 'POST' })).toMatchObject({ status: 200, body: reply })
      for (const { requests, events } of receivers) {
        expect(requests[0]!.headers['webhook-signature']).toMatch(/^v1,/)
        expect(events.map(({ type }) => type)).toEqual(['document.received'])
      }
      second.answer = status(500)
      expect((await own.ask('/webhooks/test', { method: 'POST' })).body).toEqual({ ...reply, ok: false })
      for (const receiver of receivers) await receiver.close()
    })
  })
})
