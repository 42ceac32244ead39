import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import { mailRoutesOver } from '../../accounts/mail-servers.ts'
import { resealedBy } from '../../accounts/seal-care.ts'
import { loadMasterKeys } from '../../certificates/master-key.ts'

interface Told {
  readonly faults: readonly { readonly code: string; readonly path: string; readonly message: string }[]
}

describe.skipIf(!needs('postgres-server'))('mail, set up over the API', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
  })
  afterAll(() => api.close())

  const send = (request: InjectOptions) => api.app.inject(withKey(taxpayer.apiKey, request))
  const put = (url: string, payload: object) => send({ method: 'PUT', url: `/api/v1${url}`, payload })
  const settings = () => `/issuers/${taxpayer.issuerId}/mail`
  const server = {
    host: '127.0.0.1',
    port: 1,
    security: 'none',
    username: 'yo',
    password: 'hunter2-mail',
    from: 'yo@propio.example',
  }

  test('no mail goes to buyers until the issuer says so, and there must be a server to send it', async () => {
    const before = await send({ url: `/api/v1${settings()}` })
    expect(before.json()).toEqual({ enabled: false, when: 'approved', copyTo: [], language: 'es' })
    const refused = (await put(settings(), { enabled: true })).json<Told>()
    expect(refused.faults).toMatchObject([{ code: 'mail-server-missing', path: 'enabled' }])
  })

  test('a password can be given and never be read, not in the database either', async () => {
    const replies = [await put('/mail/server', server), await send({ url: '/api/v1/mail/server' })]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const sealed = await api.house.mails.sealedServer(taxpayer.caller.tenantId, 'sandbox')
    const everything = replies.map(({ body }) => body).join('') + api.log.join('') + JSON.stringify(sealed)
    expect(everything + Buffer.from(sealed!.sealed!).toString('latin1')).not.toContain('hunter2')
  })

  test('a password outlives the master key, and opens for its own account only', async () => {
    const { tenantId } = taxpayer.caller
    const [old] = [api.parts.masterKeys]
    const given = [randomBytes(32).toString('base64'), Buffer.alloc(32, 7).toString('base64')].join(',')
    const both = await loadMasterKeys({ value: given })
    expect(both.previous[0]?.id).toBe(old.current.id)
    await api.house.seals.reseal((all) => resealedBy(both, all))
    const { mails, mailer } = api.parts
    const opened = await mailRoutesOver({ mails, mailer, masterKeys: { current: both.current, previous: [] } }).of(
      tenantId,
      'sandbox',
    )
    expect(opened?.server?.credentials).toEqual({ username: 'yo', password: 'hunter2-mail' })
    expect(await api.parts.mailRoutes.of(tenantId, 'production')).toBeUndefined()
    const moved = { ...mails, sealedServer: () => mails.sealedServer(tenantId, 'sandbox') }
    await expect(
      mailRoutesOver({ mails: moved, mailer, masterKeys: both }).of(api.parts.chance.id(), 'sandbox'),
    ).rejects.toThrow(/changed or moved/)
    await put('/mail/server', server)
  })

  test.each([
    { why: 'a name that is no host', changes: { host: 'mail example' }, path: 'host' },
    { why: 'a host with a path', changes: { host: 'x/y' }, path: 'host' },
    { why: 'another machine', changes: { host: '8.8.8.8', security: 'starttls' }, path: 'host' },
    { why: 'the cloud’s own address', changes: { host: '169.254.169.254' }, path: 'host' },
    { why: 'a user without a password', changes: { password: undefined }, path: 'password' },
    { why: 'a password without a user', changes: { username: undefined }, path: 'username' },
    { why: 'a line break in a password', changes: { password: 'a\r\nQUIT' }, path: 'password' },
    { why: 'no address to come from', changes: { from: 'yo' }, path: 'from' },
    { why: 'a field that there is not', changes: { tls: true }, path: 'tls' },
  ])('a server with $why is refused', async ({ changes, path }) => {
    const reply = await put('/mail/server', { ...server, ...changes })
    expect([reply.statusCode, reply.json<Told>().faults.map((fault) => fault.path)]).toEqual([422, [path]])
    expect(reply.body).not.toContain('hunter2')
  })

  test.each([
    { why: 'a placeholder that there is not', changes: { subject: '{{numero}}' }, path: 'subject' },
    { why: 'open braces', changes: { text: 'Hola {{buyer' }, path: 'text' },
    { why: 'a header in the subject', changes: { subject: 'x\r\nBcc: a@b.com' }, path: 'subject' },
    { why: 'a header in the name', changes: { fromName: 'x\nBcc: a@b.com' }, path: 'fromName' },
    { why: 'an answer to nowhere', changes: { replyTo: 'x@y@z' }, path: 'replyTo' },
    { why: 'a sender with a header', changes: { fromAddress: 'a@b.com\r\nBcc: x@y.com' }, path: 'fromAddress' },
    { why: 'a copy to nobody', changes: { copyTo: ['a@b.com', 'x'] }, path: 'copyTo[1]' },
    { why: 'a field that there is not', changes: { bcc: 'a@b.com' }, path: 'bcc' },
  ])('settings with $why are refused', async ({ changes, path }) => {
    const reply = await put(settings(), { enabled: true, ...changes })
    expect([reply.statusCode, reply.json<Told>().faults.map((fault) => fault.path)]).toEqual([422, [path]])
  })

  test('too many copies are refused', async () => {
    const reply = await put(settings(), { enabled: true, copyTo: Array.from({ length: 6 }, (_, i) => `a${i}@b.com`) })
    expect(reply.statusCode).toBe(422)
  })

  test('an unknown placeholder is answered with those that there are', async () => {
    const reply = await put(settings(), { enabled: true, text: '{{total_amount}}' })
    expect(reply.json<Told>().faults[0]?.message).toContain('{{total}}')
  })

  test('what was set is read back; addresses in the form that servers know', async () => {
    const wanted = {
      enabled: true,
      fromName: 'Ñandú, S.A.',
      replyTo: 'ventas@ñandú.ec',
      copyTo: ['a@B.com'],
      language: 'en',
    }
    const reply = await put(settings(), wanted)
    const kept = { ...wanted, when: 'approved', replyTo: 'ventas@xn--and-6ma2c.ec', copyTo: ['a@b.com'] }
    expect(reply.json()).toEqual(kept)
    expect((await send({ url: `/api/v1${settings()}` })).json()).toEqual(kept)
  })

  test('addresses that get no mail are listed page by page', async () => {
    for (const address of ['B@x.com', 'a@x.com', 'c@x.com']) {
      await send({ method: 'POST', url: '/api/v1/mail/suppressions', payload: { address, detail: 'x\r\ny' } })
    }
    const first = (await send({ url: '/api/v1/mail/suppressions?limit=2' })).json<{
      suppressions: { address: string; detail: string }[]
      nextAfter: string
    }>()
    expect(first.suppressions.map(({ address, detail }) => [address, detail])).toEqual([
      ['a@x.com', 'x y'],
      ['b@x.com', 'x y'],
    ])
    const second = await send({ url: `/api/v1/mail/suppressions?limit=2&after=${first.nextAfter}` })
    expect(second.json()).toEqual({ suppressions: [expect.objectContaining({ address: 'c@x.com' })] })
  })

  test('eleven test mails in a minute are one too many', async () => {
    const codes: number[] = []
    for (let i = 0; i < 11; i += 1) {
      const payload = { to: 'yo@example.com' }
      codes.push((await send({ method: 'POST', url: '/api/v1/mail/server/test', payload })).statusCode)
    }
    expect(codes).toEqual([...Array<number>(10).fill(200), 429])
  })
})
