import { createServer, type Server, type Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import { type MailCatcher, mailCatcher, TEST_TLS } from '../../../test/support/mail-catcher.ts'
import { Outage } from '../../domain/outage.ts'
import type { MailAnswer, Mailer, MailServer, OutgoingMail } from '../../ports/mailer.ts'
import { smtpMailer, type SmtpSettings } from './smtp-mailer.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function mailer(settings: Partial<SmtpSettings> = {}): Mailer {
  const one = smtpMailer({ instance: undefined, loopbackOnly: true, allowPrivate: false, ...settings })
  closing.push(() => one.close())
  return one
}

async function catcher(options?: Parameters<typeof mailCatcher>[0]): Promise<MailCatcher> {
  const one = await mailCatcher(options)
  closing.push(() => one.close())
  return one
}

function letter(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    messageId: '019aa000-0000-7000-8000-000000000001@example.com',
    from: { name: 'Panadería "La Espiga", S.R.L.', address: 'facturas@example.com' },
    to: ['rosa@example.com'],
    replyTo: 'ventas@example.com',
    recipients: ['rosa@example.com'],
    subject: 'Factura E310000000001 — ñandú 🧾',
    text: 'Hola.\n',
    html: '<p>Hola.</p>\n',
    attachments: [{ fileName: 'a.xml', contentType: 'application/xml', bytes: Buffer.from('<a>\n</a>') }],
    at: new Date('2026-11-21T12:00:00Z'),
    ...changes,
  }
}

const at = (port: number, changes: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  credentials: undefined,
  ...changes,
})

describe('a message', () => {
  test('arrives whole: names, subject, texts, and attachments to the byte', async () => {
    const server = await catcher()
    const { recipients } = await mailer().send(letter(), at(server.port))
    expect(recipients).toEqual([
      {
        address: 'rosa@example.com',
        outcome: 'accepted',
        words: expect.stringMatching(/^250 /) as string,
        isGone: false,
      },
    ])
    const [caught] = server.messages
    expect(caught).toMatchObject({ from: 'facturas@example.com', to: ['rosa@example.com'] })
    const mail = await PostalMime.parse(caught!.raw)
    expect(mail).toMatchObject({
      from: { name: 'Panadería "La Espiga", S.R.L.', address: 'facturas@example.com' },
      to: [{ address: 'rosa@example.com' }],
      replyTo: [{ address: 'ventas@example.com' }],
      subject: 'Factura E310000000001 — ñandú 🧾',
      messageId: '<019aa000-0000-7000-8000-000000000001@example.com>',
      date: '2026-11-21T12:00:00.000Z',
    })
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer).toString()).toBe('<a>\n</a>')
  })

  test('shows its readers, never those who get a copy unseen', async () => {
    const server = await catcher()
    await mailer().send(letter({ recipients: ['rosa@example.com', 'oculto@example.com'] }), at(server.port))
    expect(server.messages[0]).toMatchObject({ to: ['rosa@example.com', 'oculto@example.com'] })
    expect(server.messages[0]!.raw.toString()).not.toContain('oculto')
  })

  test('goes over a connection that is there already', async () => {
    const server = await catcher()
    const sender = mailer()
    for (let i = 0; i < 3; i += 1) await sender.send(letter(), at(server.port))
    expect(server.messages).toHaveLength(3)
    expect(server.connections).toBe(1)
  })
})

describe('what a server says', () => {
  test('of one recipient is said of that one only', async () => {
    const server = await catcher({
      recipient: (address) =>
        address.startsWith('nadie')
          ? '550 5.1.1 No such user'
          : address.startsWith('lleno')
            ? '452 4.2.2 Mailbox full'
            : undefined,
    })
    const to = ['rosa@example.com', 'nadie@example.com', 'lleno@example.com']
    const answer = await mailer().send(letter({ to, recipients: to }), at(server.port))
    expect(answer.recipients.map(({ outcome, isGone }) => [outcome, isGone])).toEqual([
      ['accepted', false],
      ['refused', true],
      ['deferred', false],
    ])
    expect(answer.recipients[1]?.words).toBe('550 5.1.1 No such user')
  })

  test.each([
    { words: '550 5.1.1 No such user', outcome: 'refused', isGone: true },
    { words: '550 5.7.1 Spam', outcome: 'refused', isGone: false },
    { words: '550 5.1.8 Bad sender domain', outcome: 'refused', isGone: false },
    { words: '552 5.2.2 Mailbox full', outcome: 'refused', isGone: false },
    { words: '451 4.7.1 Greylisted, come back later', outcome: 'deferred', isGone: false },
  ])('$words: $outcome', async ({ words, outcome, isGone }) => {
    const server = await catcher({ recipient: () => words })
    const answer = await mailer().send(letter(), at(server.port))
    expect(answer.recipients).toEqual([{ address: 'rosa@example.com', outcome, words, isGone }])
  })

  test.each([
    { words: '554 5.6.0 Not this content', outcome: 'refused' },
    { words: '452 4.3.1 Out of room', outcome: 'deferred' },
  ])('of the message is said of everybody: $words', async ({ words, outcome }) => {
    const server = await catcher({ message: () => words })
    const to = ['rosa@example.com', 'luis@example.com']
    const answer = await mailer().send(letter({ to, recipients: to }), at(server.port))
    expect(answer.recipients.map((each) => each.outcome)).toEqual([outcome, outcome])
    expect(answer.recipients.some((each) => each.isGone)).toBe(false)
  })

  test('is shown without control characters and without the password', async () => {
    const server = await rawServer((line, socket) => {
      if (line.startsWith('EHLO')) socket.write('250-x\r\n250 AUTH PLAIN\r\n')
      else if (line.startsWith('AUTH')) socket.write(`535 5.7.8 You said ${line.slice(11)} \u0007 hunter2\r\n`)
    })
    const credentials = { username: 'u', password: 'hunter2' }
    const error = await outageOf(mailer().send(letter(), at(server, { credentials })))
    expect(error.message).toContain('535 5.7.8 You said ***')
    expect(error.message).not.toMatch(/hunter2|\u0007|AGh1bnRlcjI|AHUAaHVudGVyMg/)
  })
})

describe('a server that cannot be used is an outage', () => {
  const impatient = { connectMs: 300, greetingMs: 300, silenceMs: 300, messageMs: 2_000 }

  test('nobody listens', async () => {
    expect((await outageOf(mailer().send(letter(), at(1)))).part).toBe('mail')
  })

  test('it says nothing at all', async () => {
    const port = await rawServer(() => undefined, '')
    await outageOf(mailer({ limits: impatient }).send(letter(), at(port)))
  })

  test('it falls silent in the middle', async () => {
    const port = await rawServer((line, socket) => {
      if (line.startsWith('EHLO')) socket.write('250 x\r\n')
    })
    await outageOf(mailer({ limits: impatient }).send(letter(), at(port)))
  })

  test('it drips words for ever', async () => {
    const port = await rawServer((line, socket) => {
      if (!line.startsWith('EHLO')) return
      const timer = setInterval(() => socket.write('250-x\r\n'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    await outageOf(mailer({ limits: { ...impatient, messageMs: 500 } }).send(letter(), at(port)))
  })

  test('it cuts the connection in the middle of the message, which is sent once only', async () => {
    let times = 0
    const port = await rawServer((line, socket) => {
      if (line === 'DATA') {
        times += 1
        socket.write('354 go on\r\n')
      } else if (/^(EHLO|MAIL|RCPT) /.test(line)) socket.write('250 fine\r\n')
      else socket.destroy()
    })
    await outageOf(mailer({ limits: impatient }).send(letter(), at(port)))
    expect(times).toBe(1)
  })

  test('it turns everybody away at the door', async () => {
    const port = await rawServer(() => undefined, '554 5.7.1 Not you\r\n')
    expect((await outageOf(mailer().send(letter(), at(port)))).message).toContain('554 5.7.1 Not you')
  })

  test('it does not take the password', async () => {
    const server = await catcher({ users: { emite: 'right' } })
    const credentials = { username: 'emite', password: 'wrong' }
    await outageOf(mailer().send(letter(), at(server.port, { credentials })))
    expect(server.messages).toEqual([])
  })

  test('STARTTLS is asked for and not offered: nothing is said in the clear', async () => {
    const server = await catcher({ users: { emite: 'right' } })
    const credentials = { username: 'emite', password: 'right' }
    await outageOf(mailer().send(letter(), at(server.port, { security: 'starttls', credentials })))
    expect([server.messages, server.logins]).toEqual([[], 0])
  })

  test('its certificate is nobody we know', async () => {
    const server = await catcher({ tls: 'implicit' })
    await outageOf(mailer().send(letter(), at(server.port, { security: 'implicit', host: 'localhost' })))
    expect(server.messages).toEqual([])
  })

  test("its certificate is somebody else's", async () => {
    const server = await catcher({ tls: 'implicit' })
    const trusting = mailer({ trusted: TEST_TLS.cert })
    await outageOf(trusting.send(letter(), at(server.port, { security: 'implicit', host: '127.0.0.1' })))
    expect(server.messages).toEqual([])
  })
})

describe('TLS', () => {
  test.each(['implicit', 'starttls'] as const)('%s: the password and the message go in cipher', async (security) => {
    const server = await catcher({ tls: security, users: { emite: 'right' } })
    const credentials = { username: 'emite', password: 'right' }
    await mailer({ trusted: TEST_TLS.cert }).send(
      letter(),
      at(server.port, { security, host: 'localhost', credentials }),
    )
    expect(server.messages).toHaveLength(1)
    expect(server.messages[0]?.isSecure).toBe(true)
  })
})

describe('where servers may be', () => {
  test.each([
    { host: '10.0.0.1', code: 'mail-host-private' },
    { host: '169.254.169.254', code: 'mail-host-private' },
    { host: '::ffff:192.168.1.1', code: 'mail-host-private' },
    { host: 'fd00::1', code: 'mail-host-private' },
    { host: '100.64.0.1', code: 'mail-host-private' },
    { host: '0.0.0.0', code: 'mail-host-private' },
    { host: '127.0.0.1', code: 'mail-host-private' },
    { host: 'localhost', code: 'mail-host-private' },
    { host: '2130706433', code: 'mail-host-private' },
    { host: '192.0.2.1', code: 'mail-host-private' },
    { host: '::7f00:1', code: 'mail-host-private' },
    { host: '4000::1', code: 'mail-host-private' },
    { host: '8.8.8.8', code: undefined },
  ])('$host for an account: $code', async ({ host, code }) => {
    const open = mailer({ loopbackOnly: false })
    const server = at(587, { host, security: 'starttls' })
    expect((await open.objectionTo(server))?.code).toBe(code)
    if (code !== undefined) expect((await outageOf(open.send(letter(), server))).message).toMatch(/private/)
  })

  test("names of accounts are asked of the name servers, the operator's own of the machine", async () => {
    const asked: string[] = []
    const resolve = (host: string): Promise<string[]> => {
      asked.push(host)
      return Promise.resolve(['10.0.0.1', '::7f00:1'])
    }
    const instance = { ...at(1, { host: 'not a name', security: 'starttls' as const }), from: 'a@example.com' }
    const open = mailer({ loopbackOnly: false, instance, resolve })
    const server = at(587, { host: 'mail.example', security: 'starttls' })
    expect((await open.objectionTo(server))?.code).toBe('mail-host-private')
    expect((await outageOf(open.send(letter(), server))).message).toMatch(/private/)
    await outageOf(open.send(letter(), undefined))
    expect(asked).toEqual(['mail.example', 'mail.example'])
  })

  test('an operator can allow private ones', async () => {
    const open = mailer({ loopbackOnly: false, allowPrivate: true })
    expect(await open.objectionTo(at(587, { host: '10.0.0.1', security: 'starttls' }))).toBeUndefined()
  })

  test('without TLS nothing but this machine', async () => {
    const open = mailer({ loopbackOnly: false, allowPrivate: true })
    expect((await open.objectionTo(at(25, { host: '10.0.0.1' })))?.code).toBe('mail-host-unprotected')
    expect((await outageOf(open.send(letter(), at(25, { host: '8.8.8.8' })))).message).toMatch(/TLS/)
  })

  test('where nothing but this machine is contacted, no other one is, not even for the installation', async () => {
    const instance = { ...at(587, { host: '8.8.8.8', security: 'starttls' as const }), from: 'a@example.com' }
    const closed = mailer({ instance })
    expect((await closed.objectionTo(at(587, { host: '8.8.8.8', security: 'starttls' })))?.code).toBe(
      'mail-host-not-loopback',
    )
    expect((await outageOf(closed.send(letter(), undefined))).message).toMatch(/this machine/)
  })
})

async function outageOf(sending: Promise<MailAnswer>): Promise<Outage> {
  const error: unknown = await sending.then(
    (answer) => answer,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Outage)
  return error as Outage
}

/** A server that answers line by line as it likes. */
async function rawServer(answer: (line: string, socket: Socket) => void, greeting = '220 x\r\n'): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (greeting !== '') socket.write(greeting)
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n')) if (line !== '') answer(line, socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as { port: number }).port
}
