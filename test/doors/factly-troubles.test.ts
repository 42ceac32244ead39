import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accountStore } from '../../src/adapters/postgres/account-store.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { createIssuer } from '../../src/accounts/issuers.ts'
import { createKey, revokeKey } from '../../src/accounts/keys.ts'
import { loadRange } from '../../src/accounts/ranges.ts'
import { type Caller, SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_SERVER_SETTINGS } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { testPkcs12 } from '../support/certificates.ts'
import { needs } from '../support/needs.ts'
import { TESTECF } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { consumerRequest, creditRequest, FactlyClient } from './factly-client.ts'
import { FACTLY_ROUTES } from './factly-routes.ts'

const DAY_MS = 24 * 3_600_000

describe.skipIf(!needs('postgres-server'))('factly in trouble', () => {
  let world: World
  let count = 0
  const fresh = () => `apuro-${(count += 1)}`

  beforeAll(async () => (world = await World.start()))
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function created(client: FactlyClient, changes = {}): Promise<number> {
    const answer = await client.create(creditRequest({ externalId: fresh(), ...changes }), fresh())
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return answer.body.id
  }

  const profileOf = (taxId: string) => ({ taxId, name: 'Panadería SRL', address: 'Calle El Conde 101', settings: {} })

  async function issuerOf(caller: Caller, taxId: string): Promise<string> {
    const request = { jurisdiction: 'do', authorityEnvironment: TESTECF.authorityEnvironment, profile: profileOf(taxId) }
    const saved = await createIssuer(world.house, caller, request)
    if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
    return saved.issuer.id
  } // prettier-ignore

  /** A tenant without anything but an issuer. */
  async function bareTaxpayer(taxId: string) {
    const { chance, accounts } = world.house
    const { id: tenantId } = await accounts.createTenant({ id: chance.id(), name: taxId }, 'test')
    const caller: Caller = { tenantId, environment: 'sandbox', scopes: SCOPES, actor: 'test', door: 'v1' }
    const issuerId = await issuerOf(caller, taxId)
    const request = { tenantId, environment: 'sandbox', name: 'x', scopes: SCOPES, expiresAt: undefined } as const
    const { secret } = await createKey(world.house, 'test', request)
    return { caller, issuerId, client: new FactlyClient(world.app, secret) }
  }

  /** A tenant whose certificate and range of type 31 end. */
  async function passingTaxpayer(taxId: string, { validTo = '2039-01-01', expiresOn = '2028-12-31' }) {
    const { caller, issuerId, client } = await bareTaxpayer(taxId)
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date(validTo) }
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12(validity))
    await loadRange(world.house, caller, issuerId, { series: '31', first: '1', last: '100', expiresOn })
    return client
  }

  test('a number in no authorised range is not issued, though no range is loaded at all', async () => {
    const { caller, issuerId, client } = await bareTaxpayer('131000051')
    await uploadCertificate(world.house, caller, issuerId, await testPkcs12())
    for (const documentType of ['31', '44', '45']) {
      const answer = await client.create(creditRequest({ externalId: fresh(), documentType, encf: `E${documentType}0000000001`, ...(documentType === '44' ? { lines: [{ description: 'a', qty: 1, unitPrice: 1, taxRate: 0 }] } : {}) }), fresh())
      expect(answer).toMatchObject({ status: 409, body: { code: 'API_SEQUENCE_UNAVAILABLE', details: { errors: [{ path: 'encf', code: 'range-missing' }] } } })
    }
    // What else is wrong is told, and not hidden behind the number.
    const wrong = await client.create(creditRequest({ externalId: fresh(), encf: undefined, customerEmail: 'x' }), fresh())
    expect(wrong).toMatchObject({ status: 422, body: { details: { errors: [{ path: 'customerEmail' }] } } })
    const without = await client.create(creditRequest({ externalId: fresh() }), fresh())
    expect(without).toMatchObject({ status: 409, body: { code: 'API_SEQUENCE_UNAVAILABLE' } })
  }) // prettier-ignore

  test('a range that ends while it is loaded numbers nothing more; what was issued is answered as at first', async () => {
    const client = await passingTaxpayer('131000052', { expiresOn: '2026-11-30' })
    const [key, body] = [fresh(), creditRequest({ externalId: fresh() })]
    const first = await client.create(body, key)
    expect(first.status).toBe(201)
    world.clock.advance(30 * DAY_MS)
    const next = await client.create(creditRequest({ externalId: fresh() }), fresh())
    const given = await client.create(creditRequest({ externalId: fresh(), encf: 'E310000000050' }), fresh())
    const again = await client.create(body, key)
    world.clock.advance(-30 * DAY_MS)
    expect(next).toMatchObject({ status: 409, body: { code: 'API_SEQUENCE_UNAVAILABLE' } })
    expect(given).toMatchObject({ status: 409, body: { code: 'API_SEQUENCE_UNAVAILABLE', details: { errors: [{ path: 'encf', code: 'range-expired' }] } } })
    expect([again.status, again.text]).toEqual([201, first.text])
  }) // prettier-ignore

  test('without a certificate, or with one that has expired, nothing is issued', async () => {
    const { client: bare } = await bareTaxpayer('131000053')
    const client = await passingTaxpayer('131000054', { validTo: '2026-12-01' })
    const missing = await bare.create(consumerRequest({ externalId: fresh() }), fresh())
    world.clock.advance(30 * DAY_MS)
    const expired = await client.create(creditRequest({ externalId: fresh() }), fresh())
    world.clock.advance(-30 * DAY_MS)
    for (const answer of [missing, expired]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'API_CERTIFICATE_UNAVAILABLE' } })
    }
  })

  test('a second issuer stops what is new, and nothing that was made before', async () => {
    const { taxpayer } = await world.taxpayer('131000055')
    const client = new FactlyClient(world.app, taxpayer.apiKey)
    const [key, body] = [fresh(), creditRequest({ externalId: fresh() })]
    const first = await client.create(body, key)
    const file = (await client.document(first.body.id, '/xml')).text.replace(/<eNCF>[^<]*/, '<eNCF>E310000000900')
    const firstFile = await client.createXml(file, 'archivo')
    await issuerOf(taxpayer.caller, '131000056')

    expect(await client.create(body, key)).toMatchObject({ status: 201, text: first.text })
    expect(await client.createXml(file, 'archivo')).toMatchObject({ status: 201, text: firstFile.text })
    const conflict = { status: 409, body: { code: 'API_IDEMPOTENCY_CONFLICT' } }
    expect(await client.create({ ...body, externalId: fresh() }, key)).toMatchObject(conflict)
    expect(await client.create({ externalId: 5 }, key)).toMatchObject(conflict)
    expect(await client.createXml('<ECF>', key)).toMatchObject(conflict)
    expect(await client.create({ ...body, lines: [] }, fresh())).toMatchObject({ status: 409, body: { code: 'API_DOCUMENT_DUPLICATE' } })
    expect(await client.create(creditRequest({ externalId: fresh() }), fresh())).toMatchObject({ status: 403, body: { code: 'API_TENANT_FORBIDDEN' } })
  }) // prettier-ignore

  test('an account without an issuer is told so before anything of its body', async () => {
    const client = new FactlyClient(world.app, (await world.ecuadorian()).taxpayer.apiKey)
    const refused = { status: 403, body: { code: 'API_TENANT_FORBIDDEN' } }
    expect(await client.createXml('<ECF>', fresh())).toMatchObject(refused)
    expect(await client.create({}, fresh())).toMatchObject(refused)
  })

  describe('a document', () => {
    test('that waits for DGII says so in Spanish', async () => {
      const client = new FactlyClient(world.app, (await world.taxpayer('131000057')).taxpayer.apiKey)
      world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
      const id = await created(client)
      await world.work()
      const { body } = await client.document(id, '/status')
      expect(body).toMatchObject({ status: 'queued', dgii: { errorMessage: 'La administración tributaria no responde; el documento se enviará solo cuando responda.' } })
      expect(body.dgii).not.toHaveProperty('errorCode')
      world.simulator.faults.clear()
      await world.settle()
      expect((await client.document(id, '/status')).body.dgii).not.toHaveProperty('errorMessage')
    }) // prettier-ignore

    test('that comes while the way to DGII is closed says so as well, and a retry looks at once whether it is open', async () => {
      const client = new FactlyClient(world.app, (await world.taxpayer('131000064')).taxpayer.apiKey)
      world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
      for (const notes of ['a', 'b', 'c', 'd']) await created(client, { notes })
      await world.pass(60 * 60_000)
      const answer = await client.create(creditRequest({ externalId: fresh() }), fresh())
      const message = 'La administración tributaria no responde; el documento se enviará solo cuando responda.'
      expect(answer).toMatchObject({ status: 201, body: { status: 'queued', dgii: { errorMessage: message } } })
      const { id } = answer.body
      expect((await client.document(id, '/status')).body.dgii.errorMessage).toBe(message)
      await world.work()
      expect((await client.document(id, '/status')).body.dgii.errorMessage).toBe(message)

      world.simulator.faults.clear()
      await world.pass(1)
      expect((await client.document(id)).body.status).toBe('queued')
      expect((await client.retry(id)).status).toBe(202)
      await world.pass(1)
      expect((await client.document(id)).body.status).not.toBe('queued')
      await world.settle()
    })

    test('that nobody knows DGII to have says so in Spanish', async () => {
      const client = new FactlyClient(world.app, (await world.taxpayer('131000058')).taxpayer.apiKey)
      world.simulator.faults.add({ kind: 'cut-after', service: 'recepcion', times: 1 })
      const id = await created(client)
      await world.work()
      const message = (await client.document(id, '/status')).body.dgii.errorMessage
      expect(message).toBe('No se sabe si la administración tributaria recibió el documento; se le está preguntando.')
      await world.settle()
      expect((await client.document(id)).body.status).toBe('approved')
    })

    test('whose certificate ended while DGII was down has failed, and is taken up again once it is renewed', async () => {
      const { caller, issuerId, client } = await bareTaxpayer('131000059')
      const short = { validFrom: new Date('2026-01-01'), validTo: new Date('2026-12-01') }
      await uploadCertificate(world.house, caller, issuerId, await testPkcs12(short))
      await loadRange(world.house, caller, issuerId, { series: '31', first: '1', last: '100', expiresOn: '2028-12-31' })
      world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
      const id = await created(client)
      await world.work()
      world.clock.advance(15 * DAY_MS)
      world.simulator.faults.clear()
      await world.settle()
      const { body } = await client.document(id)
      expect(body).toMatchObject({ status: 'failed', document: { status: 'FAILED' }, dgii: { errorMessage: expect.stringContaining('certificado') as string } })
      await uploadCertificate(world.house, caller, issuerId, await testPkcs12())
      expect(await client.retry(id)).toMatchObject({ status: 202, body: { ok: true, status: 'queued' } })
      expect((await client.document(id)).body.status).toBe('queued')
    }) // prettier-ignore

    test('that is rejected and keeps its number tells everywhere how it is corrected', async () => {
      const issuer = '131000065'
      // Who signs here is not the one that may sign for this issuer.
      const strict = await World.start({ dgii: { delegations: [{ issuer, holder: '00100000009' }] } })
      const client = new FactlyClient(strict.app, (await strict.taxpayer(issuer)).taxpayer.apiKey)
      const encf = 'E310000000005'
      const id = await created(client, { encf })
      await strict.settle()
      const { documents } = (await client.askAt(`/api/v1/documents?number=${encf}`)).body as unknown as { documents: { id: string; actions: string[] }[] }
      expect(documents[0]?.actions).toEqual(['correct'])
      const way = expect.stringContaining(`POST /api/v1/documents/${documents[0]?.id}/correct`) as string
      expect((await client.document(id, '/status')).body.dgii.errorMessage).toEqual(way)
      expect(await client.retry(id)).toMatchObject({ status: 409, body: { details: { status: 'rejected', reason: way } } })
      const again = await client.create(creditRequest({ externalId: fresh(), encf }), fresh())
      expect(again).toMatchObject({ status: 409, body: { code: 'API_ENCF_DUPLICATE', details: { errors: [{ path: 'encf', message: way }] } } })
      await strict.close()
    }) // prettier-ignore

    test('whose number was given up is told as failed, and is not retried', async () => {
      const { taxpayer } = await world.taxpayer('131000060')
      const client = new FactlyClient(world.app, taxpayer.apiKey)
      world.simulator.faults.add({ kind: 'reject', times: 1 })
      const id = await created(client)
      await world.settle()
      const { tenantId } = taxpayer.caller
      const text = "update documents set state = 'voided' where tenant_id = $1"
      await world.house.database.query({ tenantId }, { text, values: [tenantId] })
      const told = { status: 'failed', document: { status: 'VOIDED', dgiiStatus: 'Anulado' }, validationErrors: [] }
      expect((await client.document(id, '/status')).body).toMatchObject(told)
      expect((await client.retry(id)).status).toBe(409)
    })
  })

  test('a key that was revoked opens nothing', async () => {
    const { caller, client } = await bareTaxpayer('131000061')
    const request = { tenantId: caller.tenantId, environment: 'sandbox', name: 'x', scopes: SCOPES, expiresAt: undefined } as const
    const { key, secret } = await createKey(world.house, 'test', request)
    const revoked = new FactlyClient(world.app, secret)
    expect((await revoked.ask('/usage')).status).toBe(200)
    await revokeKey(world.house, caller, key.id)
    world.clock.advance(60_000)
    expect(await revoked.ask('/usage')).toMatchObject({ status: 401, body: { code: 'API_UNAUTHORIZED' } })
    expect((await client.ask('/usage')).status).toBe(200)
  }) // prettier-ignore

  test('while the database is away every operation answers 503, and when to ask again', async () => {
    const { taxpayer } = await world.taxpayer('131000062')
    const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', connections: 2, onError: () => undefined })
    const { house: parts, clock } = world
    const settings = DEFAULT_SERVER_SETTINGS
    const app = await buildServer({ ...parts, accounts: accountStore(database, clock), logger: parts.log, readiness: [], settings })
    for (const { method, url, headers, body } of FACTLY_ROUTES) {
      const payload = body ? { payload: body } : {}
      const answer = await app.inject({ method, url: url('sandbox', 1), headers: headers(taxpayer.apiKey), ...payload })
      expect([answer.statusCode, answer.json<object>()]).toMatchObject([503, { code: 'API_UNAVAILABLE', details: { reason: expect.any(String) as string } }])
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    await app.close()
    await database.close()
  }) // prettier-ignore

  test('what breaks in us is 500 with nothing of its reason', async () => {
    const { taxpayer } = await world.taxpayer('131000063')
    const id = await created(new FactlyClient(world.app, taxpayer.apiKey))
    const { house: parts } = world
    const printer = { ...parts.printer, print: () => Promise.reject(new Error('geheim')) }
    const settings = DEFAULT_SERVER_SETTINGS
    const app = await buildServer({ ...parts, printer, logger: parts.log, readiness: [], settings })
    const answer = await new FactlyClient(app, taxpayer.apiKey).document(id, '/pdf')
    expect(answer).toMatchObject({ status: 500, type: 'application/json', body: { code: 'API_INTERNAL_ERROR' } })
    expect(answer.text).not.toContain('geheim')
    await app.close()
  })
})
