import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { testPkcs12 } from '../../../test/support/certificates.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { createKey } from '../../accounts/keys.ts'
import { SCOPES } from '../../domain/caller.ts'

describe.skipIf(!needs('postgres-server'))('setting an account up over the API', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const send = (request: InjectOptions, key = taxpayer.apiKey) => api.app.inject(withKey(key, request))
  const certificates = () => `/api/v1/issuers/${taxpayer.issuerId}/certificates`

  test('from nothing to a signed document', async () => {
    const tenant = await api.parts.accounts.createTenant({ id: api.parts.chance.id(), name: 'Nueva' }, 'test')
    const request = {
      tenantId: tenant.id,
      environment: 'sandbox' as const,
      name: 'first',
      scopes: SCOPES,
      expiresAt: undefined,
    }
    const { secret: key } = await createKey(api.parts, 'test', request)

    const issuer = { jurisdiction: 'do', taxId: '1-31-88068-1', name: 'Nueva SRL', address: 'Calle 1' }
    const { id, taxId } = (await send({ method: 'POST', url: '/api/v1/issuers', payload: issuer }, key)).json<{
      id: string
      taxId: string
    }>()
    expect(taxId).toBe('131880681')
    const { file, password } = await testPkcs12()
    const upload = { file: Buffer.from(file).toString('base64'), password }
    expect(
      (await send({ method: 'POST', url: `/api/v1/issuers/${id}/certificates`, payload: upload }, key)).statusCode,
    ).toBe(201)
    const range = { series: '31', first: '501', last: '600', expiresOn: '2027-12-31' }
    expect((await send({ method: 'POST', url: `/api/v1/issuers/${id}/ranges`, payload: range }, key)).statusCode).toBe(
      201,
    )
    const till = { name: 'till', scopes: ['documents:write'] }
    const { secret } = (await send({ method: 'POST', url: '/api/v1/keys', payload: till }, key)).json<{
      secret: string
    }>()

    const document = await send({ method: 'POST', url: '/api/v1/documents', payload: creditInvoice() }, secret)
    expect(document.json()).toMatchObject({ number: 'E310000000501', state: 'signed' })
  })

  test('a certificate comes as a form too, and the one before stays in the history', async () => {
    const { file, password } = await testPkcs12({ name: 'CLAVÉ', taxId: '00100000001' })
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(file)]), 'firma.p12')
    form.set('password', password)
    const encoded = new Response(form)
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' }
    const payload = Buffer.from(await encoded.arrayBuffer())
    const reply = await send({ method: 'POST', url: certificates(), headers, payload })
    expect(reply.statusCode).toBe(201)
    const uploaded = reply.json<{ id: string }>()
    const { certificates: list } = (await send({ url: certificates() })).json<{
      certificates: { id: string; inForce: boolean }[]
    }>()
    expect(list.filter(({ inForce }) => inForce).map(({ id }) => id)).toEqual([uploaded.id])
    expect(list.length).toBeGreaterThan(1)
  })

  test('a form that is none is refused', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const reply = await send({ method: 'POST', url: certificates(), headers, payload: 'hola' })
    expect(reply.json()).toMatchObject({ status: 422, code: 'invalid-request' })
  })

  test.each([
    { why: 'no base64', upload: { file: '###', password: '' }, code: 'invalid-request' },
    { why: 'no PKCS#12', upload: { file: 'aG9sYQ==', password: '' }, code: 'certificate-refused' },
  ])('$why is refused as a certificate', async ({ upload, code }) => {
    const reply = await send({ method: 'POST', url: certificates(), payload: upload })
    expect(reply.json()).toMatchObject({ status: 422, code })
  })

  test('no answer and no log line ever shows a private key or a password', async () => {
    const { file } = await testPkcs12()
    const payload = { file: Buffer.from(file).toString('base64'), password: 'hunter2-wrong' }
    const reply = await send({ method: 'POST', url: certificates(), payload })
    expect(reply.json()).toMatchObject({
      code: 'certificate-refused',
      faults: [{ code: 'wrong-password', path: 'password' }],
    })
    const list = await send({ url: certificates() })
    expect(reply.body + list.body + api.log.join('')).not.toMatch(/hunter2-wrong|sealed|privateKey/)
  })

  test('a revoked key stops at once', async () => {
    const { id, secret } = (
      await send({ method: 'POST', url: '/api/v1/keys', payload: { name: 'short', scopes: ['documents:read'] } })
    ).json<{ id: string; secret: string }>()
    expect((await send({ url: '/api/v1/documents' }, secret)).statusCode).toBe(200)
    expect((await send({ method: 'DELETE', url: `/api/v1/keys/${id}` })).statusCode).toBe(204)
    expect((await send({ url: '/api/v1/documents' }, secret)).statusCode).toBe(401)
  })

  test('no list shows a key itself', async () => {
    const { body } = await send({ url: '/api/v1/keys' })
    expect(body).not.toContain(taxpayer.apiKey.slice(16))
    expect(body).not.toContain('hash')
  })

  test('tables are found without accents and whatever the case', async () => {
    const { catalogs } = (await send({ url: '/api/v1/catalogs' })).json<{
      catalogs: { name: string; size: number }[]
    }>()
    expect(catalogs.every(({ size }) => size > 0)).toBe(true)
    const table = catalogs.find(({ name }) => /territor|provinc/.test(name))!
    const found = await send({ url: `/api/v1/catalogs/do/${table.name}?q=${encodeURIComponent('SAMANÁ')}` })
    const same = await send({ url: `/api/v1/catalogs/do/${table.name}?q=samana` })
    expect(found.json<{ entries: unknown[] }>().entries.length).toBeGreaterThan(0)
    expect(same.body).toBe(found.body)
  })

  test('a lane that is down is told as open, with its cause', async () => {
    const before = (await send({ url: '/api/v1/authorities' })).json<{ lanes: Record<string, unknown>[] }>()
    expect(before.lanes).toEqual([expect.objectContaining({ circuit: 'closed', authorityEnvironment: 'testecf' })])
    await api.parts.circuits.failed({
      lane: `do/sandbox/testecf/${taxpayer.issuerId}`,
      tenantId: taxpayer.caller.tenantId,
      issuerId: taxpayer.issuerId,
      cause: 'connection refused',
      at: api.clock.now(),
      threshold: 1,
      nextProbeAt: api.clock.now(),
    })
    const after = (await send({ url: '/api/v1/authorities' })).json<{ lanes: Record<string, unknown>[] }>()
    expect(after.lanes[0]).toMatchObject({ circuit: 'open', cause: 'connection refused', failures: 1 })
  })

  test('an authority that cannot be reached is told so, with the time it took', async () => {
    const reply = await send({ method: 'POST', url: `/api/v1/authorities/${taxpayer.issuerId}/ping` })
    expect(reply.json()).toMatchObject({ up: false, latencyMs: expect.any(Number) as number })
  })

  test('the audit log tells who set what up', async () => {
    const { entries } = (await send({ url: '/api/v1/audit?limit=500' })).json<{
      entries: { kind: string; actor: string }[]
    }>()
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['issuer.created', 'certificate.added', 'range.added', 'key.created', 'key.revoked']),
    )
    expect(entries.some(({ actor }) => actor.startsWith('key:emk_sandbox_'))).toBe(true)
  })
})
