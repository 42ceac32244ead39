import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { createIssuer } from '../../src/accounts/issuers.ts'
import { setPlan } from '../../src/accounts/plans.ts'
import { DEFAULT_SERVER_SETTINGS } from '../../src/doors/parts.ts'
import { buildServer } from '../../src/doors/server.ts'
import { type Caller, SCOPES } from '../../src/domain/caller.ts'
import { Outage } from '../../src/domain/outage.ts'
import { testPkcs12 } from '../support/certificates.ts'
import { needs } from '../support/needs.ts'
import { blockingPlan } from '../support/plans.ts'
import { World } from '../support/world.ts'
import { ErplyClient, keyPair } from './erply-client.ts'

describe.skipIf(!needs('postgres-server'))('an invoice of the erply contract', () => {
  let world: World
  let client: ErplyClient

  beforeAll(async () => {
    world = await World.start()
    client = await ErplyClient.start(world, '131000001')
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const noteOver = (encf: unknown, number: string) =>
    client.invoice({
      type: '34',
      encf: `E34${number}`,
      reference: { encf, code: '1', reason: 'Anulación' },
    })

  describe('for whose verdict the client waits', () => {
    /** Lets time pass, in which nobody but DGII would have something to do. */
    async function waited<Value>(waiting: Promise<Value>): Promise<Value> {
      const turn = { over: false }
      const done = waiting.finally(() => (turn.over = true))
      while (!turn.over) {
        world.clock.advance(250)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return done
    }

    test('is dgii-unavailable while DGII has said nothing at all, and that is not its first reply', async () => {
      const invoice = client.invoice()
      const headers = { 'idempotency-key': randomUUID() }
      const answer = await waited(client.create(invoice, { ...headers, prefer: 'wait=5' }))
      expect(answer).toMatchObject({ status: 504, body: { slug: 'dgii-unavailable', docId: expect.any(String) as string } })
      const docId = String(answer.body.docId)
      const status = await client.status(docId)
      expect([status.status, status.error]).toEqual(['pending', undefined])
      await world.settle()
      expect(await client.create(invoice, headers)).toMatchObject({ status: 200, body: { docId, status: 'accepted' } })
    }) // prettier-ignore

    test('is pending where it waits for its original, which is not DGII’s silence', async () => {
      world.simulator.faults.add({ kind: 'processing', times: 1000 })
      const original = client.invoice()
      await client.created(original)
      const turn = { over: false }
      const done = client
        .create(noteOver(original.encf, '0000000001'), { prefer: 'wait=3' })
        .finally(() => (turn.over = true))
      while (!turn.over) {
        await world.pass(250)
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(await done).toMatchObject({ status: 202, body: { status: 'pending' } })
      expect((await done).body).not.toHaveProperty('dgii_track_id')
      world.simulator.faults.clear()
      await world.settle()
    })
  })

  test('that was made while DGII is known to be down says so, though it was never tried', async () => {
    const other = await ErplyClient.start(world, '131000092')
    const down = world.simulator.faults.add({ kind: 'down' })
    for (let i = 0; i < 4; i += 1) await other.created()
    await world.pass(120_000)
    const { docId, status } = await other.created()
    expect(status).toBe('pending')
    expect(await other.status(docId)).toMatchObject({ status: 'pending', error: { slug: 'dgii-unavailable' } })
    world.simulator.faults.remove(down.id)
    await world.settle()
    const after = await other.status(docId)
    expect([after.status, after.error]).toEqual(['accepted', undefined])
  })

  test('that needs a person is failed, with the reason', async () => {
    const original = client.invoice()
    world.simulator.faults.add({ kind: 'reject', number: String(original.encf), times: 1 })
    await client.created(original)
    const { docId } = await client.created(noteOver(original.encf, '0000000011'))
    await world.settle()
    const status = await client.status(docId)
    expect(status).toMatchObject({ status: 'failed', reason: expect.stringContaining(String(original.encf)) as string })
    expect(status.error).toBeUndefined()
  })

  test('tells what it could not carry, but not in the documented reply', async () => {
    const customer = { rnc: '131880681', name: 'Fela', phone: '809-555-1234 ext 5', country: 'Haití' }
    const receipt = await client.created(client.invoice({ customer }))
    expect(receipt).not.toHaveProperty('warnings')
    const warnings = ['customer.country', 'customer.phone'].map((field) => {
      return { field, code: 'not-carried', message: expect.any(String) as string }
    })
    for (const url of [receipt._links.self, receipt._links.status]) {
      const { body } = await client.send('GET', url)
      const told = body.warnings as readonly { field: string; code: string }[]
      expect(told.filter(({ code }) => code === 'not-carried')).toEqual(expect.arrayContaining(warnings))
    }
  }) // prettier-ignore

  describe('is refused', () => {
    test('with 402 beyond the plan, while what it included is still answered', async () => {
      const poor = await ErplyClient.start(world, '131000101')
      const caller: Caller = { tenantId: poor.tenantId, environment: 'sandbox', scopes: SCOPES, actor: 't', door: 'erply' }
      await setPlan(world.house, caller, blockingPlan(1), 'test')
      const included = poor.invoice()
      const { docId } = await poor.created(included)
      expect(await poor.create(poor.invoice())).toMatchObject({ status: 402, body: { slug: 'quota-exceeded', status: 402 } })
      expect(await poor.create(included)).toMatchObject({ status: 200, body: { docId } })
    }) // prettier-ignore

    test('at encf where no range of its type is loaded', async () => {
      const { accounts, chance } = world.house
      const tenant = await accounts.createTenant({ id: chance.id(), name: 'Sin rangos' }, 'test')
      const caller: Caller = { tenantId: tenant.id, environment: 'sandbox', scopes: SCOPES, actor: 't', door: 'v1' }
      const profile = { taxId: '131000119', name: 'Sin rangos SRL', address: 'Calle 1', settings: {} }
      const saved = await createIssuer(world.house, caller, { jurisdiction: 'do', authorityEnvironment: 'testecf', profile })
      if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
      await uploadCertificate(world.house, caller, saved.issuer.id, await testPkcs12())
      const stranger = await ErplyClient.of(world, tenant.id, '131000119')
      const answer = await stranger.create(stranger.invoice())
      expect(answer).toMatchObject({ status: 422, body: { slug: 'tenant-config-missing', errors: [{ field: 'encf', code: 'range-missing' }] } })
    }) // prettier-ignore

    test('for the company where its record lacks what every e-CF needs', async () => {
      const { accounts, chance } = world.house
      const tenant = await accounts.createTenant({ id: chance.id(), name: 'Sin dirección' }, 'test')
      const now = world.clock.now().toISOString()
      const profile = { taxId: '131000127', name: 'Sin dirección SRL', settings: {} }
      const place = { environment: 'sandbox', jurisdiction: 'do', authorityEnvironment: 'testecf' } as const
      await accounts.createIssuer({ id: chance.id(), tenantId: tenant.id, ...place, profile, createdAt: now, updatedAt: now }, 'test')
      const stranger = await ErplyClient.of(world, tenant.id, '131000127')
      const { status, body } = await stranger.create(stranger.invoice())
      expect([status, body.slug]).toEqual([422, 'tenant-config-missing'])
      expect(body.errors).toMatchObject([{ field: 'company.rnc', message: expect.stringContaining('address in its record') as string }])
    }) // prettier-ignore

    test('at encf where its range has ended; what it held before is still answered', async () => {
      const late = await World.start({ startsAt: '2028-12-31T12:00:00.000Z' })
      const old = await ErplyClient.start(late, '131000001')
      const invoice = old.invoice()
      const { docId } = await old.created(invoice)
      late.clock.advance(24 * 3_600_000)
      const answer = await old.create(old.invoice())
      expect(answer).toMatchObject({ status: 422, body: { slug: 'tenant-config-missing', errors: [{ field: 'encf', code: 'range-expired' }] } })
      expect(await old.create(invoice)).toMatchObject({ status: 200, body: { docId } })
      await late.close()
    }) // prettier-ignore

    test('with 429 to who asks too often for what it may not have', async () => {
      const pair = await keyPair(world, client.tenantId, { scopes: ['documents:read'], requestsPerMinute: 2 })
      const { body } = await client.tokenOf(pair)
      const authorization = `Bearer ${String(body.access_token)}`
      const answers = []
      for (let i = 0; i < 3; i += 1) answers.push(await client.create('{', { authorization }))
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 429])
      expect(answers.at(-1)).toMatchObject({ body: { slug: 'rate-limited' } })
    })

    test.each([
      { error: new Error('the secret plan'), status: 500, slug: 'internal' },
      { error: new Outage('database', 'db.internal:5432 is away', 2_500), status: 503, slug: 'unavailable' },
    ])('with $status, and nothing leaks, when something of ours breaks', async ({ error, status, slug }) => {
      const { house } = world
      const documents = { ...house.documents, get: () => Promise.reject(error) }
      const settings = DEFAULT_SERVER_SETTINGS
      const app = await buildServer({ ...house, documents, logger: house.log, readiness: [], settings })
      const headers = { authorization: `Bearer ${client.token}` }
      await client.renew()
      const url = '/v1/invoices/01HW9X4G000000000000000000'
      const reply = await app.inject({ url, headers: { ...headers, authorization: `Bearer ${client.token}` } })
      expect(reply.statusCode).toBe(status)
      expect(reply.json<object>()).toMatchObject({ status, slug, request_id: expect.any(String) as string })
      expect(reply.body).not.toMatch(/secret|db\.internal/)
      expect(reply.headers['retry-after']).toBe(status === 503 ? '3' : undefined)
      await app.close()
    })
  })

  test('is nowhere where its address cannot be read or names none, in the contract’s own words', async () => {
    for (const url of ['/v1/invoices/%zz', '/v1/invoices/%zz/status', '/v1/auth/%zz']) {
      expect(await client.send('GET', url)).toMatchObject({ status: 404, body: { slug: 'not-found' } })
    }
    for (const url of ['/v1/invoices/', '/v1/invoices//status']) {
      for (const method of ['GET', 'POST', 'DELETE'] as const) {
        expect([url, method, (await client.send(method, url)).status]).toEqual([url, method, 404])
      }
    }
  })
})
