import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { createKey } from '../../accounts/keys.ts'
import { type Scope, SCOPES } from '../../domain/caller.ts'

describe.skipIf(!needs('postgres-server'))('how often a key may ask', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer({ rateLimit: { requests: 50, windowMs: 30_000 } })
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  async function key(requestsPerMinute: number | undefined, scopes: readonly Scope[] = SCOPES): Promise<string> {
    const { tenantId, environment } = taxpayer.caller
    const request = { tenantId, environment, name: 'caja', scopes, expiresAt: undefined, requestsPerMinute }
    return (await createKey(api.parts, 'test', request)).secret
  }

  const ask = (apiKey: string, url = '/catalogs') => api.app.inject(withKey(apiKey, { url: `/api/v1${url}` }))

  test('is told in every answer, in the words of the present draft and of the older ones', async () => {
    const [own, usual] = [await ask(await key(3)), await ask(await key(undefined))]
    expect(own.headers).toMatchObject({
      'ratelimit-policy': '"key";q=3;w=60',
      ratelimit: '"key";r=2;t=60',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '2',
      'ratelimit-reset': '60',
    })
    expect(usual.headers).toMatchObject({ 'ratelimit-policy': '"key";q=50;w=30', ratelimit: '"key";r=49;t=30' })
    // Of a request that was refused as well.
    expect((await ask(await key(3), '/documents/none')).headers).toMatchObject({ ratelimit: '"key";r=2;t=60' })
  })

  test('is its own limit, whatever other keys of the account may and do', async () => {
    const [slow, quick] = [await key(2), await key(60)]
    const statuses: number[] = []
    for (let i = 0; i < 4; i += 1) statuses.push((await ask(slow)).statusCode)
    expect(statuses).toEqual([200, 200, 429, 429])
    for (let i = 0; i < 55; i += 1) statuses.push((await ask(quick)).statusCode)
    expect(statuses.slice(4).every((status) => status === 200)).toBe(true)
  })

  test('ends in 429 with a problem and when to come back', async () => {
    const apiKey = await key(1)
    await ask(apiKey)
    const reply = await ask(apiKey)
    expect(reply.statusCode).toBe(429)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.json()).toMatchObject({ code: 'rate-limited', status: 429 })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect(reply.headers).toMatchObject({ 'ratelimit-remaining': '0', 'ratelimit-policy': '"key";q=1;w=60' })
  })

  test('counts what the key is forbidden too', async () => {
    const apiKey = await key(2, ['documents:read'])
    const statuses: number[] = []
    for (let i = 0; i < 3; i += 1) statuses.push((await ask(apiKey, '/keys')).statusCode)
    expect(statuses).toEqual([403, 403, 429])
  })

  test('is handed on to the keys it makes, and no more', async () => {
    const maker = await key(30)
    const make = (payload: object) =>
      api.app.inject(withKey(maker, { method: 'POST', url: '/api/v1/keys', payload: { name: 'hija', scopes: ['documents:read'], ...payload } })) // prettier-ignore
    expect((await make({})).json()).toMatchObject({ requestsPerMinute: 30 })
    expect((await make({ requestsPerMinute: 5 })).json()).toMatchObject({ requestsPerMinute: 5 })
    expect((await make({ requestsPerMinute: 31 })).json()).toMatchObject({ status: 403, path: 'requestsPerMinute' })
    for (const wrong of [0, -1, 1.5, 10_000_001, 'x', null]) {
      expect((await make({ requestsPerMinute: wrong })).json()).toMatchObject({ status: 422 })
    }
    // A key without a limit of its own is bound by the installation's: 100 a minute here.
    const plain = await api.app.inject(withKey(taxpayer.apiKey, {
      method: 'POST', url: '/api/v1/keys', payload: { name: 'hija', scopes: ['documents:read'], requestsPerMinute: 101 },
    })) // prettier-ignore
    expect(plain.statusCode).toBe(403)
    const { keys } = (await ask(maker, '/keys')).json<{ keys: { requestsPerMinute?: number }[] }>()
    expect(keys.filter(({ requestsPerMinute }) => requestsPerMinute === 5)).toHaveLength(1)
  })
})
