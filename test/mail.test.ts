import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mail } from '../src/domain/mail.ts'
import type { Client } from './support/client.ts'
import { feedAll } from './support/feed-all.ts'
import { type MailCatcher, mailCatcher, type MailCatcherOptions } from './support/mail-catcher.ts'
import { needs } from './support/needs.ts'
import { creditInvoice, ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

interface MailJson extends Pick<Mail, 'id' | 'status' | 'recipients' | 'reason' | 'createdAt' | 'nextAt' | 'sentAt'> {
  readonly attempts: number
  readonly requestedBy: string
}

describe.skipIf(!needs('postgres-server'))('mail to buyers', () => {
  let world: World
  let catcher: MailCatcher
  const says: { recipient?: MailCatcherOptions['recipient']; message?: MailCatcherOptions['message'] } = {}
  let dominican: Client
  let ecuadorian: Client

  beforeAll(async () => {
    catcher = await mailCatcher({
      recipient: (address) => says.recipient?.(address),
      message: (message) => says.message?.(message),
    })
    world = await World.start({
      environment: {
        EMITE_SMTP_URL: `smtp://127.0.0.1:${catcher.port}?tls=none`,
        EMITE_MAIL_FROM: 'emite@facturas.example',
      },
    })
    dominican = await world.taxpayer('999999992')
    ecuadorian = await world.ecuadorian('1790000001001')
    for (const client of [dominican, ecuadorian]) await configure(client, { enabled: true })
  })
  afterAll(async () => {
    await world.close()
    await catcher.close()
  })

  const inject = async (client: Client, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${client.taxpayer.apiKey}` }
    const body = payload === undefined ? {} : { payload }
    return world.app.inject({ method, url: `/api/v1${path}`, headers, ...body })
  }
  const configure = async (client: Client, settings: object) => {
    const answer = await inject(client, 'PUT', `/issuers/${client.taxpayer.issuerId}/mail`, settings)
    expect(answer.statusCode, answer.payload).toBe(200)
  }
  const mailsOf = async (client: Client, id: string): Promise<readonly MailJson[]> =>
    (await inject(client, 'GET', `/documents/${id}/mails`)).json<{ mails: MailJson[] }>().mails
  const invoice = (email: string) => creditInvoice({ buyer: { taxId: '131880681', name: 'Colmado Doña Fela', email } })
  /** Issues an invoice for the address and lets it be approved and sent, once. */
  async function issued(email: string): Promise<string> {
    const { id } = await dominican.issue(invoice(email))
    await world.settle()
    return id
  }
  /** Issues an invoice for the address and lets it be approved; its mail waits. */
  async function queued(email: string): Promise<string> {
    const { id } = await dominican.issue(invoice(email))
    for (let i = 0; i < 50 && (await dominican.document(id)).state !== 'approved'; i += 1) {
      await world.worker.drain()
      world.clock.advance(2_000)
    }
    await feedAll(world.house.database, world.feeder)
    expect((await mailsOf(dominican, id))[0]?.status).toBe('pending')
    return id
  }
  const caughtFor = (address: string) => catcher.messages.filter(({ to }) => to.includes(address))

  test.each(['do', 'ec'] as const)('an approved document goes to its buyer with XML and PDF: %s', async (country) => {
    const client = country === 'do' ? dominican : ecuadorian
    const draft =
      country === 'do'
        ? invoice('fela@colmado.example')
        : ecuadorianInvoice({ buyer: { taxId: '1710034065', name: 'Rosa Quishpe', email: 'rosa@ec.example' } })
    const document = await client.issue(draft)
    await world.settle()
    const [caught, ...others] = caughtFor(country === 'do' ? 'fela@colmado.example' : 'rosa@ec.example')
    expect(others).toEqual([])
    const mail = await PostalMime.parse(caught!.raw)
    expect(mail.from?.address).toBe('emite@facturas.example')
    expect(mail.subject).toMatch(/^\[PRUEBA\] .* de Panadería/)
    expect(mail.text).toContain(document.number)
    expect(mail.text).not.toContain('{{')
    const [xml, pdf] = mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))
    const stored = await client.xml(document.id, country === 'do' ? 'document' : 'answer')
    expect(stored?.length).toBeGreaterThan(1_000)
    expect(xml?.equals(stored!)).toBe(true)
    expect(pdf?.subarray(0, 4).toString()).toBe('%PDF')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^\w+\.xml$/),
      expect.stringMatching(/^\w+\.pdf$/),
    ])

    const [sent] = await mailsOf(client, document.id)
    expect(sent).toMatchObject({ status: 'sent', attempts: 1, requestedBy: 'worker' })
    expect(await client.story(document.id)).toContain('delivered')
    const delivered = (await client.timeline(document.id)).find(({ kind }) => kind === 'delivered')
    expect(delivered?.detail).toEqual({ mailId: sent!.id, recipients: 1 })
    const { payload } = await inject(client, 'GET', '/events?limit=500')
    expect(payload).toContain('document.delivered')
  })

  test('a document that has no verdict yet is not sent, not by hand either', async () => {
    const { id } = await dominican.issue(invoice('pronto@antes.example'))
    const answer = await inject(dominican, 'POST', `/documents/${id}/mails`, {})
    expect(answer.json()).toMatchObject({ status: 409, code: 'state-conflict' })
    expect(await mailsOf(dominican, id)).toEqual([])
    await world.settle()
    expect(caughtFor('pronto@antes.example')).toHaveLength(1)
  })

  test('a server that asks to come back later gets it then, under the same Message-ID', async () => {
    let isLater = false
    const seen: string[] = []
    says.message = ({ raw }) => {
      seen.push(/^Message-ID: (.*)$/im.exec(raw.toString())?.[1] ?? '')
      return isLater ? undefined : '451 4.7.1 Greylisted, come back later'
    }
    const id = await issued('gris@lista.example')
    expect((await mailsOf(dominican, id))[0]).toMatchObject({
      status: 'pending',
      attempts: 1,
      reason: 'gris@lista.example: 451 4.7.1 Greylisted, come back later',
    })
    isLater = true
    await world.pass(MINUTE_MS)
    expect((await mailsOf(dominican, id))[0]).toMatchObject({ status: 'sent', attempts: 2 })
    expect(new Set(seen).size).toBe(1)
    delete says.message
  })

  test('a server that never has time is given up after two days, with its words', async () => {
    says.recipient = () => '451 4.3.2 Too busy'
    const id = await issued('nunca@lista.example')
    await world.pass(49 * HOUR_MS)
    delete says.recipient
    const [mail] = await mailsOf(dominican, id)
    expect(mail).toMatchObject({ status: 'failed', reason: expect.stringContaining('451 4.3.2 Too busy') as string })
    expect(mail!.attempts).toBeLessThan(20)
  })

  test('a mailbox that does not exist fails at once, and is written to no more', async () => {
    says.recipient = (address) => (address.startsWith('fantasma') ? '550 5.1.1 No such user here' : undefined)
    const id = await issued('fantasma@casa.example')
    expect((await mailsOf(dominican, id))[0]).toMatchObject({
      status: 'failed',
      attempts: 1,
      reason: 'fantasma@casa.example: 550 5.1.1 No such user here',
    })
    delete says.recipient
    const list = await inject(dominican, 'GET', '/mail/suppressions')
    expect(list.json()).toMatchObject({ suppressions: [{ address: 'fantasma@casa.example', reason: 'bounced' }] })
    const next = await issued('Fantasma@Casa.example')
    expect((await mailsOf(dominican, next))[0]).toMatchObject({ status: 'suppressed', attempts: 0 })
    expect(caughtFor('fantasma@casa.example')).toEqual([])
    expect((await inject(dominican, 'DELETE', '/mail/suppressions/fantasma@casa.example')).statusCode).toBe(204)
    expect((await mailsOf(dominican, await issued('fantasma@casa.example')))[0]).toMatchObject({ status: 'sent' })
  })

  test('of several, each has its own end; what is no address is told, and who was served is not served again', async () => {
    let isBusy = true
    says.recipient = (address) =>
      address.startsWith('no')
        ? '550 5.7.1 Not wanted'
        : address.startsWith('luego') && isBusy
          ? '450 4.2.1 Later'
          : undefined
    const id = await issued('uno@varios.example; no@varios.example, luego@varios.example; roto@@x')
    const [first] = await mailsOf(dominican, id)
    expect(first!.recipients.map(({ state }) => state)).toEqual(['accepted', 'refused', 'pending', 'refused'])
    expect(first!.recipients[3]?.reason).toBe('No es una dirección de correo a la que se pueda entregar.')
    expect(first!.status).toBe('pending')
    expect(await dominican.story(id)).toContain('delivered')
    isBusy = false
    await world.pass(MINUTE_MS)
    delete says.recipient
    expect((await mailsOf(dominican, id))[0]).toMatchObject({ status: 'sent', attempts: 2 })
    expect(caughtFor('uno@varios.example')).toHaveLength(1)
    expect(caughtFor('luego@varios.example')).toHaveLength(1)
    expect((await dominican.story(id)).filter((kind) => kind === 'delivered')).toHaveLength(1)
  })

  test('many senders at once send once', async () => {
    const ids = await Promise.all([1, 2, 3].map((n) => queued(`doble${n}@una.example`)))
    const others = [1, 2, 3].map(() => world.anotherMailSender())
    await Promise.all([world.mailSender, ...others].map((sender) => sender.drain()))
    for (const n of [1, 2, 3]) expect(caughtFor(`doble${n}@una.example`)).toHaveLength(1)
    for (const id of ids) expect((await mailsOf(dominican, id))[0]).toMatchObject({ status: 'sent', attempts: 1 })
  })

  test('a process that dies between the server’s word and ours sends again under the same Message-ID, never not', async () => {
    const dying = world.anotherMailSender({
      mailQueue: { ...world.house.mailQueue, settle: () => Promise.reject(new Error('killed')) },
      observe: () => undefined,
    })
    const id = await queued('otra@vez.example')
    await dying.drain()
    await world.work()
    expect(caughtFor('otra@vez.example')).toHaveLength(1)
    expect((await mailsOf(dominican, id))[0]).toMatchObject({ status: 'pending', attempts: 0 })
    await world.pass(6 * MINUTE_MS)
    const ids = caughtFor('otra@vez.example').map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString())?.[1])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect((await mailsOf(dominican, id))[0]).toMatchObject({ status: 'sent' })
  })

  test('a sender that was overtaken changes nothing', async () => {
    const { id } = await dominican.issue(invoice('lento@lento.example'))
    await world.settle()
    const [mail] = await mailsOf(dominican, id)
    const end = { at: world.clock.now(), status: 'failed', recipients: [], isDelivered: false, reason: 'x', nextAt: undefined, restUntil: undefined, gone: [] } as const // prettier-ignore
    const { tenantId, environment } = dominican.taxpayer.caller
    const item = { tenantId, environment, id: mail!.id, documentId: id, tries: 0, attempt: 0 }
    expect(await world.house.mailQueue.settle(item, end)).toBe(false)
    expect(await mailsOf(dominican, id)).toEqual([mail])
  })

  test('it is sent again to whom a person says, once for an idempotency key, ten times an hour at most', async () => {
    const id = await issued('vuelve@a.example')
    const headers = { authorization: `Bearer ${dominican.taxpayer.apiKey}`, 'idempotency-key': 'once' }
    const again = (payload: object, more: Readonly<Record<string, string>> = headers) =>
      world.app.inject({ method: 'POST', url: `/api/v1/documents/${id}/mails`, headers: more, payload })
    const first = async () => (await mailsOf(dominican, id)).at(-1) as MailJson
    world.clock.advance(10 * MINUTE_MS)
    const to = ['contador@a.example']
    const [one, same, other] = [await again({ to }), await again({ to }), await again({ to: ['x@a.example'] })]
    expect([one.statusCode, same.statusCode, other.statusCode]).toEqual([202, 202, 409])
    expect(same.json<MailJson>().id).toBe(one.json<MailJson>().id)
    await world.work()
    expect(caughtFor('contador@a.example')).toHaveLength(1)
    expect(caughtFor('vuelve@a.example')).toHaveLength(1)
    const plain = { authorization: headers.authorization }
    const codes: number[] = []
    for (let i = 0; i < 10; i += 1) codes.push((await again({}, plain)).statusCode)
    expect(codes.filter((code) => code === 202)).toHaveLength(8)
    expect(codes.at(-1)).toBe(429)
    // One more is taken when the first, which Emite sent by itself, is an hour old.
    const { createdAt } = await first()
    const waitMs = Date.parse(createdAt) + HOUR_MS - world.clock.now().getTime()
    expect((await again({}, plain)).headers['retry-after']).toBe(String(Math.ceil(waitMs / 1000)))
    await world.work()
    expect(caughtFor('vuelve@a.example')).toHaveLength(9)
  })

  test('a bounce that a provider tells of shows in the mail and stops further ones', async () => {
    const id = await issued('rebota@b.example')
    const [mail] = await mailsOf(dominican, id)
    const messageId = `<${mail!.id}@facturas.example>`
    const bounce = { messageId, detail: 'mailbox closed\r\nX-Evil: 1' }
    const told = await inject(dominican, 'POST', '/mail/bounces', bounce)
    expect(told.json()).toEqual({ addresses: ['rebota@b.example'], mails: [mail!.id] })
    const failed = await inject(dominican, 'GET', '/mails?status=failed')
    expect(failed.json<{ mails: MailJson[] }>().mails.find((each) => each.id === mail!.id)).toMatchObject({
      recipients: [{ state: 'bounced', reason: 'mailbox closed X-Evil: 1' }],
    })
    expect((await mailsOf(dominican, await issued('rebota@b.example')))[0]?.status).toBe('suppressed')
    for (const nobody of [{}, { reason: 'complained' }]) {
      const { faults } = (await inject(dominican, 'POST', '/mail/bounces', nobody)).json<{ faults: object[] }>()
      expect(faults).toMatchObject([{ code: 'field-missing', path: 'address' }])
    }
    const unknown = await inject(ecuadorian, 'POST', '/mail/bounces', { messageId })
    expect(unknown.statusCode).toBe(404)
  })

  test('copies go unseen, names and texts are the issuer’s', async () => {
    await configure(dominican, {
      enabled: true,
      fromName: 'Ventas "La Espiga", Ñ',
      replyTo: 'ventas@espiga.example',
      copyTo: ['archivo@espiga.example'],
      subject: 'Su factura {{number}} de {{currency}} {{total}}',
      text: 'Hola {{buyer}}.\nClave: {{accessKey}}\n<b>{{issueDate}}</b>',
    })
    await issued('cliente@c.example')
    await configure(dominican, { enabled: true })
    const [caught] = caughtFor('cliente@c.example')
    expect(caught!.to).toEqual(['cliente@c.example', 'archivo@espiga.example'])
    const mail = await PostalMime.parse(caught!.raw)
    expect(mail.from).toMatchObject({ name: 'Ventas "La Espiga", Ñ', address: 'emite@facturas.example' })
    expect(mail.replyTo?.[0]?.address).toBe('ventas@espiga.example')
    expect(mail.subject).toMatch(/^\[PRUEBA\] Su factura E31\d+ de DOP 1,180\.00$/)
    expect(mail.text).toContain('Hola Colmado Doña Fela.\n<b>')
    expect(mail.text).not.toContain('Clave')
    expect(mail.html).toContain('&lt;b&gt;')
    expect(caught!.raw.toString()).not.toContain('archivo@espiga.example')
  })

  test('where the issuer has not asked for mail, or the buyer has no address, there is none', async () => {
    await configure(dominican, { enabled: false })
    expect(await mailsOf(dominican, await issued('callado@d.example'))).toEqual([])
    await configure(dominican, { enabled: true })
    const { id } = await dominican.issue(creditInvoice())
    await world.settle()
    expect(await mailsOf(dominican, id)).toEqual([])
    const answer = await inject(dominican, 'POST', `/documents/${id}/mails`, {})
    expect(answer.json()).toMatchObject({ status: 409, path: 'to' })
  })

  test('an account’s own server is used instead, and one that is away keeps nobody else waiting', async () => {
    const own = await mailCatcher({ users: { yo: 'secreto-9' } })
    const server = { host: '127.0.0.1', port: own.port, security: 'none', from: 'yo@propio.example' }
    const put = await inject(dominican, 'PUT', '/mail/server', { ...server, username: 'yo', password: 'secreto-9' })
    expect(put.json()).toEqual({ ...server, username: 'yo', updatedAt: expect.any(String) as string })
    expect((await inject(dominican, 'GET', '/mail/server')).payload).not.toContain('secreto')
    await issued('propio@e.example')
    expect(own.messages.map(({ from }) => from)).toEqual(['yo@propio.example'])
    const trial = await inject(dominican, 'POST', '/mail/server/test', { to: 'yo@propio.example' })
    expect(trial.json()).toMatchObject({
      accepted: true,
      server: 'own',
      words: expect.stringMatching(/^250/) as string,
    })
    await own.close()

    const ids = [await dominican.issue(invoice('a@lejos.example')), await dominican.issue(invoice('b@lejos.example'))]
    const { id: other } = await ecuadorian.issue(ecuadorianInvoice())
    await world.settle()
    expect((await mailsOf(ecuadorian, other))[0]?.status).toBe('sent')
    expect((await mailsOf(dominican, ids[0]!.id))[0]).toMatchObject({ status: 'pending' })
    const away = await inject(dominican, 'POST', '/mail/server/test', { to: 'yo@propio.example' })
    expect(away.json()).toMatchObject({ accepted: false, words: expect.stringMatching(/ECONNREFUSED/) as string })
    expect((await inject(dominican, 'DELETE', '/mail/server')).statusCode).toBe(204)
    await world.pass(10 * MINUTE_MS)
    for (const { id } of ids) expect((await mailsOf(dominican, id))[0]?.status).toBe('sent')
    expect((await inject(dominican, 'GET', '/audit?limit=500')).payload).not.toContain('secreto')
  })

  test('a server that takes its time has four hands at most, and everybody else is served meanwhile', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const slow = await mailCatcher({ hold: () => held })
    const server = { host: '127.0.0.1', port: slow.port, security: 'none', from: 'yo@lento.example' }
    const sender = world.anotherMailSender()
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) ids.push(await queued(`lento${n}@lento.example`))
    await inject(dominican, 'PUT', '/mail/server', server)
    expect(await sender.start(64)).toBe(4)
    const { id: other } = await ecuadorian.issue(ecuadorianInvoice())
    for (let i = 0; i < 50 && (await ecuadorian.document(other)).state !== 'approved'; i += 1) {
      await world.worker.drain()
      world.clock.advance(2_000)
    }
    await feedAll(world.house.database, world.feeder)
    expect(await sender.start(64)).toBe(1)
    while ((await mailsOf(ecuadorian, other))[0]?.status !== 'sent') await sender.oneDone()
    expect(sender.running).toBe(4)
    release()
    await sender.drain()
    for (const id of ids) expect((await mailsOf(dominican, id))[0]?.status).toBe('sent')
    await inject(dominican, 'DELETE', '/mail/server')
    await slow.close()
  })

  test('the chain of every document holds, deliveries included', async () => {
    const report = await world.house.audit.verify(dominican.taxpayer.caller.tenantId)
    expect(report.breaks).toEqual([])
  })
})
