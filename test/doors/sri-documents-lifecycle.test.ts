import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../src/accounts/keys.ts'
import { DEFAULT_SERVER_SETTINGS, type ServerSettings } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_MAIL_SETTINGS } from '../../src/domain/mail.ts'
import type { Client } from '../support/client.ts'
import { feedAll } from '../support/feed-all.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { CELCER, ecuadorianInvoice } from '../support/taxpayer.ts'
import { SriDocumentsClient } from './sri-documents-client.ts'
import { invoiceBody, withoutDate } from './sri-documents-contract.ts'
import { SriDocumentsHouse } from './sri-documents-house.ts'

describe.skipIf(!needs('postgres-server'))('a document of sri-documents', () => {
  let house: SriDocumentsHouse
  let owner: Client
  let client: SriDocumentsClient
  beforeAll(async () => {
    house = await SriDocumentsHouse.open()
    ;[owner, client] = await house.newClient()
  })
  afterEach(() => {
    house.world.simulator.faults.clear()
    house.says.recipient = undefined
  })
  afterAll(() => house.close())

  const statusOf = async (accessKey: string) => {
    const { status, email, reason } = await client.document(accessKey)
    return [status, email.status, reason]
  }

  test('goes from SIGNED to SENT to AUTHORIZED, and its mail from PENDING to SENT', async () => {
    const { world } = house
    const made = await client.created(withoutDate((body) => (body.buyer.email = 'sigue@example.com')))
    const { accessKey } = made
    expect(await client.document(accessKey)).toEqual(made)
    await world.worker.drain()
    expect(await statusOf(accessKey)).toEqual(['SENT', 'PENDING', undefined])
    world.clock.advance(2_000)
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    expect(await statusOf(accessKey)).toEqual(['AUTHORIZED', 'PENDING', undefined])
    await world.settle()
    expect(await client.document(accessKey)).toEqual({ ...made, status: 'AUTHORIZED', email: { status: 'SENT' } })
    const [mail] = house.catcher.messages.filter(({ to }) => to.includes('sigue@example.com'))
    expect(mail).toBeDefined()
  })

  test('tells why SRI rejected it', async () => {
    house.world.simulator.faults.add({ kind: 'not-authorised', times: 3 })
    const { accessKey } = await client.created(withoutDate())
    await house.world.settle()
    expect(await statusOf(accessKey)).toEqual(['REJECTED', 'FAILED', expect.stringContaining('52')])
  })

  test('is FAILED, with the reason, when SRI never decides', async () => {
    house.world.simulator.faults.add({ kind: 'held', service: 'validarComprobante', times: 3 })
    const { accessKey } = await client.created(withoutDate())
    await house.world.settle()
    expect(await statusOf(accessKey)).toEqual(['FAILED', 'FAILED', expect.stringMatching(/./)])
  })

  test('is taken while SRI is down, and authorised later', async () => {
    house.world.simulator.faults.add({ kind: 'down', times: 5 })
    const { accessKey } = await client.created(withoutDate())
    await house.world.settle()
    expect(await statusOf(accessKey)).toEqual(['AUTHORIZED', 'SENT', undefined])
  })

  test('has a mail that FAILED when the buyer’s server refuses it', async () => {
    house.says.recipient = () => '550 no such user'
    const { accessKey } = await client.created(withoutDate((body) => (body.buyer.email = 'nadie@example.com')))
    await house.world.settle()
    expect(await statusOf(accessKey)).toEqual(['AUTHORIZED', 'FAILED', undefined])
  })

  test('has a mail that FAILED where the issuer wants none, for none will be sent', async () => {
    const [{ taxpayer }, silent] = await house.newClient(CELCER, {}, false)
    const { accessKey } = await silent.created(withoutDate())
    await house.world.settle()
    const failed = { status: 'AUTHORIZED', email: { status: 'FAILED' } }
    expect(await silent.document(accessKey)).toMatchObject(failed)

    // Whoever switches mail on later gets it for later documents.
    const settings = { ...DEFAULT_MAIL_SETTINGS, enabled: true }
    await house.world.house.mails.changeSettings(taxpayer.caller.tenantId, taxpayer.issuerId, settings, 'test')
    house.world.clock.advance(3_600_000)
    expect(await silent.document(accessKey)).toMatchObject(failed)
  })

  test('of the native API without an address has a mail that FAILED', async () => {
    const { id, stamp } = await owner.issue(ecuadorianInvoice({ buyer: { taxId: '1710034065', name: 'Rosa' } }))
    expect(await client.document(stamp.accessKey ?? '')).toMatchObject({ email: { status: 'PENDING' } })
    await house.world.settle()
    house.world.clock.advance(3_600_000)
    expect(await owner.document(id)).toMatchObject({ state: 'approved' })
    expect(await client.document(stamp.accessKey ?? '')).toMatchObject({ email: { status: 'FAILED' } })
  })

  test('comes as the signed XML, then as SRI’s own file, and as a RIDE at any time', async () => {
    const { accessKey } = await client.created(withoutDate())
    const [signed, early] = [
      await client.get(`/v1/documents/${accessKey}/xml`),
      await client.get(`/v1/documents/${accessKey}/ride`),
    ]
    expect(signed.headers['content-type']).toBe('application/xml')
    expect(signed.text).toContain(`<claveAcceso>${accessKey}</claveAcceso>`)
    expect(signed.text).toContain('ds:Signature')
    expect([early.headers['content-type'], early.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
    await house.world.settle()
    const authorised = await client.get(`/v1/documents/${accessKey}/xml`)
    expect(authorised.text).toContain('<numeroAutorizacion>')
    expect(authorised.headers['content-disposition']).toContain(`${accessKey}.xml`)
    expect((await client.get(`/v1/documents/${accessKey}/ride`)).text.slice(0, 5)).toBe('%PDF-')
  })

  test.each(['1', '1'.repeat(48), '1'.repeat(49), '1'.repeat(50)])('is not found by %s', async (accessKey) => {
    for (const below of ['', '/xml', '/ride', '/other']) {
      const answer = await client.get(`/v1/documents/${accessKey}${below}`)
      expect([answer.status, answer.body.error?.code]).toEqual([404, 'NOT_FOUND'])
    }
  })

  test.each([
    ['term-units', { code: 'dias', name: 'Días' }],
    ['payment-methods', { code: '01', name: 'Sin utilización del sistema financiero', from: '2013-01-01' }],
    ['id-types', { code: '05', name: 'Cédula', length: '10' }],
    ['tax-codes', { code: '2', name: 'IVA' }],
    ['tax-rates', expect.objectContaining({ taxCode: '2', code: '4', rate: '15' }) as object],
    ['document-types', { code: '01', name: 'Factura' }],
  ])('draws on the catalog %s', async (name, entry) => {
    const answer = await client.get(`/v1/catalogs/${name}`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ ok: true, catalog: name, items: expect.arrayContaining([entry]) as unknown })
  })

  test.each([
    ['GET', '/v1/catalogs/nothing', 404, 'NOT_FOUND'],
    ['GET', '/v1/catalogs/toString', 404, 'NOT_FOUND'],
    ['GET', '/v1/catalogs', 404, 'NOT_FOUND'],
    ['GET', '/v1/catalogs/term-units/dias', 404, 'NOT_FOUND'],
    ['GET', '/v1/issuers/1', 404, 'NOT_FOUND'],
    ['GET', '/v1/documents/not-an-id', 404, 'NOT_FOUND'],
    ['GET', '/v1/documents', 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', `/v1/documents/${'1'.repeat(49)}`, 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/v1/issuers', 405, 'METHOD_NOT_ALLOWED'],
    ['PUT', '/v1/catalogs/term-units', 405, 'METHOD_NOT_ALLOWED'],
  ] as const)('%s %s is %d %s', async (method, url, status, code) => {
    const answer = await client.send(method, url)
    expect([answer.status, answer.body]).toMatchObject([status, { ok: false, error: { code, details: [] } }])
  })

  const json = { 'content-type': 'application/json' }
  test.each([
    ['malformed JSON', json, '{"a":', 400, 'BAD_REQUEST'],
    ['no body', json, '', 400, 'BAD_REQUEST'],
    ['a prototype', json, '{"__proto__":{}}', 400, 'BAD_REQUEST'],
    ['another media type', { 'content-type': 'text/xml' }, '<a/>', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no media type', { 'content-type': '' }, '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['too large a body', json, `{"a":"${'x'.repeat(5_000_000)}"}`, 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s is refused in the words of the contract', async (_, headers, payload, status, code) => {
    const of = { headers: { 'x-issuer-id': String(client.issuerId), ...headers }, payload }
    const answer = await client.send('POST', '/v1/documents', of)
    expect([answer.status, answer.body], answer.text).toMatchObject([status, { ok: false, error: { code } }])
  })

  test('beyond the plan is refused, and uses no number', async () => {
    const [{ taxpayer }, small] = await house.newClient()
    await house.world.house.usage.setPlan(taxpayer.caller, blockingPlan(1), 'test')
    expect((await small.created(withoutDate())).sequential).toBe('000000001')
    const answer = await small.create(withoutDate())
    expect([answer.status, answer.body.error?.code]).toEqual([402, 'QUOTA_EXCEEDED'])
  })

  test('whoever asks too often waits', async () => {
    const { tenantId } = owner.taxpayer.caller
    const limit = { requestsPerMinute: 1, scopes: SCOPES, expiresAt: undefined, environment: 'sandbox' as const }
    const { secret } = await createKey(house.world.house, 'test', { tenantId, name: 'lenta', ...limit })
    const slow = new SriDocumentsClient(house.world.app, secret, client.issuerId)
    expect((await slow.get('/v1/issuers')).status).toBe(200)
    const answer = await slow.get('/v1/issuers')
    expect([answer.status, answer.body.error?.code]).toEqual([429, 'RATE_LIMITED'])
    expect(answer.headers['retry-after']).toBeDefined()
  })

  test.each<[string, ServerSettings['doors']]>([
    ['alone', ['sri-documents']],
    ['beside faktur, whichever is first', ['sri-documents', 'faktur']],
    ['closed', ['faktur']],
  ])('is served by the door %s', async (_, doors) => {
    const { house: parts } = house.world
    const settings = { ...DEFAULT_SERVER_SETTINGS, doors }
    const app = await buildServer({ ...parts, logger: parts.log, readiness: [], settings })
    const other = new SriDocumentsClient(app, client.apiKey, client.issuerId)
    const isOpen = doors.includes('sri-documents')
    expect((await other.create(withoutDate())).status).toBe(isOpen ? 201 : 404)
    expect((await other.get('/v1/issuers')).status).toBe(isOpen ? 200 : 404)
    if (doors.length === 1 && isOpen) {
      expect((await other.get('/v1/documents/abc')).body.error?.code).toBe('NOT_FOUND')
      expect((await other.get(`/v1/documents/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`)).status).toBe(404)
    }
    await app.close()
  })

  test('is never made by what cannot be one, and nothing of it is the server’s fault', async () => {
    const values = [
      null,
      0,
      -1,
      1e308,
      1e-9,
      '',
      ' ',
      'x'.repeat(5_000),
      [],
      [[]],
      {},
      { a: {} },
      true,
      '1e5',
      '٣',
      '\u202e',
    ]
    const paths = ['documentType', 'issueDate', 'buyer', 'guiaRemision', 'items', 'payments', 'additionalInfo']
    const inner: [string, readonly string[]][] = [
      ['buyer', ['idType', 'id', 'name', 'email', 'address']],
      ['items', ['mainCode', 'auxiliaryCode', 'description', 'quantity', 'unitPrice', 'discount', 'taxes']],
      ['payments', ['method', 'total', 'term', 'termUnit']],
    ]
    for (const value of values) {
      for (const path of paths) {
        const { status, text } = await client.create({ ...withoutDate(), [path]: value })
        expect([200, 201, 400], `${path} ${JSON.stringify(value)} ${text}`).toContain(status)
      }
      for (const [group, names] of inner) {
        for (const name of names) {
          const body = withoutDate((each) => {
            const holder = group === 'buyer' ? each.buyer : (each[group] as Record<string, unknown>[])[0]!
            holder[name] = value
          })
          const { status, text } = await client.create(body)
          expect([201, 400], `${group}.${name} ${JSON.stringify(value)} ${text}`).toContain(status)
        }
      }
      for (const name of ['code', 'rateCode', 'rate', 'taxableBase', 'taxAmount']) {
        const { status } = await client.create(withoutDate((each) => (each.items[0]!.taxes[0]![name] = value)))
        expect(status, `${name} ${JSON.stringify(value)}`).toBe(400)
      }
    }
  })

  test('of a thousand faulty lines is refused in good time', async () => {
    const line = { ...invoiceBody().items[0]!, quantity: 'x' }
    const started = performance.now()
    const answer = await client.create(withoutDate((body) => (body.items = Array.from({ length: 1_000 }, () => line))))
    expect(answer.status).toBe(400)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
