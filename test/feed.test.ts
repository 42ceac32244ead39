import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { uploadCertificate } from '../src/accounts/certificates.ts'
import { watchExpiry } from '../src/accounts/expiry-watch.ts'
import { accountStore } from '../src/adapters/postgres/account-store.ts'
import { testPkcs12 } from './support/certificates.ts'
import type { Client } from './support/client.ts'
import { TestClock } from './support/clock.ts'
import { needs } from './support/needs.ts'
import { creditInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const CORRECTED = '101300022'
const DELEGATE = '00100000001'
/** Whose certificate the test taxpayers have. */
const CLERK = '00113918253'

interface Told {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly order?: number
  readonly data: Readonly<Record<string, unknown>>
}

describe.skipIf(!needs('postgres-server'))('the feed', () => {
  let world: World

  beforeAll(async () => {
    const delegations = [
      { issuer: CORRECTED, holder: DELEGATE },
      ...['101300011', '101300033', '101300044'].map((issuer) => ({ issuer, holder: CLERK })),
    ]
    world = await World.start({ dgii: { delegations } })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function page(client: Client, query: string): Promise<{ events: Told[]; next: number; more: boolean }> {
    const headers = { authorization: `Bearer ${client.taxpayer.apiKey}` }
    const reply = await world.app.inject({ url: `/api/v1/events?${query}`, headers })
    expect(reply.statusCode).toBe(200)
    return reply.json()
  }

  async function followed(client: Client, after = 0, limit = 7): Promise<Told[]> {
    const all: Told[] = []
    for (let cursor = after; ;) {
      const { events, next, more } = await page(client, `after=${cursor}&limit=${limit}`)
      all.push(...events)
      cursor = next
      if (!more) return all
    }
  }

  test('tells the life of a document, in order, with what it was at each moment', async () => {
    const client = await world.taxpayer('101300011')
    const { id } = await client.issue(creditInvoice({ externalId: 'vida' }))
    await world.settle()

    const events = await followed(client)
    expect(events.map(({ type, order, data }) => [type, order, data.state])).toEqual([
      ['document.received', 1, 'signed'],
      ['document.signed', 2, 'signed'],
      ['document.sent', 3, 'sent'],
      ['document.approved', 4, 'approved'],
    ])
    expect(events[0]).toMatchObject({
      sequence: 1,
      data: {
        documentId: id,
        externalId: 'vida',
        jurisdiction: 'do',
        documentType: '31',
        revision: 1,
        total: '1180.00',
        currency: 'DOP',
        buyer: { taxId: '131880681', name: 'Colmado Doña Fela' },
        links: { self: `/api/v1/documents/${id}` },
      },
    })
    expect(events[3]?.data).toMatchObject({ codes: [], numberSurvives: false })
  })

  test('a correction is told with its own figures, and what was before keeps those it had', async () => {
    const client = await world.taxpayer(CORRECTED)
    const { id } = await client.issue(creditInvoice())
    // Nobody feeds meanwhile: all of it is told afterwards.
    await world.worker.drain()
    world.clock.advance(2_000)
    await world.worker.drain()
    expect(await client.document(id)).toMatchObject({ state: 'rejected' })
    const file = await testPkcs12({ taxId: DELEGATE })
    await uploadCertificate(world.house, client.taxpayer.caller, client.taxpayer.issuerId, file)
    await world.pass(5 * 60_000)
    const buyer = { taxId: '131880681', name: 'Colmado Nuevo' }
    const line = {
      name: 'Pan',
      kind: 'good',
      quantity: '1',
      unitPrice: '50.00',
      taxes: [{ code: 'ITBIS', rate: '18' }],
    }
    expect((await client.correct(id, creditInvoice({ buyer, lines: [line] }))).status).toBe(200)
    await world.settle()

    const events = await followed(client)
    const facts = events.map(({ type, order, data }) => [type.slice(9), order, data.revision, data.total])
    expect(facts).toEqual([
      ['received', 1, 1, '1180.00'],
      ['signed', 2, 1, '1180.00'],
      ['sent', 3, 1, '1180.00'],
      ['rejected', 4, 1, '1180.00'],
      ['signed', 5, 2, '59.00'],
      ['sent', 6, 2, '59.00'],
      ['approved', 7, 2, '59.00'],
    ])
    expect(events[3]?.data).toMatchObject({ numberSurvives: true, buyer: { name: 'Colmado Doña Fela' } })
    expect((events[3]?.data.messages as { text: string }[])[0]?.text).toContain('no está delegado')
    expect(events[6]?.data).toMatchObject({ messages: [], buyer: { name: 'Colmado Nuevo' } })
  })

  test('an authority that is down is told once, and once when it is back', async () => {
    const client = await world.taxpayer('101300033')
    world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
    await Promise.all(Array.from({ length: 6 }, () => client.issue(creditInvoice())))
    await world.pass(10 * 60_000)
    const down = (await followed(client)).filter(({ type }) => type.startsWith('authority.'))
    expect(down.map(({ type }) => type)).toEqual(['authority.down'])
    expect(down[0]?.data).toMatchObject({
      issuerId: client.taxpayer.issuerId,
      issuerTaxId: '101300033',
      jurisdiction: 'do',
      authorityEnvironment: 'testecf',
    })
    world.simulator.faults.clear()
    await world.settle()
    const both = (await followed(client)).filter(({ type }) => type.startsWith('authority.'))
    expect(both.map(({ type }) => type)).toEqual(['authority.down', 'authority.up'])
    expect(both[1]?.data.downSince).toBe(both[0]?.data.downSince)
  })

  test('a certificate that ends is told in the feed, once a stage', async () => {
    const client = await world.taxpayer('101300044')
    const { tenantId } = client.taxpayer.caller
    const [certificate] = await world.house.accounts.certificates(tenantId, client.taxpayer.issuerId)
    const soon = Date.parse(certificate!.validTo) - 6 * 86_400_000
    const clock = new TestClock(new Date(soon).toISOString())
    const accounts = accountStore(world.house.database, clock)
    const parts = { accounts, clock, onError: (error: unknown) => expect.unreachable(String(error)) }
    await Promise.all([watchExpiry(parts), watchExpiry(parts)])
    const [event, ...rest] = await followed(client)
    expect(rest).toEqual([])
    expect(event).toMatchObject({
      type: 'certificate.expiring',
      data: { certificateId: certificate!.id, issuerTaxId: '101300044', daysLeft: 6, validTo: certificate!.validTo },
    })
    expect(event).not.toHaveProperty('order')
  })
})
