import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountStore } from '../../src/adapters/postgres/account-store.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { createKey, revokeKey } from '../../src/accounts/keys.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_SERVER_SETTINGS, type ServerParts } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { testPkcs12 } from '../support/certificates.ts'
import { needs } from '../support/needs.ts'
import { CELCER } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { FakturClient } from './faktur-client.ts'
import { FAKTUR_ROUTES, fakturHeaders, fakturInvoice } from './faktur-routes.ts'

const NOBODY = { id: '00000000-0000-7000-8000-000000000000', accessKey: '1'.repeat(49) }
const DAY_MS = 24 * 3_600_000

describe.skipIf(!needs('postgres-server'))('the faktur contract in trouble', () => {
  let world: World
  let client: FakturClient
  beforeAll(async () => {
    world = await World.start()
    client = await FakturClient.of(world, '0991234567001')
  })
  afterAll(() => world.close())

  const callerOf = ({ tenantId }: FakturClient) => {
    return { tenantId, environment: CELCER.environment, scopes: SCOPES, actor: 'test', door: 'v1' } as const
  }

  /** What every route answers on a server with other parts. */
  async function answersWith(change: Partial<ServerParts>) {
    const { house } = world
    const settings = DEFAULT_SERVER_SETTINGS
    const app = await buildServer({ ...house, logger: house.log, readiness: [], settings, ...change })
    const headers = fakturHeaders(client.credential)
    const answers = []
    for (const { method, url, body } of FAKTUR_ROUTES) {
      answers.push(await app.inject({ method, url: url(NOBODY), headers, ...(body ? { payload: body } : {}) }))
    }
    await app.close()
    return answers
  }

  const isTold = (code: string) => ({ success: false, error: { code, message: expect.stringMatching(/./) as string } })

  test('says when to ask again while the database is away', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/none'
    const database = openDatabase({ url, connections: 2, onError: () => undefined })
    for (const answer of await answersWith({ accounts: accountStore(database, world.clock) })) {
      expect([answer.statusCode, answer.json()]).toEqual([503, isTold('SERVICE_UNAVAILABLE')])
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    await database.close()
  })

  test('keeps what broke to itself', async () => {
    for (const answer of await answersWith({ accounts: {} as ServerParts['accounts'] })) {
      expect(answer.statusCode).toBe(500)
      expect(answer.json()).toEqual({
        success: false,
        error: { code: 'INTERNAL_ERROR', message: 'Internal server error' },
      })
    }
  })

  test('lets nobody ask too often', async () => {
    const { tenantId } = client
    const { key, secret } = await createKey(world.house, 'test', {
      tenantId,
      environment: CELCER.environment,
      name: 'lenta',
      scopes: SCOPES,
      expiresAt: undefined,
      requestsPerMinute: 1,
    })
    const headers = fakturHeaders({ keyId: key.id, secret })
    expect((await client.send('GET', `/v1/documents/${NOBODY.id}`, undefined, headers)).status).toBe(404)
    const answer = await client.send('GET', `/v1/documents/${NOBODY.id}`, undefined, headers)
    expect([answer.status, answer.body]).toEqual([429, isTold('RATE_LIMIT_EXCEEDED')])
    expect(answer.headers['retry-after']).toBeDefined()
  })

  test('knows no key that was revoked', async () => {
    const { key, secret } = await createKey(world.house, 'test', {
      tenantId: client.tenantId,
      environment: CELCER.environment,
      name: 'otra',
      scopes: SCOPES,
      expiresAt: undefined,
    })
    const headers = fakturHeaders({ keyId: key.id, secret })
    expect((await client.send('GET', `/v1/documents/${NOBODY.id}`, undefined, headers)).status).toBe(404)
    await revokeKey(world.house, callerOf(client), key.id)
    world.clock.advance(60_000)
    const answer = await client.send('GET', `/v1/documents/${NOBODY.id}`, undefined, headers)
    expect([answer.status, answer.body]).toEqual([401, isTold('INVALID_API_KEY')])
  })

  test('makes nothing with a certificate that has expired', async () => {
    const other = await FakturClient.uncertified(world, '0991234570001')
    const holder = { taxId: '0991234570001', country: 'EC' } as const
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2026-12-01') }
    const certificate = await testPkcs12({ ...holder, ...validity })
    await uploadCertificate(world.house, callerOf(other), other.issuerId, certificate)
    expect((await other.post(fakturInvoice())).status).toBe(201)
    world.clock.advance(30 * DAY_MS)
    const answer = await other.send('POST', '/v1/documents/invoices', fakturInvoice())
    world.clock.advance(-30 * DAY_MS)
    expect([answer.status, answer.body]).toEqual([409, isTold('CERTIFICATE_EXPIRED')])
  })

  test.each([
    ...['detail/?accessKey=1', 'detail/', 'not-an-id', '%zz', '%ff/x', 'x'.repeat(101), '1'.repeat(101), 'invoices/'],
    ...['00000000-0000-7000-8000-00000000000g', ''],
  ])('has nothing at /v1/documents/%s', async (path) => {
    const answer = await client.send('GET', `/v1/documents/${path}`)
    expect([answer.status, answer.body]).toEqual([404, isTold('NOT_FOUND')])
  })
})
