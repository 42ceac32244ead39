import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setPlan } from '../../src/accounts/plans.ts'
import type { Caller } from '../../src/domain/caller.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { creditInvoice } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { type FakturAnswer, FakturClient } from './faktur-client.ts'
import { FAKTUR_ROUTES, fakturInvoice, fakturItem } from './faktur-routes.ts'

const INVOICES = '/v1/documents/invoices'
const NOBODY = '00000000-0000-7000-8000-000000000000'

describe.skipIf(!needs('postgres-server'))('errors of the faktur contract', () => {
  let world: World
  let client: FakturClient
  beforeAll(async () => {
    world = await World.start()
    client = await FakturClient.of(world, '0991234567001', undefined, { establishments: [{ code: '001' }] })
  })
  afterAll(() => world.close())

  const fieldsOf = ({ body }: FakturAnswer) =>
    body.error.details.map((detail) => (detail as { field: string }).field).sort()
  const withItem = (changes: object) => fakturInvoice({ items: [fakturItem({ ...changes })] })
  const withTax = (...taxes: object[]) => withItem({ taxes })
  const paid = (...payments: object[]) => fakturInvoice({ payments })
  const named = (buyerIdType: string, buyerId: string) => fakturInvoice({ buyerIdType, buyerId, buyerName: 'Ana' })
  const IVA = { taxCode: '2', rateCode: '2' }

  describe('a broken rule', () => {
    test.each([
      { code: 'FUTURE_ISSUE_DATE', body: fakturInvoice({ issueDate: '2026-11-22' }), field: 'issueDate' },
      { code: 'INVALID_BUYER_ID', body: named('07', '1710034065'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('05', '9999999999999'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('06', '9999999999999'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('04', '1710034065'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('04', '1710034065002'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('04', '9910034065001'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('05', '17100340'), field: 'buyerId' },
      { code: 'INVALID_BUYER_ID', body: named('05', '171003406-5'), field: 'buyerId' },
      ...['04', '05', '07'].flatMap((type) =>
        ['', '1'.repeat(21)].map((id) => ({ code: 'INVALID_BUYER_ID', body: named(type, id), field: 'buyerId' })),
      ),
      {
        code: 'IVA_ZERO_CONSUMIDOR_FINAL',
        body: withTax({ taxCode: '2', rateCode: '0' }),
        field: 'items[0].taxes[0].rateCode',
      },
      {
        code: 'MISSING_TERM_UNIT',
        body: paid({ method: '01', amount: 11.5, termDays: 30 }),
        field: 'payments[0].termUnit',
      },
      {
        code: 'MISSING_TERM_UNIT',
        body: paid({ method: '01', amount: 11.5, termDays: 30, termUnit: '' }),
        field: 'payments[0].termUnit',
      },
      { code: 'DUPLICATE_TAX_ENTRY', body: withTax(IVA, IVA), field: 'items[0].taxes[1]' },
      { code: 'DISCOUNT_EXCEEDS_SUBTOTAL', body: withItem({ discount: 10.01 }), field: 'items[0].discount' },
      {
        code: 'MISSING_RATE',
        body: withTax(IVA, { taxCode: '3', rateCode: '3092', taxableBase: 10 }),
        field: 'items[0].taxes[1].rate',
      },
      {
        code: 'MISSING_TAX_BASE',
        body: withTax(IVA, { taxCode: '5', rateCode: '5001', rate: 0.02 }),
        field: 'items[0].taxes[1].taxableBase',
      },
      ...['1', '3', '9', '10', '', 'abc', '12345', '2.0', '15%'].map((rateCode) => ({
        code: 'INVALID_IVA_RATE_CODE',
        body: withTax({ taxCode: '2', rateCode }),
        field: 'items[0].taxes[0].rateCode',
      })),
      ...[
        { rateCode: '2', rate: 12 },
        { rateCode: '4', rate: 0 },
        { rateCode: '2', rate: 5 },
      ].map((tax) => ({
        code: 'INVALID_IVA_RATE_CODE',
        body: withTax({ taxCode: '2', ...tax }),
        field: 'items[0].taxes[0].rate',
      })),
    ])('is $code at $field', async ({ code, body, field }) => {
      const answer = await client.post(body)
      expect(answer.status, answer.text).toBe(422)
      expect(answer.body).toEqual({
        success: false,
        error: { code, message: expect.stringMatching(/./) as string, details: [{ field }] },
      })
    })

    test.each([
      { body: paid({ method: '01', amount: 11 }), field: 'payments[].amount (sum)', provided: 11, expected: 11.5 },
      {
        body: paid({ method: '01', amount: 11.5 }, { method: '19', amount: 0.02 }),
        field: 'payments[].amount (sum)',
        provided: 11.52,
        expected: 11.5,
      },
      { body: fakturInvoice({ totalAmount: 11.52 }), field: 'totalAmount', provided: 11.52, expected: 11.5 },
      { body: fakturInvoice({ subtotal: 9 }), field: 'subtotal', provided: 9, expected: 10 },
      { body: fakturInvoice({ totalDiscount: 1 }), field: 'totalDiscount', provided: 1, expected: 0 },
      {
        body: withTax({ ...IVA, taxableBase: 9.98 }),
        field: 'items[0].taxes[0].taxableBase',
        provided: 9.98,
        expected: 10,
      },
    ])('is INCONSISTENT_TOTALS at $field, with both figures', async ({ body, field, provided, expected }) => {
      const answer = await client.post(body)
      expect(answer.status, answer.text).toBe(422)
      expect(answer.body.error.code).toBe('INCONSISTENT_TOTALS')
      expect(answer.body.error.message).toBe('One or more provided values do not match the computed values.')
      expect(answer.body.error.details).toContainEqual({ field, provided, expected })
    })

    test('a cent off, payments are taken', async () => {
      expect((await client.post(paid({ method: '01', amount: 11.49 }))).status).toBe(201)
    })

    test('is told together with all the others', async () => {
      const answer = await client.post(
        fakturInvoice({
          buyerId: '1710034065',
          issueDate: '2026-12-01',
          items: [
            fakturItem({ discount: 50 }),
            fakturItem({ taxes: [IVA, IVA, { taxCode: '3', rateCode: '3092' }] }),
            fakturItem({ taxes: [{ taxCode: '2', rateCode: '9' }] }),
          ],
          payments: [{ method: '99', amount: 1, termDays: 1 }],
        }),
      )
      expect(answer.status).toBe(422)
      expect(answer.body.error.code).toBe('FUTURE_ISSUE_DATE')
      expect(fieldsOf(answer)).toEqual(
        expect.arrayContaining([
          'buyerId',
          'issueDate',
          'items[0].discount',
          'items[1].taxes[1]',
          'items[1].taxes[2].rate',
          'items[1].taxes[2].taxableBase',
          'items[2].taxes[0].rateCode',
          'payments[0].method',
          'payments[0].termUnit',
        ]),
      )
    })

    test.each([
      { body: withItem({ unitPrice: 50 }), field: 'buyerId' },
      { body: withItem({ quantity: 1.1234567 }), field: 'items[0].quantity' },
      { body: withItem({ unitPrice: 0.1234567 }), field: 'items[0].unitPrice' },
      { body: paid({ method: '99', amount: 11.5 }), field: 'payments[0].method' },
      { body: withTax({ taxCode: '5', rateCode: '5001', rate: 0.02, taxableBase: 1 }), field: 'items[0].taxes' },
      { body: withTax({ taxCode: '2', rateCode: '5' }), field: 'items[0].auxiliaryCode' },
      { body: fakturInvoice({ establishmentCode: '009' }), field: 'establishmentCode' },
      { body: fakturInvoice({ emissionPointCode: '009' }), field: 'emissionPointCode' },
      { body: fakturInvoice({ establishmentCode: '001', emissionPointCode: '009' }), field: 'emissionPointCode' },
      { body: fakturInvoice({ issueDate: '1999-12-31' }), field: 'issueDate' },
      { body: named('06', '1'.repeat(21)), field: 'buyerId' },
      {
        body: withTax(IVA, { taxCode: '3', rateCode: 'abc', rate: 1, taxableBase: 10 }),
        field: 'items[0].taxes[1].rateCode',
      },
      {
        body: withTax(IVA, { taxCode: '3', rateCode: '3999', rate: 10, taxableBase: 10 }),
        field: 'items[0].taxes[1].rateCode',
      },
      {
        body: withTax(IVA, { taxCode: '5', rateCode: '9999', rate: 0.02, taxableBase: 1 }),
        field: 'items[0].taxes[1].rateCode',
      },
      {
        body: {
          ...named('05', '1710034065'),
          items: [fakturItem({ unitPrice: 99_999_999_999_999 })],
        },
        field: 'items',
      },
    ])('of SRI that the contract has no code for is a VALIDATION_ERROR at $field', async ({ body, field }) => {
      const answer = await client.post(body)
      expect(answer.status, answer.text).toBe(422)
      expect(answer.body.error.code).toBe('VALIDATION_ERROR')
      expect(
        fieldsOf(answer).some((each) => each.startsWith(field)),
        answer.text,
      ).toBe(true)
      expect(new Set(fieldsOf(answer)).size).toBe(fieldsOf(answer).length)
      expect(answer.text).not.toMatch(/infoFactura|dd\/mm/)
    })
  })

  describe('a body of another shape', () => {
    test('is told of every field at once', async () => {
      const items = [{ description: '', quantity: 0, unitPrice: -1, taxes: [] }, 'x']
      const payments = [{ method: 1, amount: '11.5', termDays: 1.5 }]
      const answer = await client.post({ buyerIdType: '09', buyerId: 5, issueDate: '08/03/2026', items, payments })
      expect(answer.status).toBe(400)
      expect(answer.body.error.code).toBe('VALIDATION_ERROR')
      expect(fieldsOf(answer)).toEqual([
        'buyerId',
        'buyerIdType',
        'buyerName',
        'issueDate',
        'items[0].description',
        'items[0].quantity',
        'items[0].taxes',
        'items[0].unitPrice',
        'items[1]',
        'payments[0].amount',
        'payments[0].method',
        'payments[0].termDays',
      ])
      for (const detail of answer.body.error.details) expect(detail).toMatchObject({ message: /./ })
    })

    test.each([
      { what: 'nothing', body: {}, fields: ['buyerId', 'buyerIdType', 'buyerName', 'issueDate', 'items'] },
      { what: 'no items', body: fakturInvoice({ items: [] }), fields: ['items'] },
      { what: 'a list', body: [], fields: [''] },
      { what: 'a text', body: '"x"', fields: [''] },
      { what: 'null', body: 'null', fields: [''] },
      { what: 'a day that is none', body: fakturInvoice({ issueDate: '2026-02-30' }), fields: ['issueDate'] },
      { what: 'no address', body: fakturInvoice({ buyerEmail: 'rosa' }), fields: ['buyerEmail'] },
      { what: 'a control character', body: fakturInvoice({ buyerName: 'A\u0000' }), fields: ['buyerName'] },
      { what: 'half a character', body: fakturInvoice({ buyerName: 'A\ud800' }), fields: ['buyerName'] },
      { what: 'a long name', body: fakturInvoice({ buyerName: 'x'.repeat(301) }), fields: ['buyerName'] },
      {
        what: 'a number that is not exact',
        body: withItem({ unitPrice: 1234567890.1234567 }),
        fields: ['items[0].unitPrice'],
      },
      {
        what: 'a kind of id that is none, and nothing of the id',
        body: fakturInvoice({ buyerIdType: 'CEDULA' }),
        fields: ['buyerIdType'],
      },
      {
        what: 'half a place, and nothing of the other half',
        body: fakturInvoice({ establishmentCode: 'x', emissionPointCode: '003' }),
        fields: ['establishmentCode'],
      },
      { what: 'no place', body: fakturInvoice({ establishmentCode: '000' }), fields: ['establishmentCode'] },
      { what: 'an empty id', body: named('06', ' '), fields: ['buyerId'] },
      { what: 'too many items', body: { items: Array.from({ length: 1_001 }, () => 1) }, fields: ['items'] },
      {
        what: 'taxes without names, and nothing that follows from that',
        body: {
          ...fakturInvoice({ totalAmount: 99, payments: [{ method: '01', amount: 11.5, termDays: 1.5 }] }),
          items: [fakturItem({ taxes: [{ taxCode: 'IVA', rateCode: '2' }, { taxCode: '2' }, IVA] })],
        },
        fields: ['items[0].taxes[0].taxCode', 'items[0].taxes[1].rateCode', 'payments[0].termDays'],
      },
      { what: 'a text for a number', body: withItem({ quantity: '1' }), fields: ['items[0].quantity'] },
      { what: 'an unknown tax', body: withTax({ taxCode: '9', rateCode: '2' }), fields: ['items[0].taxes[0].taxCode'] },
    ])('is a VALIDATION_ERROR: $what', async ({ body, fields }) => {
      const answer = await client.post(body)
      expect(answer.status, answer.text).toBe(400)
      expect(answer.body).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } })
      expect(fieldsOf(answer)).toEqual(fields)
    })

    test('is told together with every rule that is broken, under the rule’s code', async () => {
      const items = [{ ...fakturItem({ discount: 50 }), quantity: undefined }, fakturItem({ taxes: [IVA, IVA] })]
      const answer = await client.post({
        ...fakturInvoice({ items, buyerName: '\u0000', issueDate: '2030-01-01' }),
        ...{ buyerIdType: '04', buyerId: '123', totalAmount: 99 },
      })
      expect(answer.status).toBe(422)
      expect(answer.body.error).toMatchObject({
        code: 'FUTURE_ISSUE_DATE',
        message: 'issueDate cannot be in the future.',
      })
      expect(answer.body.error.details).toMatchObject([
        { field: 'issueDate' },
        { field: 'buyerId', code: 'INVALID_BUYER_ID' },
        { field: 'items[1].taxes[1]', code: 'DUPLICATE_TAX_ENTRY' },
        { field: 'buyerName', code: 'VALIDATION_ERROR' },
        { field: 'items[0].quantity', code: 'VALIDATION_ERROR' },
      ])
    })

    test.each([
      { changes: { issueDate: '21/11/2026' }, message: /YYYY-MM-DD/ },
      { changes: { issueDate: '1999-12-31' }, message: /YYYY-MM-DD/ },
      { changes: { buyerEmail: 'rosa' }, message: /e-mail/ },
    ])('is told in the words of the contract: $changes', async ({ changes, message }) => {
      const { body } = await client.post(fakturInvoice(changes))
      expect(body.error.details).toMatchObject([{ message: expect.stringMatching(message) as string }])
    })

    test.each([
      { payload: '{"buyerId": ', status: 400, code: 'INVALID_JSON' },
      { payload: '', status: 400, code: 'INVALID_JSON' },
      { payload: '{"__proto__": {}}', status: 400, code: 'INVALID_JSON' },
      { payload: '<a/>', type: 'application/xml', status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
      { payload: `{"a": "${'x'.repeat(5_000_000)}"}`, status: 413, code: 'PAYLOAD_TOO_LARGE' },
    ])('that cannot be read is $code', async ({ payload, type = 'application/json', status, code }) => {
      const answer = await client.send('POST', INVOICES, payload, { 'content-type': type })
      expect(answer.status).toBe(status)
      expect(answer.body).toEqual({ success: false, error: { code, message: expect.stringMatching(/./) as string } })
    })
  })

  describe('a credential', () => {
    const routes = FAKTUR_ROUTES.map(({ method, url, body }) => {
      return { method, url: url({ id: NOBODY, accessKey: '1'.repeat(49) }), body }
    })
    const refused = async (from: FakturClient, route: (typeof routes)[number], headers: Record<string, string>) => {
      const { status, body } = await from.send(route.method, route.url, route.body, headers)
      return { status, code: body.error.code, success: body.success }
    }

    test.each(routes)('is needed whole: $method $url', async (route) => {
      const { keyId, secret } = client.credential
      const required = { status: 401, code: 'API_KEY_REQUIRED', success: false }
      const invalid = { status: 401, code: 'INVALID_API_KEY', success: false }
      expect(await refused(client, route, { 'x-api-key': '' })).toEqual(required)
      expect(await refused(client, route, { 'x-api-secret': '' })).toEqual(required)
      expect(await refused(client, route, { 'x-api-key': '', 'x-api-secret': '' })).toEqual(required)
      expect(await refused(client, route, { 'x-api-key': NOBODY })).toEqual(invalid)
      expect(await refused(client, route, { 'x-api-key': secret })).toEqual(invalid)
      expect(await refused(client, route, { 'x-api-secret': 'emk_sandbox_x' })).toEqual(invalid)
      expect(await refused(client, route, { 'x-api-secret': keyId })).toEqual(invalid)
    })

    test('needs the scope of what it asks for', async () => {
      const reader = await client.withScopes('documents:read')
      const writer = await client.withScopes('documents:write')
      const insufficient = { status: 403, code: 'INSUFFICIENT_SCOPE', success: false }
      for (const route of routes) {
        expect(await refused(route.method === 'POST' ? reader : writer, route, {})).toEqual(insufficient)
      }
    })

    test('of another tenant, or of another environment, finds nothing', async () => {
      const { body } = await client.post(fakturInvoice())
      const stranger = await FakturClient.of(world, '0991234568001')
      const notThere = { status: 404, body: { success: false, error: { code: 'NOT_FOUND' } } }
      expect(await stranger.get(body.data.id)).toMatchObject(notThere)
      expect(await stranger.detail(body.data.accessKey)).toMatchObject(notThere)
    })

    test('of a taxpayer of another country has no issuer here, and reads nothing of it', async () => {
      const { taxpayer } = await world.taxpayer('101600011')
      const dominican = await FakturClient.over(world, taxpayer.caller.tenantId, taxpayer.issuerId)
      const answer = await dominican.post(fakturInvoice())
      expect(answer).toMatchObject({ status: 422, body: { error: { code: 'ISSUER_NOT_CONFIGURED' } } })
      const native = await world.app.inject({
        method: 'POST',
        url: '/api/v1/documents',
        headers: { authorization: `Bearer ${taxpayer.apiKey}` },
        payload: creditInvoice(),
      })
      const { id } = native.json<{ id: string }>()
      expect(await dominican.get(id)).toMatchObject({ status: 404 })
    })
  })

  test('beyond the plan nothing is made', async () => {
    const limited = await FakturClient.of(world, '0991234569001')
    const caller = { tenantId: limited.tenantId, environment: 'sandbox' } as Caller
    await setPlan(world.house, caller, blockingPlan(1), 'test')
    expect((await limited.post(fakturInvoice())).status).toBe(201)
    const answer = await limited.post(fakturInvoice())
    expect(answer.status).toBe(402)
    expect(answer.body).toEqual({
      success: false,
      error: { code: 'TX_LIMIT_REACHED', message: 'Transaction limit reached' },
    })
  })

  test.each([
    { method: 'GET', url: `/v1/documents/${NOBODY}`, status: 404, code: 'NOT_FOUND' },
    { method: 'GET', url: `/v1/documents/detail?accessKey=${'1'.repeat(49)}`, status: 404, code: 'NOT_FOUND' },
    { method: 'GET', url: '/v1/documents/not-an-id', status: 404, code: 'NOT_FOUND' },
    { method: 'GET', url: '/v1/documents/detail', status: 400, code: 'VALIDATION_ERROR' },
    { method: 'GET', url: '/v1/documents/detail?accessKey=1', status: 400, code: 'VALIDATION_ERROR' },
    { method: 'GET', url: '/v1/documents/detail?accessKey=1&accessKey=2', status: 400, code: 'VALIDATION_ERROR' },
    { method: 'GET', url: INVOICES, status: 405, code: 'METHOD_NOT_ALLOWED' },
    { method: 'PUT', url: `/v1/documents/${NOBODY}`, status: 405, code: 'METHOD_NOT_ALLOWED' },
    { method: 'DELETE', url: '/v1/documents/detail', status: 405, code: 'METHOD_NOT_ALLOWED' },
    { method: 'POST', url: `${INVOICES}/partial-refund`, status: 404, code: 'NOT_FOUND' },
  ] as const)('$method $url is answered $status $code', async ({ method, url, status, code }) => {
    const answer = await client.send(method, url)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      success: false,
      error: { code, message: expect.stringMatching(/./) as string },
    })
  })

  test('a certificate that is missing is no secret and no accident', async () => {
    const bare = await FakturClient.uncertified(world, '0991234570001')
    const answer = await bare.post(fakturInvoice())
    expect(answer).toMatchObject({ status: 409, body: { success: false, error: { code: 'NO_CERTIFICATE' } } })
  })
})
