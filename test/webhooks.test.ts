import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createKey } from '../src/accounts/keys.ts'
import { resealedBy } from '../src/accounts/seal-care.ts'
import { webhookSecretsOver } from '../src/accounts/webhook-secrets.ts'
import { loadMasterKeys, type MasterKeys } from '../src/certificates/master-key.ts'
import { SCOPES } from '../src/domain/caller.ts'
import { feedAll } from './support/feed-all.ts'
import { needs } from './support/needs.ts'
import { creditInvoice } from './support/taxpayer.ts'
import { type DeliveryJson, WebhookClient, type WebhookJson } from './support/webhook-client.ts'
import { type Answer, ok, type ReceivedEvent, status, WebhookReceiver } from './support/webhook-receiver.ts'
import { World } from './support/world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

describe.skipIf(!needs('postgres-server'))('webhooks', () => {
  let world: World
  const receivers: WebhookReceiver[] = []

  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(async () => {
    vi.useRealTimers()
    for (const receiver of receivers.splice(0)) await receiver.close()
  })
  afterAll(() => world.close())

  let taxpayers = 0
  /** A taxpayer with webhooks of its own. */
  async function taxpayer() {
    taxpayers += 1
    const client = await world.taxpayer(`1010${String(taxpayers).padStart(5, '0')}`)
    return { client, hooks: new WebhookClient(world.app, client) }
  }

  async function receiver(answer: Answer = ok): Promise<WebhookReceiver> {
    const one = await WebhookReceiver.start(answer)
    receivers.push(one)
    return one
  }

  const ordersOf = (events: readonly ReceivedEvent[]) =>
    Map.groupBy(events, ({ data }) => data.documentId).values().map((each) => each.map(({ order }) => order)) // prettier-ignore

  function expectOrdered(events: readonly ReceivedEvent[], documents: number, each: number): void {
    const orders = [...ordersOf(events)]
    expect(orders).toHaveLength(documents)
    for (const order of orders) expect(order).toEqual(Array.from({ length: each }, (_, i) => i + 1))
  }

  test('tell of a document from its receipt to its verdict, in order, signed', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id, secret } = await hooks.create(erp.url)
    const { id: documentId } = await client.issue(creditInvoice())
    await world.settle()
    expect(erp.events.map(({ type, order }) => [order, type])).toEqual([
      [1, 'document.received'],
      [2, 'document.signed'],
      [3, 'document.sent'],
      [4, 'document.approved'],
    ])
    const [first] = erp.requests
    vi.useFakeTimers({ toFake: ['Date'], now: world.clock.now() })
    expect(new Webhook(secret).verify(first!.body, { ...first!.headers })).toMatchObject({ data: { documentId } })
    vi.useRealTimers()
    const [last] = await hooks.deliveries(id)
    expect(last).toMatchObject({ type: 'document.approved', status: 'delivered', attempts: 1, documentId })
    const { payload, tries } = await hooks.delivery(id, last!.id)
    expect(payload).toBe(erp.requests.at(-1)?.body)
    expect(tries).toMatchObject([{ number: 1, response: { status: 204, body: '' } }])
    expect(tries?.[0]?.request.headers).toMatchObject({ 'webhook-id': last?.eventId })
  })

  test('reach a receiver that was down for three days, every event in order', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(500))
    const { id } = await hooks.create(erp.url)
    for (let i = 0; i < 6; i += 1) {
      await client.issue(creditInvoice())
      await world.pass(10 * HOUR_MS)
    }
    await world.pass(11 * HOUR_MS)
    expect(await hooks.get(id)).toMatchObject({ state: 'active', lastError: 'answered 500' })
    // A few tries an hour, whatever waits.
    expect(erp.requests.length).toBeLessThan(600)
    erp.answer = ok
    erp.requests.length = 0
    await world.pass(10 * HOUR_MS)
    expect(erp.events).toHaveLength(24)
    expectOrdered(erp.events, 6, 4)
    const healed = await hooks.get(id)
    expect([healed.failingSince, healed.retryAt, healed.lastError]).toEqual([undefined, undefined, undefined])
  })

  test('are paused with notice after three days of nothing but failure; resumed, everything comes in order', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(503))
    const watcher = await receiver()
    const { id } = await hooks.create(erp.url)
    await hooks.create(watcher.url, ['webhook.paused'])
    await client.issue(creditInvoice())
    await world.pass(4 * DAY_MS)
    expect(await hooks.get(id)).toMatchObject({ state: 'paused', reason: 'failing', lastError: 'answered 503' })
    expect(watcher.events).toMatchObject([
      { type: 'webhook.paused', data: { webhookId: id, reason: 'failing', host: new URL(erp.url).host } },
    ])
    const { entries } = await hooks.ask<{ entries: { kind: string; actor: string }[] }>('GET', '/audit?limit=500', 200)
    expect(entries.filter(({ kind }) => kind === 'webhook.paused')).toMatchObject([{ actor: 'worker' }])

    const tries = erp.requests.length
    await client.issue(creditInvoice())
    await world.pass(2 * DAY_MS)
    expect(erp.requests).toHaveLength(tries)
    const held = await hooks.deliveries(id, '&status=held')
    expect(held).toHaveLength(9)
    expect(await hooks.deliveries(id, '&status=pending')).toEqual([])

    erp.answer = ok
    erp.requests.length = 0
    await hooks.tell(id, 'resume')
    await world.work()
    const documents = erp.events.filter(({ type }) => type !== 'webhook.paused')
    expectOrdered(documents, 2, 4)
    // It hears of its own pause too.
    expect(erp.events).toHaveLength(9)
  })

  test('that are held for more than thirty days are given up, and can be replayed all the same', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url)
    await hooks.tell(id, 'pause')
    const issuedAt = world.clock.now()
    await client.issue(creditInvoice())
    await world.pass(DAY_MS)
    await world.house.webhookQueue.tidy(world.clock.now())
    expect(await hooks.deliveries(id, '&status=held')).toHaveLength(4)
    await world.pass(30 * DAY_MS)
    await world.house.webhookQueue.tidy(world.clock.now())
    expect(await hooks.deliveries(id, '&status=expired')).toHaveLength(4)
    await hooks.tell(id, 'resume')
    await world.work()
    expect(erp.requests).toEqual([])

    const range = { from: issuedAt.toISOString(), to: world.clock.now().toISOString() }
    expect(await hooks.ask('POST', `/webhooks/${id}/replay`, 202, range)).toEqual({ count: 4 })
    await world.work()
    expect(erp.requests).toHaveLength(4)
    await world.pass(91 * DAY_MS)
    await world.house.webhookQueue.tidy(world.clock.now())
    expect(await hooks.deliveries(id)).toEqual([])
  })

  test('to a slow receiver keep nobody else waiting', async () => {
    const { client, hooks } = await taxpayer()
    const gates: (() => void)[] = []
    const slow = await receiver((request, response) => void gates.push(() => ok(request, response)))
    const fast = await receiver()
    await hooks.create(slow.url, ['document.received'])
    await hooks.create(fast.url, ['document.received'])
    const drafts = Array.from({ length: 20 }, () => ({ draft: creditInvoice() }))
    await client.batch(drafts)
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    // As a process does: what is free takes more while the slow ones are still under way.
    const taken = async (): Promise<number> => {
      await world.sender.start(64)
      return fast.requests.length
    }
    await expect.poll(taken).toBe(20)
    await expect.poll(() => slow.requests.length).toBe(8)
    const drained = world.sender.idle()
    const opener = setInterval(() => gates.splice(0).forEach((open) => open()), 5)
    await drained
    await world.work()
    clearInterval(opener)
    expect(slow.requests).toHaveLength(20)
    expect(slow.busiest).toBeLessThanOrEqual(8)
  })

  test('go on around one event that a receiver cannot take, whose document alone waits', async () => {
    const { client, hooks } = await taxpayer()
    let poison = ''
    const erp = await receiver((request, response) => {
      if (request.body.includes(poison)) response.writeHead(400).end('cannot')
      else ok(request, response)
    })
    const { id } = await hooks.create(erp.url)
    poison = (await client.issue(creditInvoice())).id
    await client.issue(creditInvoice())
    await client.issue(creditInvoice())
    await world.pass(MINUTE_MS)
    const fine = erp.events.filter(({ data }) => data.documentId !== poison)
    expectOrdered(fine, 2, 4)
    const stuck = (await hooks.deliveries(id)).filter(({ documentId }) => documentId === poison)
    expect(stuck.map(({ status: each }) => each)).toEqual(['pending', 'pending', 'pending', 'pending'])
    expect(stuck.map(({ attempts }) => attempts > 0)).toEqual([false, false, false, true])
    await hooks.ask('DELETE', `/webhooks/${id}`, 204)
  })

  test('give an event up in the end, and go on with its document', async () => {
    const { client, hooks } = await taxpayer()
    let poison = 'nothing yet'
    const erp = await receiver((request, response) => {
      if (request.id === poison) response.writeHead(422).end()
      else if (poison === 'nothing yet') {
        poison = request.id
        response.writeHead(422).end()
      } else ok(request, response)
    })
    const { id } = await hooks.create(erp.url)
    const { id: documentId } = await client.issue(creditInvoice())
    // Others are taken all the while, or the endpoint would be paused.
    for (let i = 0; i < 14; i += 1) {
      await client.issue(creditInvoice())
      await world.pass(10 * HOUR_MS)
    }
    const [expired] = await hooks.deliveries(id, '&status=expired')
    expect(expired).toMatchObject({ documentId, type: 'document.received' })
    const { tries } = await hooks.delivery(id, expired!.id)
    expect(tries?.length).toBeGreaterThan(10)
    const later = erp.events.filter(({ data, order }) => data.documentId === documentId && order !== 1)
    expect(later.map(({ order }) => order)).toEqual([2, 3, 4])
  })

  test('are sent again, with the same id and bytes, when a process dies before it could note the answer', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    await hooks.create(erp.url, ['document.received'])
    await client.issue(creditInvoice())
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    const broken: unknown[] = []
    const dying = world.anotherSender({
      webhookQueue: { ...world.house.webhookQueue, settle: () => Promise.reject(new Error('the process is gone')) },
      observe: ({ error }) => broken.push(error),
    })
    await dying.start(10)
    await dying.idle()
    expect(broken).toHaveLength(1)
    expect(await world.sender.drain()).toBe(0)
    await world.pass(2 * MINUTE_MS)
    expect(erp.requests).toHaveLength(2)
    expect(erp.requests[1]?.id).toBe(erp.requests[0]?.id)
    expect(erp.requests[1]?.body).toBe(erp.requests[0]?.body)
  })

  test('of a sender that was held up are not sent late, when another may be further already', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    await hooks.create(erp.url)
    await client.issue(creditInvoice())
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    const seen: string[] = []
    const late = world.anotherSender({
      webhookSecrets: {
        open: async (tenantId, secrets) => {
          world.clock.advance(2 * MINUTE_MS)
          await world.work()
          return world.house.webhookSecrets.open(tenantId, secrets)
        },
      },
      observe: ({ outcome }) => seen.push(outcome),
    })
    await late.start(1)
    await late.idle()
    expect(seen).toEqual(['late'])
    await world.settle()
    expectOrdered(erp.events, 1, 4)
  })

  test('are sent once and in order by many senders at the same time', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    await hooks.create(erp.url)
    await client.batch(Array.from({ length: 30 }, () => ({ draft: creditInvoice() })))
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    const senders = Array.from({ length: 4 }, () => world.anotherSender())
    const drain = () => Promise.all(senders.map((sender) => sender.drain()))
    for (let i = 0; i < 20; i += 1) await drain()
    await world.settle()
    expectOrdered(erp.events, 30, 4)
    expect(new Set(erp.requests.map(({ id }) => id)).size).toBe(erp.requests.length)
  })

  test('end for good with a receiver that says it is gone, until somebody resumes them', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(410))
    const { id } = await hooks.create(erp.url, ['document.received'])
    await client.issue(creditInvoice())
    await world.settle()
    expect(await hooks.get(id)).toMatchObject({ state: 'disabled', reason: 'gone' })
    await client.issue(creditInvoice())
    await world.pass(DAY_MS)
    expect(erp.requests).toHaveLength(1)
    expect(await hooks.deliveries(id)).toMatchObject([{ status: 'held', attempts: 1 }])
    erp.answer = ok
    await hooks.tell(id, 'resume')
    await world.work()
    expect(await hooks.deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 2 }])
  })

  test('that fail together are one failure of their webhook: it rests five seconds, and is then tried with one', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(500))
    const { id } = await hooks.create(erp.url, ['document.received'])
    for (let i = 0; i < 8; i += 1) await client.issue(creditInvoice())
    await world.work()
    expect(erp.requests).toHaveLength(8)
    const restMs = async (): Promise<number> =>
      Date.parse((await hooks.get(id)).retryAt ?? '') - world.clock.now().getTime()
    expect(await restMs()).toBe(5_000)
    world.clock.advance(5_000)
    await world.work()
    expect(erp.requests).toHaveLength(9)
    expect(await restMs()).toBe(30_000)
  })

  test('rest as long as a receiver asks, and no longer than an hour', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(429, { 'retry-after': '1200' }))
    const { id } = await hooks.create(erp.url, ['document.received'])
    await client.issue(creditInvoice())
    await world.work()
    const from = world.clock.now().getTime()
    expect(Date.parse((await hooks.get(id)).retryAt ?? '')).toBe(from + 20 * MINUTE_MS)
    await world.settle()
    await client.issue(creditInvoice())
    await world.pass(19 * MINUTE_MS)
    expect(erp.requests).toHaveLength(1)
    erp.answer = status(503, { 'retry-after': new Date(world.clock.now().getTime() + 40 * DAY_MS).toUTCString() })
    await world.pass(2 * MINUTE_MS)
    expect(erp.requests.length).toBeGreaterThan(1)
    erp.answer = ok
    await world.pass(62 * MINUTE_MS)
    const arrived = await hooks.deliveries(id)
    expect(arrived.map(({ status: each }) => each)).toEqual(['delivered', 'delivered'])
  })

  test('are signed by two secrets while one replaces the other', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id, secret: old } = await hooks.create(erp.url, ['document.received'])
    const { secret, previousSecretUntil } = await hooks.tell(id, 'rotate-secret', {})
    expect(Date.parse(previousSecretUntil ?? '')).toBe(world.clock.now().getTime() + DAY_MS)
    const verdicts = async (): Promise<boolean[]> => {
      await client.issue(creditInvoice())
      await world.settle()
      const got = erp.requests.at(-1)
      vi.useFakeTimers({ toFake: ['Date'], now: world.clock.now() })
      const isSignedBy = (each: string): boolean => {
        try {
          new Webhook(each).verify(got?.body ?? '', { ...got?.headers })
          return true
        } catch {
          return false
        }
      }
      const all = [old, secret ?? ''].map(isSignedBy)
      vi.useRealTimers()
      return all
    }
    expect(await verdicts()).toEqual([true, true])
    await world.pass(DAY_MS)
    expect(await verdicts()).toEqual([false, true])
    // After a leak: at once.
    const { secret: newest } = await hooks.tell(id, 'rotate-secret', { previousHours: 0 })
    expect(await verdicts()).toEqual([false, false])
    expect(newest).not.toBe(secret)
  })

  test('can be replayed: one, with its id and bytes, beside whatever waits', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url)
    await client.issue(creditInvoice())
    await world.settle()
    const [, third] = await hooks.deliveries(id)
    const replay = await hooks.ask<{ id: string }>('POST', `/webhooks/${id}/deliveries/${third!.id}/replay`, 202)
    await world.work()
    const again = erp.requests.filter(({ id: each }) => each === third?.eventId)
    expect(again).toHaveLength(2)
    expect(again[1]?.body).toBe(again[0]?.body)
    expect(again[1]?.headers).toMatchObject({ 'emite-kind': 'replay', 'emite-delivery': replay.id })
    expect(await hooks.delivery(id, replay.id)).toMatchObject({ kind: 'replay', status: 'delivered', attempts: 1 })
  })

  test('of a time range can be sent to a webhook that was made later, those of other types left out', async () => {
    const { client, hooks } = await taxpayer()
    const from = world.clock.now()
    await client.issue(creditInvoice())
    await world.settle()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url, ['document.approved', 'document.sent'])
    const range = { from: from.toISOString(), to: world.clock.now().toISOString() }
    const replay = (body: object) => hooks.ask<{ count: number }>('POST', `/webhooks/${id}/replay`, 202, body)
    expect(await replay(range)).toEqual({ count: 2 })
    expect(await replay({ ...range, types: ['document.received'] })).toEqual({ count: 1 })
    expect(await replay({ from: range.to, to: range.to, types: ['document.failed'] })).toEqual({ count: 0 })
    await world.work()
    expect(new Set(erp.events.map(({ type }) => type))).toEqual(
      new Set(['document.sent', 'document.approved', 'document.received']),
    )
    const { events } = await hooks.ask<{ events: { id: string }[] }>('GET', '/events', 200)
    const payloads = new Map(events.map((event) => [event.id, JSON.stringify(event)]))
    for (const { id: each, body } of erp.requests) expect(body).toBe(payloads.get(each))
  })

  test('can be tested: a signed sample goes out at once, and what came back is told and kept', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url)
    await hooks.tell(id, 'pause')
    const good = await hooks.tell<{ delivered: boolean; deliveryId: string }>(id, 'test')
    expect(good).toMatchObject({ delivered: true, response: { status: 204 } })
    expect(JSON.parse(erp.requests[0]!.body)).toMatchObject({
      id: good.deliveryId,
      type: 'document.received',
      test: true,
    })
    // What a receiver reads in the sample is what it will read in earnest.
    await hooks.tell(id, 'resume')
    await client.issue(creditInvoice({ externalId: 'con-id-externo' }))
    await world.settle()
    const [sample, real] = erp.events
    expect(Object.keys(sample!.data)).toEqual(Object.keys(real!.data))
    await erp.close()
    const bad = await hooks.tell<{ deliveryId: string }>(id, 'test')
    expect(bad).toMatchObject({ delivered: false, error: 'the connection was refused' })
    expect(await hooks.delivery(id, bad.deliveryId)).toMatchObject({ kind: 'test', status: 'failed', attempts: 1 })
    const { entries } = await hooks.ask<{ entries: { kind: string }[] }>('GET', '/audit?limit=500', 200)
    expect(entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('webhook.'))).toEqual([
      'webhook.created',
      'webhook.paused',
      'webhook.tested',
      'webhook.resumed',
      'webhook.tested',
    ])
  })

  test('stop with their webhook, of which nothing is left in the end', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url)
    await client.issue(creditInvoice())
    await feedAll(world.house.database, world.feeder)
    await hooks.ask('DELETE', `/webhooks/${id}`, 204)
    await world.settle()
    expect(erp.requests).toEqual([])
    await hooks.ask('GET', `/webhooks/${id}`, 404)
    expect(await world.house.webhookQueue.tidy(world.clock.now())).toBeGreaterThan(0)
    const { rows } = await world.house.database.query<{ count: bigint }>(
      { role: 'worker' },
      { text: 'select count(*) from webhook_endpoints where id = $1', values: [id] },
    )
    expect(rows[0]?.count).toBe(0n)
  })

  test('are twenty at most, also when they are made at the same time', async () => {
    const { hooks } = await taxpayer()
    const create = () => hooks.ask('POST', '/webhooks', 201, { url: 'http://127.0.0.1:9/' })
    const made = await Promise.allSettled(Array.from({ length: 25 }, create))
    expect(made.filter(({ status: each }) => each === 'fulfilled')).toHaveLength(20)
    const { webhooks } = await hooks.ask<{ webhooks: unknown[] }>('GET', '/webhooks', 200)
    expect(webhooks).toHaveLength(20)
  })

  test('have secrets that nothing ever shows again', async () => {
    const { hooks } = await taxpayer()
    const { id, secret } = await hooks.create('http://127.0.0.1:9/')
    await hooks.tell(id, 'test')
    const shown = await Promise.all(['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/deliveries`, '/audit'].map((path) => hooks.ask('GET', path, 200))) // prettier-ignore
    const bytes = secret.slice('whsec_'.length)
    expect(JSON.stringify(shown)).not.toContain(bytes)
    expect(JSON.stringify(shown)).not.toContain('whsec_')
    const { rows } = await world.house.database.query<{ secret: Buffer }>(
      { role: 'worker' },
      { text: 'select secret from webhook_endpoints where id = $1', values: [id] },
    )
    expect(rows[0]?.secret.includes(Buffer.from(bytes, 'base64'))).toBe(false)
  })

  test('have secrets that a new master key seals, so that the old one is needed no more', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { secret } = await hooks.create(erp.url, ['document.received'])
    const fresh = Buffer.alloc(32, 8).toString('base64')
    const old = Buffer.alloc(32, 7).toString('base64')
    const both = await loadMasterKeys({ value: `${fresh} ${old}` })
    const sealBy = (ring: MasterKeys) =>
      world.house.seals.reseal(async (all) => {
        const { sealed } = await resealedBy(ring, all)
        // Certificates stay as they are: this process knows the old key only.
        const kept = all.map((one, i) => (one.owner.kind === 'webhook' ? (sealed[i] ?? one.sealed) : one.sealed))
        return { masterKeyId: world.house.masterKeys.current.id, sealed: kept }
      })
    await sealBy(both)
    const alone = await loadMasterKeys({ value: fresh })
    await client.issue(creditInvoice())
    await world.worker.drain()
    await feedAll(world.house.database, world.feeder)
    await world.anotherSender({ webhookSecrets: webhookSecretsOver(alone) }).drain()
    vi.useFakeTimers({ toFake: ['Date'], now: world.clock.now() })
    expect(() => new Webhook(secret).verify(erp.requests[0]!.body, { ...erp.requests[0]!.headers })).not.toThrow()
    vi.useRealTimers()
    const previous = { current: both.previous[0]!, previous: [both.current] }
    await sealBy(previous)
  })

  test('of another account or environment are not there', async () => {
    const { client, hooks } = await taxpayer()
    const { id } = await hooks.create('http://127.0.0.1:9/')
    const { deliveryId } = await hooks.tell<{ deliveryId: string }>(id, 'test')
    const { tenantId } = client.taxpayer.caller
    const { secret } = await createKey(world.house, 'test', { tenantId, environment: 'production', name: 'p', scopes: SCOPES, expiresAt: undefined }) // prettier-ignore
    const other = (await taxpayer()).hooks
    const elsewhere = new WebhookClient(world.app, { taxpayer: { ...client.taxpayer, apiKey: secret } })
    for (const stranger of [other, elsewhere]) {
      for (const path of ['', '/deliveries', `/deliveries/${deliveryId}`])
        await stranger.ask('GET', `/webhooks/${id}${path}`, 404)
      for (const path of ['/test', '/pause', '/resume', `/deliveries/${deliveryId}/replay`]) {
        await stranger.ask('POST', `/webhooks/${id}${path}`, 404)
      }
      expect(await stranger.ask('GET', '/webhooks', 200)).toEqual({ webhooks: [] })
    }
    // A delivery is not there under another webhook of the same account either.
    const { id: second } = await hooks.create('http://127.0.0.1:9/')
    await hooks.ask('GET', `/webhooks/${second}/deliveries/${deliveryId}`, 404)
    await hooks.ask('POST', `/webhooks/${second}/deliveries/${deliveryId}/replay`, 404)
  })

  test('keep the events of a sandbox and of production apart', async () => {
    const { client, hooks } = await taxpayer()
    const sandbox = await receiver()
    await hooks.create(sandbox.url)
    const { tenantId } = client.taxpayer.caller
    const { secret } = await createKey(world.house, 'test', { tenantId, environment: 'production', name: 'p', scopes: SCOPES, expiresAt: undefined }) // prettier-ignore
    const production = await receiver()
    await new WebhookClient(world.app, { taxpayer: { ...client.taxpayer, apiKey: secret } }).create(production.url)
    await client.issue(creditInvoice())
    await world.settle()
    expect(sandbox.requests).toHaveLength(4)
    expect(production.requests).toEqual([])
  })

  test('are changed in part, and what waited for another try is sent to the new address', async () => {
    const { client, hooks } = await taxpayer()
    const wrong = await receiver(status(404))
    const { id } = await hooks.create(wrong.url)
    await client.issue(creditInvoice())
    await world.settle()
    await world.pass(10 * MINUTE_MS)
    const right = await receiver()
    const changed = await hooks.ask<WebhookJson>('PATCH', `/webhooks/${id}`, 200, { url: right.url })
    expect([changed.url, changed.lastError]).toEqual([right.url, undefined])
    await world.work()
    expectOrdered(right.events, 1, 4)
  })

  test('are listed page by page, newest first, each once', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver()
    const { id } = await hooks.create(erp.url)
    await client.batch(Array.from({ length: 5 }, () => ({ draft: creditInvoice() })))
    await world.settle()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const path: string = `/webhooks/${id}/deliveries?limit=7${cursor === undefined ? '' : `&cursor=${cursor}`}`
      const page = await hooks.ask<{ deliveries: DeliveryJson[]; nextCursor?: string }>('GET', path, 200)
      seen.push(...page.deliveries.map(({ eventId }) => eventId))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    const { events } = await hooks.ask<{ events: { id: string; at: string; sequence: number }[] }>(
      'GET',
      '/events',
      200,
    )
    const newestFirst = events.toSorted((a, b) => b.at.localeCompare(a.at) || b.sequence - a.sequence)
    expect(seen).toEqual(newestFirst.map((event) => event.id))
  })

  test('are held once more, and none given up, when a receiver is resumed in vain', async () => {
    const { client, hooks } = await taxpayer()
    const erp = await receiver(status(500))
    const { id } = await hooks.create(erp.url)
    await client.issue(creditInvoice())
    for (let i = 0; i < 3; i += 1) {
      await world.pass(4 * DAY_MS)
      expect(await hooks.get(id)).toMatchObject({ state: 'paused', reason: 'failing' })
      await hooks.tell(id, 'resume')
    }
    await world.pass(4 * DAY_MS)
    expect((await hooks.deliveries(id, '&status=held')).filter(({ documentId }) => documentId)).toHaveLength(4)
    expect(await hooks.deliveries(id, '&status=expired')).toEqual([])
    erp.answer = ok
    erp.requests.length = 0
    await hooks.tell(id, 'resume')
    await world.work()
    expectOrdered(erp.events.filter(({ data }) => data.documentId !== undefined), 1, 4) // prettier-ignore
  })
})
