import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestClock } from '../../../test/support/clock.ts'
import { testCertificate } from '../../../test/support/certificates.ts'
import type { Signer, Token, WireRequest } from '../../jurisdictions/authority-protocol.ts'
import { openAuthorityLines, type AuthorityLines, type AuthorityLinesOptions } from './authority-line.ts'
import { DEFAULT_LIMITS, exchangeOver, keepAliveAgent } from './exchange.ts'

const SIGNER: Signer = {
  sign: () => Promise.reject(new Error('nothing is signed here')),
  certificate: '',
  fingerprint: 'a1',
}
const POST: WireRequest = {
  service: 'recepcion',
  method: 'POST',
  host: 'ecf',
  path: '/testecf/recepcion?a=b',
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from('<ECF></ECF>'),
}
const GET: WireRequest = { service: 'semilla', method: 'GET', host: 'ecf', path: '/testecf/semilla', headers: {} }

let clock: TestClock
let closing: (() => Promise<unknown>)[]

beforeEach(() => {
  clock = new TestClock()
  closing = []
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
})

function open(address: string, options: Partial<AuthorityLinesOptions> = {}): AuthorityLines {
  const lines = openAuthorityLines({
    jurisdictions: [
      {
        code: 'do',
        authorityEnvironments: [
          { name: 'testecf', environment: 'sandbox', hosts: { ecf: 'https://ecf.example.test' } },
          { name: 'ecf', environment: 'production', hosts: { ecf: 'https://ecf.example.test' } },
        ],
      },
    ],
    hosts: { 'do/testecf/ecf': address },
    loopbackOnly: true,
    clock,
    ...options,
  })
  closing.push(() => lines.close())
  return lines
}

function lineTo(address: string, options: Partial<AuthorityLinesOptions> = {}, signer = SIGNER) {
  return open(address, options).line({
    jurisdiction: 'do',
    environment: 'sandbox',
    authorityEnvironment: 'testecf',
    signer,
  })
}

async function listening(server: Server | TcpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function http(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const address = await listening(server)
  closing.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  })
  return `http://${address}`
}

async function tcp(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  const address = await listening(server)
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://${address}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

describe('an exchange', () => {
  test('sends method, path, headers and the exact body, under the path of the address', async () => {
    const seen: unknown[] = []
    const address = await http((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push([request.method, request.url, request.headers['content-type'], request.headers['user-agent'], body])
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"trackId":"1"}')
      })
    })
    const reply = await lineTo(`${address}/dgii/`).exchange(POST)
    expect(reply).toEqual({ kind: 'answer', status: 201, contentType: 'application/json', body: '{"trackId":"1"}' })
    expect(seen).toEqual([['POST', '/dgii/testecf/recepcion?a=b', 'text/xml', 'emite', '<ECF></ECF>']])
  })

  test.each([302, 403, 500, 503])('is an answer when the status is %i, and follows nowhere', async (status) => {
    let requests = 0
    const address = await http((_request, response) => {
      requests += 1
      response.writeHead(status, { location: '/elsewhere', 'content-type': 'text/html' }).end('<html>no</html>')
    })
    const reply = await lineTo(address).exchange(POST)
    expect(reply).toMatchObject({ kind: 'answer', status, body: '<html>no</html>' })
    expect(requests).toBe(1)
  })

  test('reads other encodings where the answer names one, and UTF-8 where the name is none', async () => {
    const address = await http((request, response) => {
      const charset = request.url?.includes('latin') ? 'iso-8859-1' : 'x-unheard-of'
      const bytes = Buffer.from('válido', charset === 'iso-8859-1' ? 'latin1' : 'utf8')
      response.writeHead(200, { 'content-type': `text/plain; charset=${charset}` }).end(bytes)
    })
    const line = lineTo(address)
    expect(await line.exchange({ ...GET, path: '/latin' })).toMatchObject({ body: 'válido' })
    expect(await line.exchange({ ...GET, path: '/other' })).toMatchObject({ body: 'válido' })
  })

  test('an answer whose XML declaration alone names its encoding is read in that', async () => {
    const address = await http((_request, response) => {
      const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><mensaje>señal inválida</mensaje>'
      response.writeHead(200, { 'content-type': 'text/xml' }).end(Buffer.from(xml, 'latin1'))
    })
    expect(await lineTo(address).exchange(GET)).toMatchObject({
      body: expect.stringContaining('señal inválida') as string,
    })
  })
})

describe('a request that certainly did not arrive', () => {
  test('is one whose connection was refused', async () => {
    const server = createTcpServer()
    const address = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const reply = await lineTo(`http://${address}`).exchange(POST)
    expect(reply).toEqual({ kind: 'silence', sent: 'no', cause: 'the connection was refused' })
  })

  test('is one to a name that does not exist', async () => {
    const line = lineTo('http://no-such-host.invalid', { loopbackOnly: false })
    const reply = await line.exchange(POST)
    expect(reply).toMatchObject({
      kind: 'silence',
      sent: 'no',
      cause: expect.stringMatching(/name of the host/) as unknown,
    })
  })

  test('is one whose handshake the other side cut', async () => {
    const address = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const reply = await lineTo(address.replace('http:', 'https:')).exchange(POST)
    expect(reply).toMatchObject({ kind: 'silence', sent: 'no' })
  })

  test('is one whose handshake never ends', async () => {
    const address = await tcp(() => undefined)
    const line = lineTo(address.replace('http:', 'https:'), { limits: { connectTimeoutMs: 300 } })
    expect(await line.exchange(POST)).toEqual({ kind: 'silence', sent: 'no', cause: 'no connection in time' })
  })

  test('is one to a server whose certificate nobody we trust has signed', async () => {
    const { privateKey, certificate } = await testCertificate()
    const server = createTlsServer({ key: pem('PRIVATE KEY', privateKey), cert: pem('CERTIFICATE', certificate) })
    let requests = 0
    server.on('request', () => (requests += 1))
    const address = await listening(server)
    closing.push(() => new Promise((resolve) => server.close(resolve)))
    expect(await lineTo(`https://${address}`).exchange(POST)).toMatchObject({ kind: 'silence', sent: 'no' })
    expect(requests).toBe(0)
  })

  test('is one that was still waiting for a connection when its time was over', async () => {
    const requests: (string | undefined)[] = []
    const address = await http(({ method }) => requests.push(method))
    const limits = { ...DEFAULT_LIMITS, connections: 1 }
    const agent = keepAliveAgent(limits)
    closing.push(() => agent.destroy())
    const first = exchangeOver(agent, address, POST, { ...limits, totalTimeoutMs: 700 })
    const second = exchangeOver(agent, address, POST, { ...limits, totalTimeoutMs: 300 })
    expect(await second).toEqual({ kind: 'silence', sent: 'no', cause: 'the answer took too long' })
    expect(await first).toEqual({ kind: 'silence', sent: 'maybe', cause: 'the answer took too long' })
    expect(await exchangeOver(agent, address, GET, { ...limits, totalTimeoutMs: 200 })).toMatchObject({ sent: 'maybe' })
    expect(requests).toEqual(['POST', 'GET'])
  })
})

describe('a request that may have arrived', () => {
  test('is one cut before its body was read', async () => {
    const address = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const line = lineTo(address)
    const reply = await line.exchange({ ...POST, body: Buffer.alloc(4_000_000, 'x') })
    expect(reply).toEqual({ kind: 'silence', sent: 'maybe', cause: 'the connection was cut' })
  })

  test('is one cut after its body was read, and it is sent once only', async () => {
    let requests = 0
    const address = await http((request) => {
      requests += 1
      void bodyOf(request).then(() => request.socket.destroy())
    })
    const reply = await lineTo(address).exchange(POST)
    expect(reply).toEqual({ kind: 'silence', sent: 'maybe', cause: 'the connection was cut' })
    expect(requests).toBe(1)
  })

  test('is one without an answer in time', async () => {
    const address = await http(() => undefined)
    const reply = await lineTo(address, { limits: { headersTimeoutMs: 300 } }).exchange(POST)
    expect(reply).toEqual({ kind: 'silence', sent: 'maybe', cause: 'no answer in time' })
  })

  test('is one whose answer stops in the middle', async () => {
    const address = await http((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"estado":')
    })
    const reply = await lineTo(address, { limits: { bodyTimeoutMs: 300 } }).exchange(POST)
    expect(reply).toEqual({ kind: 'silence', sent: 'maybe', cause: 'the answer stopped in the middle' })
  })

  test('is one whose answer is cut short of its length', async () => {
    const address = await http((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"estado":"Aceptado"}')
      setImmediate(() => request.socket.destroy())
    })
    expect(await lineTo(address).exchange(POST)).toMatchObject({ kind: 'silence', sent: 'maybe' })
  })

  test('is one whose answer comes in drops without end', async () => {
    const address = await http((_request, response) => {
      response.writeHead(200)
      const drops = setInterval(() => response.write('x'), 50)
      response.on('close', () => {
        clearInterval(drops)
      })
    })
    const reply = await lineTo(address, { limits: { totalTimeoutMs: 400 } }).exchange(POST)
    expect(reply).toEqual({ kind: 'silence', sent: 'maybe', cause: 'the answer took too long' })
  })

  test('is one whose answer is larger than any we expect', async () => {
    const address = await http((_request, response) => {
      response.writeHead(200).end(Buffer.alloc(200_000, 'x'))
    })
    const reply = await lineTo(address, { limits: { maxAnswerBytes: 100_000 } }).exchange(POST)
    expect(reply).toMatchObject({ kind: 'silence', sent: 'maybe', cause: 'the answer is larger than any we expect' })
  })

  test('is one answered in something that is not HTTP', async () => {
    const address = await tcp((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')))
    expect(await lineTo(address).exchange(POST)).toMatchObject({ kind: 'silence', sent: 'maybe' })
  })

  test('is one written to a kept connection that the other side cuts, and it is never sent a second time', async () => {
    const received: string[] = []
    const address = await tcp((socket) => {
      socket.on('data', (data) => {
        received.push(data.toString().split(' ')[0] ?? '')
        if (received.length === 1)
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok')
        else socket.resetAndDestroy()
      })
    })
    const line = lineTo(address)
    expect(await line.exchange(GET)).toMatchObject({ kind: 'answer', status: 200 })
    expect(await line.exchange(POST)).toMatchObject({ kind: 'silence', sent: 'maybe' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(received).toEqual(['GET', 'POST'])
  })
})

describe('a kept connection', () => {
  test('that the other side closed while nothing was under way is replaced, and the request arrives once', async () => {
    const bodies: string[] = []
    let firstSocketClosed: (() => void) | undefined
    const isClosed = new Promise<void>((resolve) => (firstSocketClosed = resolve))
    let connections = 0
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        bodies.push(body)
        response.end('ok', () => {
          if (bodies.length === 1) setTimeout(() => request.socket.end(), 20)
        })
      })
    })
    server.on('connection', (socket) => {
      connections += 1
      socket.once('close', () => firstSocketClosed?.())
    })
    const address = await listening(server)
    closing.push(() => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    })
    const line = lineTo(`http://${address}`)
    expect(await line.exchange(POST)).toMatchObject({ kind: 'answer' })
    await isClosed
    expect(await line.exchange(POST)).toMatchObject({ kind: 'answer' })
    expect({ bodies, connections }).toEqual({ bodies: ['<ECF></ECF>', '<ECF></ECF>'], connections: 2 })
  })
})

describe('a token', () => {
  const HOUR_MS = 3_600_000
  const token = (value: string, lifeMs = HOUR_MS): Token => ({
    value,
    expiresAt: new Date(clock.now().getTime() + lifeMs),
  })

  test('is obtained once, however many ask at the same time and through however many lines', async () => {
    const lines = open('http://127.0.0.1:9')
    const request = {
      jurisdiction: 'do',
      environment: 'sandbox',
      authorityEnvironment: 'testecf',
      signer: SIGNER,
    } as const
    const obtain = vi.fn(() => Promise.resolve(token('t1')))
    const tokens = await Promise.all(Array.from({ length: 50 }, () => lines.line(request).token(obtain)))
    expect(new Set(tokens.map((each) => each.value))).toEqual(new Set(['t1']))
    expect(obtain).toHaveBeenCalledTimes(1)
  })

  test('is never shared between signers', async () => {
    const lines = open('http://127.0.0.1:9')
    const request = { jurisdiction: 'do', environment: 'sandbox', authorityEnvironment: 'testecf' } as const
    const one = lines.line({ ...request, signer: SIGNER })
    const other = lines.line({ ...request, signer: { ...SIGNER, fingerprint: 'b2' } })
    expect((await one.token(() => Promise.resolve(token('one')))).value).toBe('one')
    expect((await other.token(() => Promise.resolve(token('other')))).value).toBe('other')
    expect((await one.token(() => Promise.resolve(token('new')))).value).toBe('one')
  })

  test('is renewed before its hour is over', async () => {
    const line = lineTo('http://127.0.0.1:9')
    await line.token(() => Promise.resolve(token('first')))
    clock.advance(50 * 60_000)
    expect((await line.token(() => Promise.resolve(token('second')))).value).toBe('first')
    clock.advance(6 * 60_000)
    expect((await line.token(() => Promise.resolve(token('second')))).value).toBe('second')
  })

  test('still serves when renewing it early fails, until its end', async () => {
    const line = lineTo('http://127.0.0.1:9')
    const fails = () => Promise.reject(new Error('authority down'))
    await line.token(() => Promise.resolve(token('first')))
    clock.advance(57 * 60_000)
    expect((await line.token(fails)).value).toBe('first')
    clock.advance(4 * 60_000)
    await expect(line.token(fails)).rejects.toThrow('authority down')
  })

  test('that could not be obtained is asked for again by the next', async () => {
    const line = lineTo('http://127.0.0.1:9')
    await expect(line.token(() => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect((await line.token(() => Promise.resolve(token('t')))).value).toBe('t')
  })

  test('is forgotten when the authority refused it, but not the one obtained since', async () => {
    const line = lineTo('http://127.0.0.1:9')
    const refused = await line.token(() => Promise.resolve(token('refused')))
    line.dropToken(refused)
    expect((await line.token(() => Promise.resolve(token('new')))).value).toBe('new')
    line.dropToken(refused)
    expect((await line.token(() => Promise.resolve(token('third')))).value).toBe('new')
  })
})

describe('where a line may lead', () => {
  const request = { jurisdiction: 'do', signer: SIGNER } as const

  test('never to production with a sandbox document, nor the other way round', () => {
    const lines = open('http://127.0.0.1:9', { loopbackOnly: false })
    expect(() => lines.line({ ...request, environment: 'sandbox', authorityEnvironment: 'ecf' })).toThrow(
      /sandbox document cannot go to "ecf"/,
    )
    expect(() => lines.line({ ...request, environment: 'production', authorityEnvironment: 'testecf' })).toThrow(
      /production document cannot go to "testecf"/,
    )
  })

  test('and what is refused is told in both languages', () => {
    const lines = open('http://127.0.0.1:9', { loopbackOnly: false })
    const detail = { es: expect.stringContaining('no puede ir a "ecf"') as string, en: expect.stringContaining('cannot go to "ecf"') as string } // prettier-ignore
    expect(() => lines.line({ ...request, environment: 'sandbox', authorityEnvironment: 'ecf' })).toThrow(
      expect.objectContaining({ code: 'invalid-request', detail }),
    )
  })

  test('nowhere for a name that is no authority environment', () => {
    const lines = open('http://127.0.0.1:9', { loopbackOnly: false })
    expect(() => lines.line({ ...request, environment: 'sandbox', authorityEnvironment: 'testcf' })).toThrow(
      /no authority environment "do\/testcf"/,
    )
  })

  test('nowhere but this machine in a demo, for what nobody put on this machine', () => {
    const lines = open('http://127.0.0.1:9', { loopbackOnly: true })
    expect(() => lines.line({ ...request, environment: 'production', authorityEnvironment: 'ecf' })).toThrow(
      /nothing but this machine/,
    )
  })

  test.each([
    {
      why: 'another machine in a demo',
      hosts: { 'do/testecf/ecf': 'https://ecf.dgii.gov.do' },
      message: /not on this machine/,
    },
    {
      why: 'a name that only looks local',
      hosts: { 'do/testecf/ecf': 'http://127.0.0.1.example.com' },
      message: /not on this machine/,
    },
    {
      why: 'a host nobody asks for',
      hosts: { 'do/testecf/ecff': 'http://127.0.0.1' },
      message: /no such authority host: do\/testecf\/ecff/,
    },
    { why: 'no address at all', hosts: { 'do/testecf/ecf': 'here' }, message: /not a URL/ },
    { why: 'another protocol', hosts: { 'do/testecf/ecf': 'ftp://127.0.0.1' }, message: /not an HTTP address/ },
    {
      why: 'a password in the address',
      hosts: { 'do/testecf/ecf': 'http://a:b@127.0.0.1' },
      message: /host, a port and a path only/,
    },
  ])('is refused at start: $why', ({ hosts, message }) => {
    expect(() => open('', { hosts })).toThrow(message)
  })

  test('production travels in the clear to this machine only', () => {
    const hosts = { 'do/ecf/ecf': 'http://10.0.0.7' }
    expect(() => open('', { hosts, loopbackOnly: false })).toThrow(/must use https/)
    expect(() => open('', { hosts: { 'do/ecf/ecf': 'http://[::1]:4000' } })).not.toThrow()
  })

  test('a request for a host that nobody named is a mistake of ours and says so', async () => {
    const line = lineTo('http://127.0.0.1:9')
    await expect(line.exchange({ ...GET, host: 'fc' })).rejects.toThrow(/host "fc"/)
  })

  test('a request that cannot be written is a mistake of ours, not a silence of the authority', async () => {
    const line = lineTo('http://127.0.0.1:9')
    await expect(line.exchange({ ...GET, headers: { authorization: 'a\nb' } })).rejects.toThrow(/header/)
  })
})

describe('the observer', () => {
  test('is told service, outcome and duration of each exchange, and nothing of what was said', async () => {
    const seen: unknown[] = []
    const address = await http((request, response) => {
      if (request.method === 'POST') request.socket.destroy()
      else response.writeHead(503).end()
    })
    const line = lineTo(address, { observe: (observation) => seen.push(observation) })
    await line.exchange(GET)
    await line.exchange(POST)
    const place = { jurisdiction: 'do', authorityEnvironment: 'testecf', durationMs: expect.any(Number) as unknown }
    expect(seen).toEqual([
      { ...place, service: 'semilla', outcome: 'answered', status: 503 },
      { ...place, service: 'recepcion', outcome: 'cut', status: undefined },
    ])
  })
})

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
