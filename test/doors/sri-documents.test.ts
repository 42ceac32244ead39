import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../src/accounts/keys.ts'
import { type Scope, SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_SERVER_SETTINGS } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { CEL, CELCER } from '../support/taxpayer.ts'
import type { World } from '../support/world.ts'
import { documentedErrors, documentedExamples, invoiceBody, withoutDate } from './sri-documents-contract.ts'
import { SriDocumentsClient } from './sri-documents-client.ts'
import { SriDocumentsHouse } from './sri-documents-house.ts'
import { SRI_DOCUMENTS_ROUTES } from './sri-documents-routes.ts'

describe.skipIf(!needs('postgres-server'))('the door sri-documents', () => {
  let house: SriDocumentsHouse
  let world: World
  let owner: Client
  let client: SriDocumentsClient
  beforeAll(async () => {
    house = await SriDocumentsHouse.open()
    world = house.world
    ;[owner, client] = await house.newClient()
  })
  afterAll(() => house.close())

  const newClient: SriDocumentsHouse['newClient'] = (...of) => house.newClient(...of)
  const branchesOf = (apiKey: string) => house.branchesOf(apiKey)
  const keyWith = async (scopes: readonly Scope[], environment = owner.taxpayer.caller.environment) => {
    const { tenantId } = owner.taxpayer.caller
    const request = { tenantId, environment, name: 'otra', scopes, expiresAt: undefined }
    return (await createKey(world.house, 'test', request)).secret
  }

  describe.skipIf(!needs('shared'))('the documented example', () => {
    test('is taken on the day it says, and answered as documented', async () => {
      const { request, reply } = documentedExamples()
      const answer = await client.create({ ...request, issueDate: '21/11/2026' })
      expect(answer.status, answer.text).toBe(201)
      expect(shapeOf(answer.body)).toEqual(shapeOf(reply))
      const { accessKey, issueDate, ...rest } = answer.body.document!
      const { accessKey: itsKey, issueDate: itsDate, ...itsRest } = reply.document as Record<string, unknown>
      expect(rest).toEqual({ ...itsRest, sequential: expect.stringMatching(/^\d{9}$/) as string })
      expect(accessKey).toMatch(/^\d{49}$/)
      expect(String(itsKey)).toMatch(/^\d{49}$/)
      expect(String(itsDate)).toMatch(/^\d{2}\/\d{2}\/\d{4}$/)
      expect(issueDate).toBe('21/11/2026')
      await world.settle()
      expect(await client.document(accessKey)).toMatchObject({ status: 'AUTHORIZED' })
      const xml = (await client.get(`/v1/documents/${accessKey}/xml`)).text
      for (const text of ['<codigoPorcentaje>4</codigoPorcentaje>', '<plazo>30', '<unidadTiempo>dias', 'CTR-2026-001'])
        expect(xml).toContain(text)
    })

    test('is refused for its date on any other day', async () => {
      expect(await house.fieldsAtFault(client, documentedExamples().request)).toEqual(['issueDate'])
    })

    test('gets every documented error', async () => {
      const provoked = new Map<string, number>()
      const note = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) => {
        const { status, body } = await answer
        provoked.set(body.error?.code ?? '', status)
      }
      const [, stranger] = await newClient()
      await note(client.create({}))
      await note(client.create(invoiceBody(), { 'x-issuer-id': 'x' }))
      await note(client.create(invoiceBody(), { authorization: 'Bearer nobody' }))
      await note(client.create(invoiceBody(), { 'x-issuer-id': String(stranger.issuerId) }))
      await note(client.create(invoiceBody(), { 'x-issuer-id': '999999999' }))
      await client.created(invoiceBody(), { 'idempotency-key': 'every' })
      await note(
        client.create(
          invoiceBody((body) => (body.buyer.name = 'Otra')),
          { 'idempotency-key': 'every' },
        ),
      )
      const broken = await brokenServer()
      await note(new SriDocumentsClient(broken, client.apiKey, client.issuerId).create(invoiceBody()))
      await broken.close()
      expect([...provoked].sort()).toEqual([...documentedErrors()].sort())
    })
  })

  describe('who may ask', () => {
    test.each([
      ['no key', {}],
      ['a key of nobody', { authorization: 'Bearer emk_test_unknown' }],
      ['another scheme', { authorization: 'Basic YTpi' }],
    ])('%s is 401', async (_, headers) => {
      const answer = await world.app.inject({ method: 'GET', url: '/v1/issuers', headers })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toContain('Bearer')
      expect(answer.json()).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED', details: [] } })
    })

    test('a key without the scope is 403', async () => {
      const { accessKey } = await client.created(invoiceBody())
      const reader = new SriDocumentsClient(world.app, await keyWith(['documents:read']), client.issuerId)
      const writer = new SriDocumentsClient(world.app, await keyWith(['documents:write']), client.issuerId)
      expect((await reader.create(invoiceBody())).body.error?.code).toBe('FORBIDDEN')
      expect((await reader.get(`/v1/documents/${accessKey}`)).status).toBe(200)
      for (const path of ['', '/xml', '/ride'])
        expect((await writer.get(`/v1/documents/${accessKey}${path}`)).status).toBe(403)
      expect((await writer.create(invoiceBody())).status).toBe(201)
    })

    test('a key of the other environment is 401 for the branch, and sees no document', async () => {
      const { accessKey } = await client.created(invoiceBody())
      const production = new SriDocumentsClient(world.app, await keyWith(SCOPES, 'production'), client.issuerId)
      const answer = await production.create(invoiceBody())
      expect([answer.status, answer.body.error?.code]).toEqual([401, 'UNAUTHORIZED'])
      expect((await production.get(`/v1/documents/${accessKey}`)).status).toBe(404)
      expect(await branchesOf(production.apiKey)).toEqual([])
      const [, real] = await newClient(CEL)
      expect((await real.create(invoiceBody())).status).toBe(201)
    })

    test('another tenant reads and changes nothing', async () => {
      const { accessKey } = await client.created(invoiceBody())
      const [stranger] = await newClient()
      const before = await branchesOf(owner.taxpayer.apiKey)
      for (const { method, url, headers, ...rest } of SRI_DOCUMENTS_ROUTES) {
        const ids = { accessKey, issuerId: client.issuerId }
        const payload = 'body' in rest ? { payload: rest.body } : {}
        const answer = await world.app.inject({
          method,
          url: url(ids),
          headers: headers(stranger.taxpayer.apiKey, ids),
          ...payload,
        })
        if (url(ids).includes('catalogs')) continue
        expect(answer.payload).not.toContain(owner.taxpayer.caller.tenantId)
        expect(answer.payload).not.toContain(accessKey)
        expect(answer.statusCode).toBe(method === 'POST' ? 403 : url(ids).includes(accessKey) ? 404 : 200)
      }
      expect(await branchesOf(owner.taxpayer.apiKey)).toEqual(before)
    })
  })

  describe('X-Issuer-Id', () => {
    test.each(['', '0', '-1', '1.5', 'abc', '1e3', '1, 2', '0x1'])('%j is 400 BAD_REQUEST', async (issuerId) => {
      const answer = await client.create(invoiceBody(), { 'x-issuer-id': issuerId })
      expect([answer.status, answer.body.error?.code]).toEqual([400, 'BAD_REQUEST'])
    })

    test('missing is 400 BAD_REQUEST', async () => {
      const headers = { 'content-type': 'application/json' }
      const answer = await client.send('POST', '/v1/documents', { headers, payload: JSON.stringify(invoiceBody()) })
      expect([answer.status, answer.body.error?.code]).toEqual([400, 'BAD_REQUEST'])
    })

    test.each(['999999999', '9'.repeat(40)])('of nobody (%s) is 404 NOT_FOUND', async (issuerId) => {
      const answer = await client.create(invoiceBody(), { 'x-issuer-id': issuerId })
      expect([answer.status, answer.body.error?.code]).toEqual([404, 'NOT_FOUND'])
    })

    test('says at which establishment and emission point the document is issued, each counting for itself', async () => {
      const establishments = [{ code: '002', points: ['501', '003'], address: 'Guayaquil' }, { code: '001' }]
      const [, many] = await newClient(CELCER, { establishments })
      const branches = await branchesOf(many.apiKey)
      expect(branches.map(({ establishment, emissionPoint }) => `${establishment}-${emissionPoint}`)).toEqual([
        ...['002-501', '002-003', '001-001'],
      ])
      for (const { id, establishment, emissionPoint } of branches) {
        const branch = new SriDocumentsClient(world.app, many.apiKey, id)
        const first = await branch.created(invoiceBody())
        expect(first.sequential).toBe('000000001')
        expect(first.accessKey.slice(24, 30)).toBe(establishment + emissionPoint)
        expect((await branch.created(invoiceBody())).sequential).toBe('000000002')
      }
      expect(await branchesOf(many.apiKey)).toEqual(branches)
    })
  })

  describe('a repeated request', () => {
    test('gets the first reply, whatever has become of the document and however late', async () => {
      const [, late] = await newClient()
      const headers = { 'idempotency-key': 'pedido con espacios' }
      const first = await late.create(invoiceBody(), headers)
      expect(first.status).toBe(201)
      await world.settle()
      await world.pass(36 * 3_600_000)
      const second = await late.create(invoiceBody(), headers)
      expect([second.status, second.text]).toEqual([200, first.text])
      expect(await late.document(first.body.document!.accessKey)).toMatchObject({ status: 'AUTHORIZED' })
      // Whoever changes the payload gets the conflict, and the invoice of another day is refused under a key of its own.
      const other = invoiceBody((body) => (body.buyer.name = 'Otra persona'))
      expect((await late.create(other, headers)).body.error?.code).toBe('CONFLICT')
      expect((await late.create(invoiceBody(), { 'idempotency-key': 'otro' })).status).toBe(400)
    })

    test('is another one at another branch', async () => {
      const [, many] = await newClient(CELCER, { establishments: [{ code: '001', points: ['001', '002'] }] })
      const second = (await branchesOf(many.apiKey))[1]!.id
      const today = withoutDate()
      await many.created(today, { 'idempotency-key': 'k' })
      const answer = await many.create(today, { 'idempotency-key': 'k', 'x-issuer-id': String(second) })
      expect([answer.status, answer.body.error?.code]).toEqual([409, 'CONFLICT'])
    })

    test('makes one document however often it is sent at once', async () => {
      const [, many] = await newClient()
      const send = () => many.create(withoutDate(), { 'idempotency-key': 'at-once' })
      const answers = await Promise.all(Array.from({ length: 32 }, send))
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(31).fill(200), 201])
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      expect((await many.created(withoutDate())).sequential).toBe('000000002')
    })

    test('with other bodies at once makes one document and conflicts', async () => {
      const [, many] = await newClient()
      const send = (i: number) =>
        many.create(
          withoutDate((body) => (body.buyer.name = `Cliente ${i}`)),
          { 'idempotency-key': 'at-once' },
        )
      const answers = await Promise.all(Array.from({ length: 32 }, (_, i) => send(i)))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(31).fill(409)])
      expect((await many.created(withoutDate())).sequential).toBe('000000002')
    })

    test.each(['', 'x'.repeat(256)])('needs a key of 1 to 255 characters', async (key) => {
      const answer = await client.create(withoutDate(), { 'idempotency-key': key })
      expect([answer.status, answer.body.error?.code]).toEqual([400, 'BAD_REQUEST'])
    })

    test('may have a key of 255', async () => {
      const headers = { 'idempotency-key': 'k'.repeat(255) }
      const { accessKey } = await client.created(withoutDate(), headers)
      expect((await client.create(withoutDate(), headers)).body.document?.accessKey).toBe(accessKey)
    })
  })

  /** A server over the same house whose journeys fail, as nothing that is asked for makes them. */
  function brokenServer() {
    const begin = () => Promise.reject(new Error('words for the log only'))
    const journey = { ...world.house.journey, begin }
    const settings = DEFAULT_SERVER_SETTINGS
    return buildServer({ ...world.house, journey, logger: world.house.log, readiness: [], settings })
  }
  const shapeOf = (value: unknown): unknown =>
    value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
      : typeof value
})
