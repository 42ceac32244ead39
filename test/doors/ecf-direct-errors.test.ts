import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKey, revokeKey } from '../../src/accounts/keys.ts'
import { setPlan } from '../../src/accounts/plans.ts'
import { accountStore } from '../../src/adapters/postgres/account-store.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_SERVER_SETTINGS, type ServerParts } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { World } from '../support/world.ts'
import { type EcfDirectAnswer, EcfDirectClient } from './ecf-direct-client.ts'
import { ECF_DIRECT_ROUTES, ecfDirectInvoice } from './ecf-direct-routes.ts'

const SEND = '/api/ecf/send'

describe.skipIf(!needs('postgres-server'))('errors of the ecf-direct contract', () => {
  let world: World
  let taxpayer: Client
  let client: EcfDirectClient
  beforeAll(async () => {
    world = await World.start()
    taxpayer = await world.taxpayer('131000003')
    client = EcfDirectClient.of(world, taxpayer)
  })
  afterAll(() => world.close())

  const fieldsOf = ({ body }: EcfDirectAnswer) => body.errors.map(({ field }) => field)
  const ITEM = { name: 'Pan', qty: 2, price: 59, amount: 118 }
  const withItem = (changes: object, rest: object = {}) =>
    ecfDirectInvoice({ items: [{ ...ITEM, ...changes }], ...rest })

  /** The form of every error: these members, of these types, and no other. */
  function expectError(answer: EcfDirectAnswer, status: number, code: string): void {
    expect(answer).toMatchObject({ status, body: { status: 'error', code } })
    expect(Object.keys(answer.body)).toEqual(['status', 'code', 'message', 'errors'])
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.body.message).not.toBe('')
    expect(answer.text).not.toMatch(/emk_[a-z\d]{6}|at \/(?!docs)|node_modules|select /i)
  }

  describe('a body', () => {
    test.each([
      { what: 'nothing', body: {}, fields: ['encf', 'items'] },
      { what: 'no items', body: ecfDirectInvoice({ items: [] }), fields: ['items'] },
      { what: 'no buyer', body: ecfDirectInvoice({ rnc_comprador: null }), fields: ['rnc_comprador'] },
      { what: 'a buyer that is none', body: ecfDirectInvoice({ rnc_comprador: '12' }), fields: ['rnc_comprador'] },
      { what: 'a short e-NCF', body: ecfDirectInvoice({ encf: 'E3100000001' }), fields: ['encf'] },
      { what: 'a type that is none', body: ecfDirectInvoice({ encf: 'E990000000001' }), fields: ['encf'] },
      { what: 'an e-NCF outside the range', body: ecfDirectInvoice({ encf: 'E319999999999' }), fields: ['encf'] },
      { what: 'an unknown field', body: ecfDirectInvoice({ descuento: 1 }), fields: ['descuento'] },
      { what: 'a day that is none', body: ecfDirectInvoice({ fecha_vencimiento_secuencia: '31-02-2028' }), fields: ['fecha_vencimiento_secuencia'] },
      { what: 'a range that ended', body: ecfDirectInvoice({ fecha_vencimiento_secuencia: '20-11-2026' }), fields: ['fecha_vencimiento_secuencia'] },
      { what: 'a day to come', body: ecfDirectInvoice({ issue_date: '22-11-2026' }), fields: ['issue_date'] },
      { what: 'an amount that is none', body: withItem({ amount: 'mucho' }), fields: ['items[0].amount'] },
      { what: 'an amount that is not the product', body: withItem({ price: 60 }), fields: ['items[0].amount'] },
      { what: 'a rate that is none', body: withItem({ tax_rate: 17 }, { total: 118 }), fields: ['items[0].tax_rate'] },
      { what: 'a total that is neither sum', body: ecfDirectInvoice({ total: 120 }), fields: ['total'] },
      { what: 'a number past exactness', body: ecfDirectInvoice({ total: 1e21 }), fields: ['total'] },
      { what: 'types all wrong', body: { encf: 31, rnc_comprador: [], total: {}, items: [{ name: 1, qty: true, price: {}, amount: [] }] }, fields: ['encf', 'rnc_comprador', 'total', 'items[0].name', 'items[0].qty', 'items[0].price', 'items[0].amount'] },
      { what: 'everything wrong at once', body: { ...withItem({ qty: 3, tax_rate: 17, unit: 'zz' }), rnc_comprador: '1', encf: 'E31', issue_date: 'hoy' }, fields: ['encf', 'issue_date', 'items[0].amount', 'items[0].tax_rate', 'items[0].unit', 'rnc_comprador'] },
      { what: 'no e-NCF, and nothing of the type that it would say', body: ecfDirectInvoice({ encf: null, rnc_comprador: undefined, buyer_foreign_id: 'X1' }), fields: ['encf'] },
      { what: 'a day that is none, and nothing of the day to pay', body: ecfDirectInvoice({ issue_date: '31-13-2025', payment_terms: 'credit', payment_due_date: '15-12-2025' }), fields: ['issue_date'] },
      { what: 'a list', body: [], fields: [''] },
      { what: 'a day to pay that is none', body: ecfDirectInvoice({ payment_terms: 'credit', payment_due_date: '30/12/2026' }), fields: ['payment_due_date'] },
      { what: 'a buyer of blanks', body: ecfDirectInvoice({ rnc_comprador: '  ' }), fields: ['rnc_comprador'] },
      { what: 'a date of an original unnamed', body: ecfDirectInvoice({ reference_date: '20-11-2026' }), fields: ['reference_encf'] },
      { what: 'a reason to change an original unnamed', body: ecfDirectInvoice({ reference_code: '1', reference_reason: 'Error' }), fields: ['reference_encf'] },
      { what: 'an address that is none', body: ecfDirectInvoice({ buyer_email: 'foo' }), fields: ['buyer_email'] },
      { what: 'an address too long', body: ecfDirectInvoice({ buyer_email: `${'x'.repeat(72)}@correo.com` }), fields: ['buyer_email'] },
      { what: 'a name and an address too long beside a mail address', body: ecfDirectInvoice({ buyer_email: 'a@example.com', buyer_name: 'x'.repeat(151), buyer_address: 'y'.repeat(101) }), fields: ['buyer_name', 'buyer_address'] },
      { what: 'a missing amount, a bad e-NCF and a day that is none', body: withItem({ amount: undefined }, { encf: 'E31', issue_date: '31-13-2025' }), fields: ['encf', 'issue_date', 'items[0].amount'] },
      { what: 'a missing name and a wrong total', body: withItem({ name: undefined }, { total: 999 }), fields: ['items[0].name', 'total'] },
      { what: 'a missing name and an amount that is not the product', body: withItem({ name: undefined, price: 60 }), fields: ['items[0].name', 'items[0].amount'] },
      { what: 'a quantity that is none, and nothing of what it makes', body: withItem({ qty: 'dos', discount: 50 }), fields: ['items[0].qty'] },
      { what: 'an amount that is none, and nothing of the total', body: withItem({ amount: 'mucho' }, { total: 999 }), fields: ['items[0].amount'] },
      { what: 'terms that are none, and nothing of the day to pay', body: ecfDirectInvoice({ payment_terms: 'later', payment_due_date: '20-12-2026' }), fields: ['payment_terms'] },
      { what: 'income tax withheld in part of a cent', body: withItem({ itbis_withheld: 1, isr_withheld: '1.234' }), fields: ['items[0].isr_withheld'] },
      { what: 'income tax withheld of a consumer', body: { ...withItem({ isr_withheld: 1 }), encf: 'E320000000001', fecha_vencimiento_secuencia: undefined }, fields: ['items[0].isr_withheld'] },
      { what: 'both withheld of a consumer', body: { ...withItem({ itbis_withheld: 1, isr_withheld: 1 }), encf: 'E320000000001', fecha_vencimiento_secuencia: undefined }, fields: ['items[0].itbis_withheld'] },
      { what: 'ITBIS withheld abroad', body: { ...withItem({ itbis_withheld: 1, isr_withheld: 1 }), encf: 'E470000000001', rnc_comprador: undefined }, fields: ['items[0].itbis_withheld'] },
      { what: 'an exempt service bought, and no income tax withheld', body: { ...withItem({ tax_rate: 'exempt', kind: 'service' }), encf: 'E410000000001' }, fields: ['items[0].isr_withheld'] },
      { what: 'a purchase, and nothing withheld', body: ecfDirectInvoice({ encf: 'E410000000001' }), fields: ['items[0].itbis_withheld'] },
      { what: 'a payment abroad, and nothing withheld', body: ecfDirectInvoice({ encf: 'E470000000001', rnc_comprador: undefined }), fields: ['items[0].isr_withheld'] },
      { what: 'an address that a payment abroad has no place for', body: { ...withItem({ isr_withheld: 1 }), encf: 'E470000000001', rnc_comprador: undefined, buyer_name: 'ACME', buyer_address: 'Here' }, fields: ['buyer_address'] },
      { what: 'the name of a buyer that the type has not', body: ecfDirectInvoice({ encf: 'E430000000001', rnc_comprador: undefined, buyer_name: 'Fela' }), fields: ['buyer_name'] },
      { what: 'all else of a buyer that the type has not', body: ecfDirectInvoice({ encf: 'E430000000001', buyer_address: 'Calle 1', buyer_email: 'fela@example.com' }), fields: ['rnc_comprador', 'buyer_address', 'buyer_email'] },
      { what: 'a reason that only notes have a place for', body: ecfDirectInvoice({ reference_encf: 'B0100000001', reference_date: '20-11-2026', reference_code: '4', reference_reason: 'Contingencia' }), fields: ['reference_reason'] },
      { what: 'a number past exactness and an unknown field', body: ecfDirectInvoice({ total: 1e21, descuento: 1 }), fields: ['total', 'descuento'] },
      { what: 'a note without its original', body: ecfDirectInvoice({ encf: 'E330000000001' }), fields: ['reference_encf'] },
    ])('with $what is refused, field by field', async ({ body, fields }) => {
      const answer = await client.ask('POST', SEND, body)
      expectError(answer, 422, 'validation_error')
      expect([...new Set(fieldsOf(answer))].sort()).toEqual([...fields].sort())
    }) // prettier-ignore

    test('is told of dates and rates in the contract’s own forms, each once', async () => {
      const body = withItem({ tax_rate: 17 }, { issue_date: 20261121, payment_due_date: '2026-02-30', total: 118 })
      const answer = await client.ask('POST', SEND, body)
      const date = 'Must be a date that exists, as dd-MM-yyyy.'
      expect(answer.body.errors).toEqual([
        { field: 'issue_date', message: date },
        { field: 'payment_due_date', message: date },
        { field: 'items[0].tax_rate', message: 'ITBIS is 18, 16 or 0 percent.' },
      ])
    })

    test('is not told of more decimals, or fewer, than it has', async () => {
      const { body } = await client.emit(withItem({ qty: 1, price: 33.3333333333, amount: 33.33 }, { total: 33.33 }))
      expect(body.errors).toEqual([{ field: 'items[0].price', message: 'It has more than 4 decimals.' }])
    })

    test('without the end of a range that is not loaded is refused', async () => {
      const invoice = ecfDirectInvoice({ encf: 'E319999999999', fecha_vencimiento_secuencia: undefined })
      const answer = await client.emit(invoice)
      expectError(answer, 409, 'range_missing')
      expect(fieldsOf(answer)).toEqual(['fecha_vencimiento_secuencia'])
    })

    test('with numbers as programs carry them is taken', async () => {
      const items = [{ name: 'Pan', qty: 3, price: 0.1, amount: 0.1 + 0.2 }]
      expect(await client.emit(ecfDirectInvoice({ items, total: 0.1 + 0.2 }))).toMatchObject({ status: 200 })
    })

    test('whose total is neither sum is told both figures', async () => {
      const { body } = await client.ask('POST', SEND, ecfDirectInvoice({ total: '120.00' }))
      expect(body.errors).toHaveLength(1)
      for (const figure of ['120', '118.00', '139.24']) expect(body.errors[0]!.message).toContain(figure)
    })

    test.each([
      { what: 'no JSON', body: '{"encf": ', status: 400, code: 'malformed_json' },
      { what: 'a prototype', body: '{"__proto__": {"encf": 1}}', status: 400, code: 'malformed_json' },
      { what: 'nothing at all', body: '', status: 400, code: 'malformed_json' },
      { what: 'too much', body: `"${'x'.repeat(5_000_000)}"`, status: 413, code: 'payload_too_large' },
    ])('that is $what is refused', async ({ body, status, code }) => {
      expectError(await client.ask('POST', SEND, body), status, code)
    })

    test('of another type is refused', async () => {
      const xml = { 'content-type': 'application/xml' }
      expectError(await client.ask('POST', SEND, '<ECF/>', xml), 415, 'unsupported_media_type')
    })
  })

  describe('a credential', () => {
    test('is needed for every route, as Bearer or X-API-Key', async () => {
      const { apiKey } = taxpayer.taxpayer
      for (const { method, url, body } of ECF_DIRECT_ROUTES) {
        for (const headers of [{}, { authorization: 'Bearer wrong' }, { 'x-api-key': 'wrong' }] as const) {
          const stranger = new EcfDirectClient(world, headers)
          expectError(await stranger.ask(method, url({ trackId: 'x' }), body), 401, 'unauthorized')
        }
      }
      const byHeader = new EcfDirectClient(world, { 'x-api-key': apiKey })
      expect(await byHeader.emit(ecfDirectInvoice())).toMatchObject({ status: 200 })
    })

    test('without the scope is forbidden', async () => {
      const reader = await EcfDirectClient.withScopes(world, taxpayer, ['documents:read'])
      const writer = await EcfDirectClient.withScopes(world, taxpayer, ['documents:write'])
      expectError(await reader.ask('POST', SEND, ecfDirectInvoice()), 403, 'forbidden')
      expectError(await reader.emit(ecfDirectInvoice()), 403, 'forbidden')
      expectError(await writer.status('x'), 403, 'forbidden')
    })

    test('that was revoked is none', async () => {
      const { caller } = taxpayer.taxpayer
      const { key, secret } = await createKey(world.house, 'test', {
        tenantId: caller.tenantId, environment: caller.environment, name: 'short', scopes: SCOPES, expiresAt: undefined,
      }) // prettier-ignore
      const holder = new EcfDirectClient(world, { 'x-api-key': secret })
      expect(await holder.emit(ecfDirectInvoice())).toMatchObject({ status: 200 })
      await revokeKey(world.house, caller, key.id)
      // A key is looked at again after five seconds.
      world.clock.advance(5_001)
      expectError(await holder.emit(ecfDirectInvoice()), 401, 'unauthorized')
    })

    test('of a taxpayer in another country has no issuer here', async () => {
      const { taxpayer: ecuadorian } = await world.ecuadorian()
      const stranger = new EcfDirectClient(world, { 'x-api-key': ecuadorian.apiKey })
      expectError(await stranger.ask('POST', SEND, ecfDirectInvoice()), 422, 'no_issuer')
    })

    test('whose plan is used up is told so', async () => {
      const poor = await world.taxpayer('131000101')
      await setPlan(world.house, poor.taxpayer.caller, blockingPlan(0), 'test')
      const answer = await EcfDirectClient.of(world, poor).ask('POST', SEND, ecfDirectInvoice())
      expectError(answer, 402, 'quota_exceeded')
    })
  })

  test('who asks too often is told to wait, in the same form', async () => {
    const settings = { ...DEFAULT_SERVER_SETTINGS, rateLimit: { requests: 1, windowMs: 10_000 } }
    const app = await buildServer({ ...world.house, logger: world.house.log, readiness: [], settings })
    const busy = new EcfDirectClient(world, { 'x-api-key': taxpayer.taxpayer.apiKey }, app)
    await busy.status('x')
    const answer = await busy.status('x')
    expectError(answer, 429, 'rate_limited')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    await app.close()
  })

  describe('what is not the client’s fault', () => {
    const brokenClient = async (change: Partial<ServerParts>) => {
      const settings = DEFAULT_SERVER_SETTINGS
      const app = await buildServer({ ...world.house, logger: world.house.log, readiness: [], settings, ...change })
      return { app, broken: new EcfDirectClient(world, { 'x-api-key': taxpayer.taxpayer.apiKey }, app) }
    }

    test('is a 503 while the database is away, with when to come again', async () => {
      const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', connections: 2, onError: () => undefined })
      const { app, broken } = await brokenClient({ accounts: accountStore(away, world.clock) })
      const answer = await broken.ask('POST', SEND, ecfDirectInvoice())
      expectError(answer, 503, 'unavailable')
      expect(answer.text).not.toMatch(/idempotency|requestId/i)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      await app.close()
      await away.close()
    })

    test('is a 500 when something of ours breaks, in words that the contract has', async () => {
      const { app, broken } = await brokenClient({ accounts: {} as ServerParts['accounts'] })
      const answer = await broken.ask('POST', SEND, ecfDirectInvoice())
      expectError(answer, 500, 'internal_error')
      expect(answer.text).not.toMatch(/idempotency|requestId/i)
      await app.close()
    })
  })

  describe('an address', () => {
    test.each(['/api/ecf/status/%', '/api/ecf/status/%E0%A4%A', `/api/ecf/status/${'x'.repeat(101)}`])(
      '%s, which cannot be read, is not found either',
      async (url) => expectError(await client.ask('GET', url), 404, 'not_found'),
    )

    test.each(['/api/ecf', '/api/ecf/', '/api/ecf/x', '/api/ecf/status', '/api/ecf/status/x', '/api/ecf/status/x/y'])(
      '%s is not found',
      async (url) => expectError(await client.ask('GET', url), 404, 'not_found'),
    )

    test.each([
      { method: 'GET', url: SEND, allow: 'POST' },
      { method: 'PUT', url: '/api/ecf/emit', allow: 'POST' },
      { method: 'DELETE', url: '/api/ecf/status/x', allow: 'GET, HEAD' },
    ] as const)('$url does not take $method', async ({ method, url, allow }) => {
      const answer = await client.ask(method, url)
      expectError(answer, 405, 'method_not_allowed')
      expect(answer.headers.allow).toBe(allow)
    })
  })
})
