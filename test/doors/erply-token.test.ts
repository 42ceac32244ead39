import { createHmac } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { PRODUCTION } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { type Answer, ErplyClient, keyPair } from './erply-client.ts'

const FORM = 'application/x-www-form-urlencoded'

/** The error of a token request, whole. */
function oauth({ status, body, headers }: Answer, error: string): number {
  expect(Object.keys(body)).toEqual(['error', 'error_description'])
  expect(body).toEqual({ error, error_description: expect.any(String) as string })
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['content-type']).toContain('application/json')
  return status
}

describe.skipIf(!needs('postgres-server'))('POST /v1/auth/token', () => {
  let world: World
  let client: ErplyClient

  beforeAll(async () => {
    world = await World.start()
    client = await ErplyClient.start(world, '131000001')
  })
  afterAll(() => world.close())

  const ask = (payload: string, headers: Readonly<Record<string, string>> = { 'content-type': FORM }) =>
    client.send('POST', '/v1/auth/token', { headers: { authorization: undefined, ...headers }, payload })
  const basic = (id: string, secret: string) =>
    `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`
  const opens = async (token: unknown) =>
    (await client.send('GET', '/v1/invoices/x', { headers: { authorization: `Bearer ${String(token)}` } })).status ===
    404

  test('takes a form, JSON, and HTTP Basic', async () => {
    const { clientId, clientSecret } = client.pair
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const answers = [
      await ask(new URLSearchParams(fields).toString()),
      await ask(JSON.stringify(fields), { 'content-type': 'application/json' }),
      await ask('grant_type=client_credentials', {
        'content-type': FORM,
        authorization: basic(clientId, clientSecret),
      }),
      await ask('grant_type=client_credentials', {
        'content-type': FORM,
        authorization: `basic ${Buffer.from(`${clientId.replaceAll('-', '%2D')}:${clientSecret}`).toString('base64')}`,
      }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({
        access_token: expect.any(String) as string,
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'documents:read documents:write',
      })
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
      expect(await opens(answer.body.access_token)).toBe(true)
    }
  })

  test('gives a JWT that says whose it is, and nothing secret', async () => {
    const now = world.clock.now().getTime() / 1000
    await client.renew()
    expect(decodeProtectedHeader(client.token)).toMatchObject({ alg: 'HS256', typ: 'JWT' })
    expect(decodeJwt(client.token)).toEqual({
      tenant_id: client.tenantId,
      environment: 'sandbox',
      scope: 'documents:read documents:write',
      iss: 'emite',
      aud: 'erply',
      sub: client.pair.clientId,
      iat: now,
      exp: now + 3600,
    })
    const production = await ErplyClient.start(world, '131000019', PRODUCTION)
    expect(decodeJwt(production.token)).toMatchObject({ environment: 'production' })
  })

  test('refuses a client that is not known with invalid_client, without saying why', async () => {
    const { clientId, clientSecret } = client.pair
    const other = await keyPair(world, client.tenantId)
    const pairs = [
      { clientId, clientSecret: 'x' },
      { clientId, clientSecret: other.clientSecret },
      { clientId: 'x', clientSecret },
      { clientId: '', clientSecret: '' },
      { clientId: '\u0000', clientSecret: '🧾' },
    ]
    const texts = new Set<string>()
    for (const pair of pairs) {
      const answer = await client.tokenOf(pair)
      expect(oauth(answer, 'invalid_client')).toBe(401)
      texts.add(answer.text)
    }
    expect(texts.size).toBe(1)
    for (const authorization of [basic(clientId, 'x'), 'Basic', 'Basic !', 'Basic eA==', 'Basic JTp4', 'Bearer x']) {
      const answer = await ask('grant_type=client_credentials', { 'content-type': FORM, authorization })
      expect(oauth(answer, 'invalid_client')).toBe(401)
      expect(answer.headers['www-authenticate']).toContain('Basic')
    }
  })

  test.each([
    { why: 'another grant', body: 'grant_type=password', error: 'unsupported_grant_type' },
    { why: 'no grant', body: 'client_id=x', error: 'invalid_request' },
    { why: 'an empty grant', body: 'grant_type=&client_id=x', error: 'invalid_request' },
    { why: 'nothing', body: '', error: 'invalid_request' },
    {
      why: 'the grant twice',
      body: 'grant_type=client_credentials&grant_type=client_credentials',
      error: 'invalid_request',
    },
    { why: 'the client twice', body: 'grant_type=client_credentials&client_id=&client_id=x', error: 'invalid_request' },
    { why: 'a name that objects have', body: '__proto__=x&constructor=x', error: 'invalid_request' },
    { why: 'bytes that are no UTF-8', body: 'grant_type=client_credentials&client_id=%ff', error: 'invalid_client' },
  ])('$why is $error', async ({ body, error }) => {
    expect(oauth(await ask(body), error)).toBe(error === 'invalid_client' ? 401 : 400)
  })

  test.each([
    '{',
    '[]',
    'null',
    '"x"',
    '',
    '{"grant_type":1}',
    '{"grant_type":["client_credentials"]}',
    '{"a":{"b":1}}',
  ])('JSON %s is invalid_request', async (body) => {
    expect(oauth(await ask(body, { 'content-type': 'application/json' }), 'invalid_request')).toBe(400)
  })

  test('what is no parameter of the grant is ignored, as OAuth clients expect', async () => {
    const more = { audience: 'https://api', resource: 'urn:x', tenantId: 'x', __proto: '1', nonce: '' }
    expect((await client.tokenOf(client.pair, more)).status).toBe(200)
    const { clientId, clientSecret } = client.pair
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const json = { 'content-type': 'application/json' }
    expect((await ask(JSON.stringify({ ...fields, resource: ['urn:a', 'urn:b'] }), json)).status).toBe(200)
    expect((await ask(`${new URLSearchParams(fields).toString()}&resource=a&resource=b`)).status).toBe(200)
  })

  test('no scope, an empty one and null are the same', async () => {
    const { clientId, clientSecret } = client.pair
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    for (const scope of [null, '', ' ']) {
      const answer = await ask(JSON.stringify({ ...fields, scope }), { 'content-type': 'application/json' })
      expect(answer).toMatchObject({ status: 200, body: { scope: 'documents:read documents:write' } })
    }
    expect(await client.tokenOf(client.pair, { scope: '' })).toMatchObject({ status: 200 })
    const basicToo = { 'content-type': 'application/json', authorization: basic(clientId, clientSecret) }
    const empty = JSON.stringify({ grant_type: 'client_credentials', client_id: null, client_secret: '' })
    expect((await ask(empty, basicToo)).status).toBe(200)
  })

  test('a key with nothing to do here gets no token', async () => {
    const other = await keyPair(world, client.tenantId, { scopes: ['keys:write'] })
    expect(oauth(await client.tokenOf(other), 'invalid_scope')).toBe(400)
    expect(oauth(await client.tokenOf(other, { scope: 'keys:write' }), 'invalid_scope')).toBe(400)
  })

  test('two ways of showing the client at once are invalid_request', async () => {
    const { clientId, clientSecret } = client.pair
    const headers = { 'content-type': FORM, authorization: basic(clientId, clientSecret) }
    const answer = await ask(`grant_type=client_credentials&client_secret=${clientSecret}`, headers)
    expect(oauth(answer, 'invalid_request')).toBe(400)
  })

  test('gives the scopes asked for, and no more than the key has', async () => {
    const some = await client.tokenOf(client.pair, { scope: 'documents:read' })
    expect(some.body.scope).toBe('documents:read')
    const reader = await keyPair(world, client.tenantId, { scopes: ['documents:read'] })
    expect(oauth(await client.tokenOf(reader, { scope: 'documents:write' }), 'invalid_scope')).toBe(400)
    expect(oauth(await client.tokenOf(reader, { scope: 'keys:write' }), 'invalid_scope')).toBe(400)
  })

  test('another type is 415, too much is 413', async () => {
    expect(oauth(await ask('<x/>', { 'content-type': 'text/xml' }), 'invalid_request')).toBe(415)
    expect(oauth(await ask(`scope=${'x'.repeat(20_000)}`), 'invalid_request')).toBe(413)
  })

  describe('the token', () => {
    test('dies after an hour', async () => {
      const authorization = `Bearer ${client.token}`
      await client.renew()
      const { body } = await client.tokenOf(client.pair)
      world.clock.advance(3_599_000)
      expect(await opens(body.access_token)).toBe(true)
      world.clock.advance(1_000)
      expect(await opens(body.access_token)).toBe(false)
      const answer = await client.send('GET', '/v1/invoices/x', { headers: { authorization } })
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
    })

    test('dies within seconds of its key', async () => {
      const pair = await keyPair(world, client.tenantId)
      const { body } = await client.tokenOf(pair)
      expect(await opens(body.access_token)).toBe(true)
      await world.house.accounts.revokeKey(client.tenantId, 'sandbox', pair.clientId, 'test')
      world.clock.advance(5_000)
      expect(await opens(body.access_token)).toBe(false)
      expect(oauth(await client.tokenOf(pair), 'invalid_client')).toBe(401)
    })

    test('is worth nothing when it was made or changed by somebody else', async () => {
      await client.renew()
      const { current } = world.house.masterKeys
      const claims = decodeJwt(client.token)
      const header = { alg: 'HS256', typ: 'JWT', kid: current.id }
      const own = await current.derive('emite access token v1')
      const forge = (changes: object, key: Uint8Array = own, head: object = {}) =>
        new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header, ...head }).sign(key)

      expect(await opens(await forge({}))).toBe(true)
      const forged = [
        await forge({}, new Uint8Array(32)),
        await forge({}, await current.derive('emite access token v2')),
        await forge({}, own, { kid: 'other' }),
        await forge({}, own, { alg: 'HS512' }),
        await forge({}, own, { typ: 'at+jwt' }),
        await forge({ aud: 'v1' }),
        await forge({ iss: 'other' }),
        await forge({ exp: undefined }),
        await forge({ iat: undefined }),
        await forge({ iat: (claims.iat ?? 0) + 10 }),
        await forge({ environment: 'production' }),
        await forge({ tenant_id: 'x' }),
        await forge({ tenant_id: '0e317e00-0000-7000-8000-00000000de33' }),
        await forge({ sub: 'x' }),
        await forge({ sub: undefined }),
        await forge({ scope: 1 }),
        new UnsecuredJWT(claims).encode(),
        client.token.replace(/\.[^.]*$/, '.'),
        `${client.token.slice(0, -2)}AA`,
        unsignedBy(client.token, own),
        'a.b.c',
        '..',
      ]
      for (const token of forged) expect([token, await opens(token)]).toEqual([token, false])
    })

    test('gives no more scopes than its key has now', async () => {
      const { current } = world.house.masterKeys
      const reader = await keyPair(world, client.tenantId, { scopes: ['documents:read'] })
      const { body } = await client.tokenOf(reader)
      const claims = { ...decodeJwt(String(body.access_token)), scope: 'documents:read documents:write' }
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: current.id })
        .sign(await current.derive('emite access token v1'))
      const answer = await client.create(client.invoice(), { authorization: `Bearer ${token}` })
      expect(answer).toMatchObject({ status: 403, body: { slug: 'forbidden' } })
    })
  })

  test('whoever shows wrong secrets again and again must wait', async () => {
    const slow = await World.start()
    const other = await ErplyClient.start(slow, '131000001')
    const wrong = { clientId: other.pair.clientId, clientSecret: 'x' }
    const answers: Answer[] = []
    for (let i = 0; i < 61; i += 1) answers.push(await other.tokenOf(wrong))
    const last = answers.at(-1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(60)
    expect(last && oauth(last, 'temporarily_unavailable')).toBe(429)
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
    await slow.close()
  })
})

/** The token with an algorithm it does not have, signed all the same. */
function unsignedBy(token: string, key: Uint8Array): string {
  const head = Buffer.from(JSON.stringify({ ...decodeProtectedHeader(token), alg: 'none' })).toString('base64url')
  const body = `${head}.${token.split('.')[1] ?? ''}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}
