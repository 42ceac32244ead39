import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { testPkcs12 } from '../../../test/support/certificates.ts'
import { ok, status, WebhookReceiver } from '../../../test/support/webhook-receiver.ts'
import type { WebhookLine, WebhookMessage } from '../../ports/webhooks.ts'
import type { Resolve } from '../names.ts'
import { openWebhookLine, type WebhookLimits } from './webhook-line.ts'

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const OTHER = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
const AT = new Date('2026-11-21T12:00:00Z')

const lines: WebhookLine[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const line of lines.splice(0)) await line.close()
})

function lineFor(
  allow: readonly string[],
  { limits, resolve }: { limits?: Partial<WebhookLimits>; resolve?: Resolve } = {},
): WebhookLine {
  const line = openWebhookLine({
    rules: { allow, loopbackOnly: false },
    ...(limits ? { limits } : {}),
    ...(resolve ? { resolve } : {}),
  })
  lines.push(line)
  return line
}

const message = (url: string, changes: Partial<WebhookMessage> = {}): WebhookMessage => ({
  url,
  id: '01890000-0000-7000-8000-000000000001',
  at: AT,
  payload: '{"type":"document.approved","data":{"name":"Doña Ñusta"}}',
  secrets: [SECRET],
  headers: {},
  ...changes,
})

describe('a request to a receiver', () => {
  let receiver: WebhookReceiver

  beforeAll(async () => {
    receiver = await WebhookReceiver.start()
  })
  afterEach(() => {
    receiver.answer = ok
    receiver.requests.length = 0
  })
  afterAll(() => receiver.close())

  test('is signed by every secret, as anybody can verify', async () => {
    const reply = await lineFor(['127.0.0.1']).send(message(receiver.url, { secrets: [SECRET, OTHER] }))
    expect(reply).toMatchObject({ status: 204, error: undefined })
    const [got] = receiver.requests
    expect(got?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    vi.useFakeTimers({ toFake: ['Date'], now: AT })
    for (const secret of [SECRET, OTHER]) {
      expect(new Webhook(secret).verify(got!.body, { ...got!.headers })).toMatchObject({ type: 'document.approved' })
    }
    const stranger = new Webhook(Buffer.alloc(32, 3).toString('base64'))
    expect(() => stranger.verify(got!.body, { ...got!.headers })).toThrow('No matching signature')
    expect(() => new Webhook(SECRET).verify(`${got!.body} `, { ...got!.headers })).toThrow('No matching signature')
  })

  test.each([301, 302, 303, 307, 308])('is not sent on when it answers %d', async (code) => {
    const other = await WebhookReceiver.start()
    receiver.answer = status(code, { location: other.url })
    expect(await lineFor(['127.0.0.1']).send(message(receiver.url))).toMatchObject({ status: code })
    expect(other.requests).toEqual([])
    await other.close()
  })

  test('reads no more of an endless answer than it keeps', async () => {
    let written = 0
    receiver.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'session=1', 'x-long': 'y'.repeat(9_000) })
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536
      }
      response.on('drain', pour)
      pour()
    }
    const reply = await lineFor(['127.0.0.1']).send(message(receiver.url))
    expect(reply.status).toBe(200)
    expect(reply.responseBody).toHaveLength(8_192)
    expect(reply.responseHeaders?.['x-long']).toHaveLength(500)
    expect(reply.responseHeaders).not.toHaveProperty('set-cookie')
    expect(written).toBeLessThan(16_000_000)
  })

  test('never unpacks an answer: a bomb stays as small as it came', async () => {
    receiver.answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)))
    }
    const reply = await lineFor(['127.0.0.1']).send(message(receiver.url))
    expect(receiver.requests[0]?.headers['accept-encoding']).toBe('identity')
    expect(reply.status).toBe(200)
    expect(reply.responseBody?.length).toBeLessThanOrEqual(8_192)
  })

  test('keeps what is no text as text that any database takes', async () => {
    receiver.answer = (_request, response) => {
      response.writeHead(500).end(Buffer.from([0, 1, 0xff, 0xfe, 0x41, 0x0a]))
    }
    expect((await lineFor(['127.0.0.1']).send(message(receiver.url))).responseBody).toBe('\ufffd\ufffd\ufffd\ufffdA\n')
  })

  test('counts the status even when the body never ends', async () => {
    receiver.answer = (_request, response) => {
      response.writeHead(200)
      response.write('so far')
    }
    const reply = await lineFor(['127.0.0.1'], { limits: { totalTimeoutMs: 200 } }).send(message(receiver.url))
    expect(reply).toMatchObject({ status: 200, responseBody: 'so far', error: undefined })
  })

  test('ends when no answer comes in time, in drops or not at all', async () => {
    receiver.answer = () => undefined
    const silent = await lineFor(['127.0.0.1'], { limits: { totalTimeoutMs: 200 } }).send(message(receiver.url))
    expect(silent).toMatchObject({ status: undefined, error: 'no answer in time' })
  })
})

describe('garbage in place of an answer', () => {
  let server: Server
  let speak: (socket: Socket) => void = () => undefined
  let url: string

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => speak(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'the answer is not HTTP'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(9_000)}`, 'the answer has too many headers'],
    ['a cut', '', 'the connection was cut'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /./],
  ])('%s is a failure with its reason', async (_why, text, error) => {
    speak = (socket) => socket.end(text)
    const reply = await lineFor(['127.0.0.1']).send(message(url))
    expect(reply).toMatchObject({ status: undefined, error: typeof error === 'string' ? error : expect.stringMatching(error) as string }) // prettier-ignore
  })

  test('so is TLS that nobody vouches for: nothing is said to it', async () => {
    const { file, password } = await testPkcs12()
    const heard: string[] = []
    const impostor = createTlsServer({ pfx: Buffer.from(file), passphrase: password }, (socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (bytes: Buffer) => heard.push(bytes.toString()))
    })
    impostor.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
    const { port } = impostor.address() as AddressInfo
    const reply = await lineFor(['127.0.0.1']).send(message(`https://127.0.0.1:${port}/`))
    expect(reply).toMatchObject({
      status: undefined,
      error: expect.stringMatching(/certificate is not trusted/) as string,
    })
    expect(heard).toEqual([])
    await new Promise((resolve) => impostor.close(resolve))
  })

  test('drops without end are cut off', async () => {
    speak = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('x: y\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    }
    const reply = await lineFor(['127.0.0.1'], { limits: { totalTimeoutMs: 200 } }).send(message(url))
    expect(reply).toMatchObject({ status: undefined, error: 'no answer in time' })
  })
})

describe('where a request goes', () => {
  let receiver: WebhookReceiver
  let port: string

  beforeAll(async () => {
    receiver = await WebhookReceiver.start()
    port = new URL(receiver.url).port
  })
  afterEach(() => (receiver.requests.length = 0))
  afterAll(() => receiver.close())

  const REFUSED = { status: undefined, error: 'the host has no public address' }

  test('is never this machine unless the operator says so', async () => {
    for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await lineFor([]).send(message(`https://${host}:${port}/`))).toMatchObject(REFUSED)
      expect(await lineFor([]).send(message(`http://${host}:${port}/`))).toMatchObject(REFUSED)
    }
    expect(receiver.requests).toEqual([])
  })

  test('is never a name that stands for a private address', async () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '64:ff9b::7f00:1', '::ffff:127.0.0.1']) {
      const line = lineFor([], { resolve: () => Promise.resolve([address]) })
      expect(await line.send(message(`https://good.example:${port}/`))).toMatchObject(REFUSED)
    }
    expect(receiver.requests).toEqual([])
  })

  test('is what was vetted, however the name is resolved the next time', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']]
    const asked: string[] = []
    const resolve: Resolve = (host) => {
      asked.push(host)
      return Promise.resolve(answers.shift() ?? ['127.0.0.1'])
    }
    const line = lineFor([], { resolve, limits: { connectTimeoutMs: 300, totalTimeoutMs: 300 } })
    // The first answer is public and vetted: the connection goes there, not to what a second question would be answered.
    const first = await line.send(message(`https://rebinding.example:${port}/`))
    expect(first.status).toBeUndefined()
    expect(asked).toEqual(['rebinding.example'])
    // The second is private: no connection is made at all.
    expect(await line.send(message(`https://rebinding.example:${port}/`))).toMatchObject(REFUSED)
    expect(receiver.requests).toEqual([])
  })

  test('is only what may be of several addresses that a name stands for', async () => {
    const resolve = (): Promise<string[]> => Promise.resolve(['10.9.9.9', '127.0.0.1'])
    const line = lineFor(['127.0.0.1', '127.0.0.2'], { resolve })
    // By an allowed network, over https: the handshake fails because the receiver speaks plain HTTP, which shows it was reached.
    const reply = await line.send(message(`https://both.example:${port}/`))
    expect(reply.status).toBeUndefined()
    expect(reply.error).not.toBe(REFUSED.error)
  })

  test('is a host that the operator named, by the addresses it has', async () => {
    const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.1'])
    const reply = await lineFor(['erp.test'], { resolve }).send(message(`http://erp.test:${port}/hooks`))
    expect(reply.status).toBe(204)
    expect(receiver.requests).toHaveLength(1)
  })

  test('is nowhere when the name is unknown', async () => {
    const resolve = (): Promise<string[]> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const reply = await lineFor([], { resolve }).send(message('https://nobody.example/'))
    expect(reply).toMatchObject({ status: undefined, error: 'the name of the host is unknown' })
  })
})
