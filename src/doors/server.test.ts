import { createConnection, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../test/support/api-server.ts'
import { needs } from '../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../test/support/taxpayer.ts'
import { Outage } from '../domain/outage.ts'
import { closeServer } from './closing.ts'
import type { Problem } from './problem.ts'

describe.skipIf(!needs('postgres-server'))('the server', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer({ rejectedPerMinute: 3 })
    taxpayer = await dominicanTaxpayer(api.parts)
    await api.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => api.close())

  /** What comes back for bytes on a bare socket. */
  async function raw(bytes: string): Promise<string> {
    const { port } = api.app.server.address() as AddressInfo
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.end(bytes)
    return text(socket)
  }

  test('keeps a sane request id, makes one otherwise, and logs it with the answer', async () => {
    const kept = await api.app.inject({ url: '/healthz', headers: { 'x-request-id': 'till-4:000123' } })
    expect(kept.headers['x-request-id']).toBe('till-4:000123')
    for (const bad of ['', 'a b', 'x'.repeat(101), '"quote"', '-dash']) {
      const made = await api.app.inject({ url: '/healthz', headers: { 'x-request-id': bad } })
      expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(api.log.join('')).toContain('"reqId":"till-4:000123","method":"GET","route":"/healthz","status":200')
  })

  test('an unknown address is 404 and a known one with another method is 405 with what it allows', async () => {
    const missing = await api.app.inject('/api/v1/nothing')
    expect(missing.json<Problem>()).toMatchObject({ status: 404, code: 'not-found' })
    const wrong = await api.app.inject({
      method: 'PATCH',
      url: '/api/v1/documents',
      payload: 'x',
      headers: { 'content-type': 'text/plain' },
    })
    expect(wrong.statusCode).toBe(405)
    expect(wrong.headers.allow).toBe('GET, HEAD, POST')
    expect(wrong.json<Problem>().code).toBe('method-not-allowed')
  })

  test('an address that cannot be decoded is 404', async () => {
    expect((await api.app.inject('/api/v1/%zz')).json<Problem>()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('another content type or charset is 415', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=iso-8859-1']) {
      const request = {
        method: 'POST' as const,
        url: '/api/v1/documents',
        payload: '{}',
        headers: { 'content-type': type },
      }
      const reply = await api.app.inject(withKey(taxpayer.apiKey, request))
      expect({ type, status: reply.statusCode }).toEqual({ type, status: 415 })
    }
  })

  test('safe headers on every answer', async () => {
    for (const url of ['/healthz', '/docs', '/api/v1/documents', '/nothing']) {
      const { headers } = await api.app.inject(url)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    }
  })

  test('tells how much of the rate is left', async () => {
    const ask = async () => (await api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/catalogs' }))).headers
    const [first, second] = [await ask(), await ask()]
    expect(Number(second['ratelimit-remaining'])).toBe(Number(first['ratelimit-remaining']) - 1)
    expect(first).toMatchObject({ 'ratelimit-limit': '6000', 'ratelimit-reset': '10' })
  })

  test('who guesses at keys must wait', async () => {
    const from = { url: '/api/v1/catalogs', remoteAddress: '10.9.9.9' }
    const guess = () => api.app.inject({ ...from, headers: { authorization: 'Bearer emk_live_guess' } })
    for (let i = 0; i < 3; i += 1) {
      const reply = await guess()
      expect(reply.statusCode).toBe(401)
      expect(reply.headers['www-authenticate']).toBe('Bearer realm="emite"')
    }
    const stopped = await guess()
    expect(stopped.statusCode).toBe(429)
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(stopped.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await api.app.inject(withKey(taxpayer.apiKey, from))).statusCode).toBe(200)
  })

  test('what breaks inside is 500 with nothing leaked, and logged with the request id', async () => {
    const broken = await apiServer({}, ({ accounts }) => ({
      accounts: { ...accounts, keyByHash: () => Promise.reject(new Error('the secret plan')) },
    }))
    const reply = await broken.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/catalogs' }))
    await broken.close()
    expect(reply.statusCode).toBe(500)
    expect(reply.body).not.toContain('secret plan')
    const { requestId } = reply.json<Problem>()
    expect(broken.log.some((line) => line.includes(requestId) && line.includes('the secret plan'))).toBe(true)
  })

  test('an outage is 503 and tells when to try again', async () => {
    const away = await apiServer({}, ({ accounts }) => ({
      accounts: {
        ...accounts,
        keyByHash: () => Promise.reject(new Outage('database', 'db.internal:5432 is away', 2_500)),
      },
    }))
    const reply = await away.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/catalogs' }))
    await away.close()
    expect(reply.statusCode).toBe(503)
    expect(reply.headers['retry-after']).toBe('3')
    expect(reply.body).not.toContain('db.internal')
  })

  test('what is no HTTP is answered and cut', async () => {
    expect(await raw('hola\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request[\s\S]*application\/problem\+json/)
    expect(await raw(`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })

  test('a body that ends before its length does not break anything', async () => {
    const head = `POST /api/v1/documents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${taxpayer.apiKey}\r\ncontent-type: application/json\r\n`
    await raw(`${head}content-length: 1000\r\n\r\n{"type":`)
    expect((await api.app.inject('/healthz')).statusCode).toBe(200)
    expect(api.log.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('closing cuts a request that does not end in time', async () => {
    const other = await apiServer()
    const { apiKey } = await dominicanTaxpayer(other.parts)
    await other.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = other.app.server.address() as AddressInfo
    const stalling = createConnection({ port, host: '127.0.0.1' })
    const cut = new Promise((resolve) => stalling.once('close', resolve).once('error', resolve))
    stalling.write(
      `POST /api/v1/documents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${apiKey}\r\n` +
        'content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"type":',
    )
    await new Promise((resolve) => other.app.server.once('request', resolve))
    await closeServer(other.app, 100)
    await cut
    await other.close()
  })

  test('closing lets the requests under way end', async () => {
    const other = await apiServer()
    const { apiKey } = await dominicanTaxpayer(other.parts)
    const address = await other.app.listen({ host: '127.0.0.1', port: 0 })
    const reply = fetch(`${address}/api/v1/documents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(creditInvoice()),
    })
    await new Promise((resolve) => other.app.server.once('request', resolve))
    await other.app.close()
    expect((await reply).status).toBe(201)
    await other.close()
  })
})
