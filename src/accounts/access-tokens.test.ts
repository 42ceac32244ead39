import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { needs } from '../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../test/support/taxpayer.ts'
import { masterKeyOf } from '../certificates/master-key.ts'
import { callerOfToken, issueToken } from './access-tokens.ts'
import { authenticatorOver } from './authentication.ts'
import { createKey, revokeKey } from './keys.ts'

describe.skipIf(!needs('postgres-server'))('access tokens', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const [old, young] = [masterKeyOf(randomBytes(32)), masterKeyOf(randomBytes(32))]
  const authenticator = () => authenticatorOver({ ...api.parts, onError: () => undefined })

  async function tokenOfNewKey() {
    const { tenantId, environment } = taxpayer.caller
    const scopes = ['documents:read', 'documents:write'] as const
    const request = { tenantId, environment, name: 'till', scopes, expiresAt: undefined }
    const { key, secret } = await createKey(api.parts, 'test', request)
    const caller = await authenticator().authenticatePair(key.id, secret, 'erply')
    const parts = { ...api.parts, masterKeys: { current: old, previous: [] } }
    return { key, caller, token: await issueToken(parts, caller, key.id, ['documents:read']) }
  }

  test('stand for the caller of their key, with the scopes they were given', async () => {
    const { caller, token } = await tokenOfNewKey()
    const parts = { ...api.parts, authenticator: authenticator(), masterKeys: { current: old, previous: [] } }
    expect(await callerOfToken(parts, token, 'erply')).toEqual({ ...caller, scopes: ['documents:read'] })
  })

  test('live on when the master key is changed, until the old one leaves the ring', async () => {
    const { token } = await tokenOfNewKey()
    const parts = { ...api.parts, authenticator: authenticator() }
    const rotated = { ...parts, masterKeys: { current: young, previous: [old] } }
    expect(await callerOfToken(rotated, token, 'erply')).toMatchObject({ tenantId: taxpayer.caller.tenantId })
    const without = { ...parts, masterKeys: { current: young, previous: [] } }
    await expect(callerOfToken(without, token, 'erply')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('open no door but theirs', async () => {
    const { token } = await tokenOfNewKey()
    const parts = { ...api.parts, authenticator: authenticator(), masterKeys: { current: old, previous: [] } }
    await expect(callerOfToken(parts, token, 'faktur')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('end at once with their key where it is forgotten', async () => {
    const { key, token } = await tokenOfNewKey()
    const own = authenticator()
    const parts = { ...api.parts, authenticator: own, masterKeys: { current: old, previous: [] } }
    await callerOfToken(parts, token, 'erply')
    await revokeKey(api.parts, taxpayer.caller, key.id)
    own.forget(key.id)
    await expect(callerOfToken(parts, token, 'erply')).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
