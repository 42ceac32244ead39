import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { needs } from '../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../test/support/taxpayer.ts'
import { authenticatorOver } from './authentication.ts'
import { createKey, delegateKey, requireScope, revokeKey } from './keys.ts'

describe.skipIf(!needs('postgres-server'))('keys', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const newKey = (expiresAt?: string) =>
    createKey(api.parts, 'test', {
      tenantId: taxpayer.caller.tenantId,
      environment: 'sandbox',
      name: 'till',
      scopes: ['documents:write', 'documents:read'],
      expiresAt,
    })
  const authenticator = () => authenticatorOver({ ...api.parts, onError: () => undefined })

  test('tell tenant, environment, scopes and a name for the timeline', async () => {
    const { key, secret } = await newKey()
    expect(await authenticator().authenticate(secret, 'v1')).toEqual({
      tenantId: taxpayer.caller.tenantId,
      environment: 'sandbox',
      scopes: ['documents:read', 'documents:write'],
      door: 'v1',
      actor: `key:${key.prefix}`,
    })
    expect(key.prefix).toBe(secret.slice(0, 16))
  })

  test('missing, malformed, changed and expired ones are refused alike', async () => {
    const { secret } = await newKey('2026-11-21T13:00:00-00:00')
    const one = authenticator()
    for (const presented of [undefined, '', 'hola', `${secret}x`, secret.replace(/_.{3}/, '_abc')]) {
      await expect(one.authenticate(presented, 'v1')).rejects.toMatchObject({ code: 'unauthenticated' })
    }
    await one.authenticate(secret, 'v1')
    api.clock.advance(3_600_000)
    await expect(one.authenticate(secret, 'v1')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('revoked ones stop at once here and within five seconds elsewhere, however busy they are', async () => {
    const { key, secret } = await newKey()
    const [here, elsewhere] = [authenticator(), authenticator()]
    await Promise.all([here.authenticate(secret, 'v1'), elsewhere.authenticate(secret, 'v1')])
    await revokeKey(api.parts, taxpayer.caller, key.id)
    here.forget(key.id)

    await expect(here.authenticate(secret, 'v1')).rejects.toMatchObject({ code: 'unauthenticated' })
    api.clock.advance(4_000)
    await elsewhere.authenticate(secret, 'v1')
    api.clock.advance(1_001)
    await expect(elsewhere.authenticate(secret, 'v1')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('revoked while they are being looked up are not remembered', async () => {
    const { key, secret } = await newKey()
    const read = Promise.withResolvers<true>()
    const going = Promise.withResolvers<true>()
    const keyByHash = async (tenantId: string, hash: Uint8Array) => {
      const found = await api.parts.accounts.keyByHash(tenantId, hash)
      read.resolve(true)
      await going.promise
      return found
    }
    const accounts = { ...api.parts.accounts, keyByHash }
    const here = authenticatorOver({ clock: api.clock, accounts, onError: () => undefined })
    const first = here.authenticate(secret, 'v1')
    await read.promise
    await revokeKey(api.parts, taxpayer.caller, key.id)
    here.forget(key.id)
    going.resolve(true)
    await first
    await expect(here.authenticate(secret, 'v1')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('note their last use once a minute, and nobody waits for that or fails by it', async () => {
    const { key, secret } = await newKey()
    const keyUsed = vi.fn((tenantId: string, id: string, at: Date) => api.parts.accounts.keyUsed(tenantId, id, at))
    const errors: unknown[] = []
    const one = authenticatorOver({
      clock: api.clock,
      accounts: { ...api.parts.accounts, keyUsed },
      onError: (error) => errors.push(error),
    })
    for (let i = 0; i < 5; i += 1) await one.authenticate(secret, 'v1')
    expect(keyUsed).toHaveBeenCalledTimes(1)
    api.clock.advance(60_000)
    keyUsed.mockImplementationOnce(() => Promise.reject(new Error('database away')))
    await one.authenticate(secret, 'v1')
    await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 30_000 })
    await vi.waitFor(
      async () => {
        const [stored] = (await api.parts.accounts.keys(key.tenantId, 'sandbox')).filter(({ id }) => id === key.id)
        expect(stored?.lastUsedAt).toBeDefined()
      },
      { timeout: 30_000 },
    )
  })

  test('give away no more than they have', async () => {
    const caller = { ...taxpayer.caller, scopes: ['keys:write', 'documents:read'] as const }
    const request = { name: 'more', expiresAt: undefined }
    await expect(
      delegateKey(api.parts, caller, { ...request, scopes: ['issuers:write'] }, 6_000),
    ).rejects.toMatchObject({
      code: 'forbidden',
      path: 'scopes',
    })
    const { key } = await delegateKey(api.parts, caller, { ...request, scopes: ['documents:read'] }, 6_000)
    expect(key).toMatchObject({ environment: 'sandbox', scopes: ['documents:read'] })
    const rates = [undefined, 100, 101]
    const slow = { ...caller, requestsPerMinute: 100 }
    const made = rates.map((requestsPerMinute) =>
      delegateKey(api.parts, slow, { ...request, scopes: ['documents:read'], requestsPerMinute }, 6_000),
    )
    expect(await Promise.allSettled(made)).toMatchObject([
      { value: { key: { requestsPerMinute: 100 } } },
      { value: { key: { requestsPerMinute: 100 } } },
      { reason: { code: 'forbidden', path: 'requestsPerMinute' } },
    ])
    expect(() => requireScope(caller, 'documents:write')).toThrow(expect.objectContaining({ code: 'forbidden' }))
  })

  test.each(['2026-11-20T00:00:00Z', 'tomorrow', '2027-02-30T00:00:00Z', '2027-01-01', '2027-01-01T00:00:00'])(
    'the expiry %s is refused',
    async (expiresAt) => {
      await expect(newKey(expiresAt)).rejects.toMatchObject({ code: 'invalid-request', path: 'expiresAt' })
    },
  )

  test('what is stored is no key', async () => {
    const { secret } = await newKey()
    const { rows } = await api.house.database.query(
      { tenantId: taxpayer.caller.tenantId },
      { text: 'select k::text as row from api_keys k' },
    )
    expect(JSON.stringify(rows)).not.toContain(secret.slice(16))
  })
})
