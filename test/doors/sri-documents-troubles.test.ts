import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountStore } from '../../src/adapters/postgres/account-store.ts'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { createIssuer, updateIssuer } from '../../src/accounts/issuers.ts'
import { createKey, revokeKey } from '../../src/accounts/keys.ts'
import { SCOPES } from '../../src/domain/caller.ts'
import { DEFAULT_SERVER_SETTINGS } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { testPkcs12 } from '../support/certificates.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { CEL, CELCER } from '../support/taxpayer.ts'
import { SriDocumentsClient } from './sri-documents-client.ts'
import { withoutDate } from './sri-documents-contract.ts'
import { SriDocumentsHouse } from './sri-documents-house.ts'
import { SRI_DOCUMENTS_ROUTES } from './sri-documents-routes.ts'

const DAY_MS = 24 * 3_600_000

describe.skipIf(!needs('postgres-server'))('sri-documents in trouble', () => {
  let house: SriDocumentsHouse
  let owner: Client
  let client: SriDocumentsClient
  beforeAll(async () => {
    house = await SriDocumentsHouse.open()
    ;[owner, client] = await house.newClient()
  })
  afterAll(() => house.close())

  const refused = (code: string) => {
    return { ok: false, error: { code, message: expect.stringMatching(/./) as string, details: [] } }
  }
  const newKey = (tenantId: string) => {
    const request = { tenantId, environment: CELCER.environment, name: 'otra', scopes: SCOPES, expiresAt: undefined }
    return createKey(house.world.house, 'test', request)
  }
  const profileOf = (taxId: string, settings = {}) => ({ taxId, name: 'Panadería S.A.', address: 'Quito', settings })

  test('says when to ask again while the database is away', async () => {
    const { house: parts, clock } = house.world
    const url = 'postgres://nobody@127.0.0.1:1/none'
    const database = openDatabase({ url, connections: 2, onError: () => undefined })
    const accounts = accountStore(database, clock)
    const settings = DEFAULT_SERVER_SETTINGS
    const app = await buildServer({ ...parts, accounts, logger: parts.log, readiness: [], settings })
    const ids = { accessKey: '1'.repeat(49), issuerId: client.issuerId }
    for (const { method, url: urlOf, headers, ...rest } of SRI_DOCUMENTS_ROUTES) {
      const payload = 'body' in rest ? { payload: rest.body } : {}
      const answer = await app.inject({ method, url: urlOf(ids), headers: headers(client.apiKey, ids), ...payload })
      expect([answer.statusCode, answer.json()]).toEqual([503, refused('SERVICE_UNAVAILABLE')])
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    await app.close()
    await database.close()
  })

  test('knows no key that was revoked', async () => {
    const { caller } = owner.taxpayer
    const { key, secret } = await newKey(caller.tenantId)
    const other = new SriDocumentsClient(house.world.app, secret, client.issuerId)
    expect((await other.get('/v1/issuers')).status).toBe(200)
    await revokeKey(house.world.house, caller, key.id)
    house.world.clock.advance(60_000)
    const answer = await other.get('/v1/issuers')
    expect([answer.status, answer.body]).toEqual([401, refused('UNAUTHORIZED')])
  })

  test('makes nothing without a certificate, nor with one that has expired', async () => {
    const { house: parts, app, clock } = house.world
    const taxId = '0991234570001'
    const tenant = await parts.accounts.createTenant({ id: parts.chance.id(), name: taxId }, 'test')
    const caller = { tenantId: tenant.id, ...CELCER, scopes: SCOPES, actor: 'test', door: 'v1' } as const
    const saved = await createIssuer(parts, caller, { jurisdiction: 'ec', profile: profileOf(taxId) })
    if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
    const { secret } = await newKey(tenant.id)
    const [branch] = await house.branchesOf(secret)
    const bare = new SriDocumentsClient(app, secret, branch?.id ?? 0)
    const missing = await bare.create(withoutDate())
    expect([missing.status, missing.body]).toEqual([409, refused('NO_CERTIFICATE')])

    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2026-12-01') }
    const certificate = await testPkcs12({ taxId, country: 'EC', ...validity })
    await uploadCertificate(parts, caller, saved.issuer.id, certificate)
    const headers = { 'idempotency-key': 'before' }
    const body = withoutDate()
    const first = await bare.create(body, headers)
    expect(first.status).toBe(201)
    clock.advance(30 * DAY_MS)
    const expired = await bare.create(withoutDate())
    const again = await bare.create(body, headers)
    clock.advance(-30 * DAY_MS)
    expect([expired.status, expired.body]).toEqual([409, refused('CERTIFICATE_EXPIRED')])
    expect([again.status, again.text]).toEqual([200, first.text])
  })

  test('answers a repeated request as at first when the branch is given up since', async () => {
    const establishments = [{ code: '001' }, { code: '002' }]
    const [taxpayer, first] = await house.newClient(CELCER, { establishments })
    const { caller, apiKey, issuerId } = taxpayer.taxpayer
    const second = new SriDocumentsClient(house.world.app, apiKey, (await house.branchesOf(apiKey))[1]!.id)
    const headers = { 'idempotency-key': 'k' }
    const made = await second.create(withoutDate(), headers)
    expect(made.status).toBe(201)

    const { taxId } = (await house.world.house.accounts.issuers(caller.tenantId, caller.environment))[0]!.profile
    const profile = profileOf(taxId, { establishments: [{ code: '001' }] })
    await updateIssuer(house.world.house, caller, issuerId, { jurisdiction: 'ec', profile })
    expect(await second.create(withoutDate(), headers)).toMatchObject({ status: 200, text: made.text })
    expect(await second.create(withoutDate())).toMatchObject({ status: 404, body: refused('NOT_FOUND') })
    expect(await first.create({ nothing: 1 }, headers)).toMatchObject({ status: 409, body: refused('CONFLICT') })
  })

  test('is of production what the key is', async () => {
    const [, real] = await house.newClient(CEL)
    const { accessKey } = await real.created(withoutDate())
    expect(accessKey[23]).toBe('2')
    const sandbox = new SriDocumentsClient(house.world.app, client.apiKey, real.issuerId)
    expect((await sandbox.create(withoutDate())).status).toBe(403)
  })

  test.each([
    ...['documents/%zz', 'catalogs/%ff', 'issuers/%', `documents/${'1'.repeat(101)}`, `documents/${'x'.repeat(101)}`],
    ...['documents/', 'catalogs/x/y', 'issuers/'],
  ])('has nothing at /v1/%s', async (path) => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await client.send(method, `/v1/${path}`)
      expect([answer.status, answer.body]).toEqual([404, refused('NOT_FOUND')])
    }
  })
})
