import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { uploadCertificate } from '../src/accounts/certificates.ts'
import { testPkcs12 } from './support/certificates.ts'
import type { Client } from './support/client.ts'
import { needs } from './support/needs.ts'
import { copiesOf, expectSentRightly, storedHash } from './support/sent-copies.ts'
import { consumerInvoice, creditInvoice, PRODUCTION } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe.skipIf(!isThere)('an authority that is down', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const issueAll = (client: Client, drafts: readonly unknown[]) =>
    drafts.reduce<Promise<string[]>>(
      async (ids, draft) => [...(await ids), (await client.issue(draft)).id],
      Promise.resolve([]),
    )
  const statesOf = (client: Client, ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await client.document(id)).state))

  test('opens the circuit of the lane after three failures; everybody sees it, and it closes by itself', async () => {
    const client = await world.taxpayer('101100011')
    const elsewhere = await world.taxpayer('101100022', PRODUCTION)
    const ids = await issueAll(client, Array.from({ length: 6 }, creditInvoice))
    const other = await elsewhere.issue(creditInvoice())
    world.simulator.faults.add({ kind: 'down', environment: 'testecf' })

    await world.pass(10 * MINUTE)
    expect(await client.lane()).toMatchObject({ circuit: 'open', cause: 'the connection was cut' })
    expect((await client.lane()).failures).toBeGreaterThanOrEqual(3)
    expect(await world.house.circuits.count()).toBe(1)
    expect(await statesOf(client, ids)).toEqual(ids.map(() => 'signed'))
    expect(await client.document(ids[0]!)).toMatchObject({ condition: 'authority-down', actions: ['retry'] })
    for (const id of ids) expect(await copiesOf(world, { client, id })).toEqual([])
    // A lane is one issuer's: the others go on.
    expect(await elsewhere.lane()).toMatchObject({ circuit: 'closed' })
    expect(await elsewhere.document(other.id)).toMatchObject({ state: 'approved' })

    // A till goes on selling.
    const later = await client.issue(creditInvoice())
    expect(later).toMatchObject({ state: 'signed' })

    world.simulator.faults.clear()
    await world.pass(5 * MINUTE)
    expect(await client.lane()).toMatchObject({ circuit: 'closed' })
    expect(await statesOf(client, [...ids, later.id])).toEqual(Array.from({ length: 7 }, () => 'approved'))
    expect(await client.story(ids[0]!)).toEqual(['signed', 'not-sent', 'sent', 'approved'])
    for (const id of [...ids, later.id]) expect(await expectSentRightly(world, { client, id })).toBe(1)
  })

  test('keeps nothing waiting for ever whose certificate ends meanwhile: it fails, and says why', async () => {
    const client = await world.taxpayer('101100066')
    const { caller, issuerId } = client.taxpayer
    const validTo = new Date(world.clock.now().getTime() + 2 * HOUR)
    const uploaded = await uploadCertificate(world.house, caller, issuerId, await testPkcs12({ validTo }))
    expect(uploaded.kind).toBe('in-force')
    const ids = await issueAll(client, Array.from({ length: 4 }, creditInvoice))
    world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
    await world.pass(3 * HOUR)
    world.simulator.faults.clear()
    await world.pass(HOUR)
    expect(await statesOf(client, ids)).toEqual(ids.map(() => 'failed'))
    expect((await client.document(ids[0]!)).reason).toMatch(/certificado del emisor venció/)
  })

  test('is asked ever more seldom while it stays down, and what waits costs it nothing', async () => {
    const client = await world.taxpayer('101100033')
    await issueAll(client, Array.from({ length: 4 }, creditInvoice))
    const rule = world.simulator.faults.add({ kind: 'maintenance', environment: 'testecf' })
    const asked = () => world.simulator.faults.list().find(({ id }) => id === rule.id)?.hits ?? 0
    await world.pass(HOUR)
    const inTheFirst = asked()
    await world.pass(HOUR)
    expect(asked() - inTheFirst).toBeLessThanOrEqual(31)
    expect(asked() - inTheFirst).toBeGreaterThanOrEqual(20)
    world.simulator.faults.clear()
    await world.settle()
  })

  test.each([
    { what: 'e-CF', taxId: '101100044', draft: creditInvoice },
    { what: 'summaries', taxId: '101100055', draft: consumerInvoice },
  ])('gets the $what that waited in the order of their numbers when it is back', async ({ taxId, draft }) => {
    const client = await world.taxpayer(taxId)
    const place = { environment: 'testecf', issuer: taxId }
    world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
    const ids = await issueAll(client, Array.from({ length: 20 }, draft))
    await world.pass(HOUR)
    expect(await client.lane()).toMatchObject({ circuit: 'open' })
    ids.push(...(await issueAll(client, Array.from({ length: 5 }, draft))))
    world.simulator.faults.clear()

    // One at a time, as the order is that of the claims: several at once may overtake each other on the way.
    await world.passOneByOne(5 * MINUTE)
    const sent = world.simulator.ledger.entries(place).map(({ number }) => number)
    expect(sent).toHaveLength(25)
    expect(sent).toEqual(sent.toSorted())
    expect(await statesOf(client, ids)).toEqual(ids.map(() => 'approved'))
  })

  test('half and four fifths of the time the law gives are told on the timeline, once each, and no more after the verdict', async () => {
    const client = await world.taxpayer('101100066')
    const { id, dueAt, createdAt } = await client.issue(creditInvoice())
    expect(Date.parse(dueAt) - Date.parse(createdAt)).toBe(72 * HOUR)
    world.simulator.faults.add({ kind: 'down', environment: 'testecf' })
    const told = async () =>
      (await client.timeline(id)).flatMap(({ kind, at, detail }) =>
        kind === 'deadline-near'
          ? [{ share: detail.share, hours: (Date.parse(at) - Date.parse(createdAt)) / HOUR }]
          : [],
      )

    await world.pass(HOUR)
    await passHours(34)
    expect(await told()).toEqual([])
    await passHours(2)
    expect(await told()).toEqual([{ share: 0.5, hours: 36 }])
    await passHours(31)
    expect(await told()).toEqual([
      { share: 0.5, hours: 36 },
      { share: 0.8, hours: 58 },
    ])

    const { id: soonApproved } = await client.issue(creditInvoice())
    world.simulator.faults.clear()
    await world.settle()
    await passHours(72)
    expect(await told()).toHaveLength(2)
    expect(await client.story(soonApproved)).not.toContain('deadline-near')
    expect(await client.document(id)).toMatchObject({ state: 'approved' })
  })

  /** With nothing but the chore of the worker that gives the warnings, once an hour: what else it does changes none of them. */
  async function passHours(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      world.clock.advance(HOUR)
      await world.house.work.alertDeadlines(world.clock.now(), (error) => expect.unreachable(String(error)))
    }
  }
})

describe.skipIf(!isThere)('an authority that answers too late', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start({ limits: { totalTimeoutMs: 1_500 } })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const WAYS = [
    { what: 'an e-CF', taxId: '101200011', service: 'recepcion', draft: creditInvoice },
    { what: 'a summary', taxId: '101200022', service: 'recepcionfc', draft: consumerInvoice },
  ]

  test.each(WAYS)('$what whose answer came in drops is found, not sent again', async ({ taxId, service, draft }) => {
    const client = await world.taxpayer(taxId, PRODUCTION)
    const { id, number } = await client.issue(draft())
    world.simulator.faults.add({ kind: 'trickle', ms: 10_000, number, service, times: 1 })
    await world.settle()
    expect(await client.story(id)).toEqual(['signed', 'sent-unclear', 'approved'])
    expect(await expectSentRightly(world, { client, id })).toBe(1)
  })

  test.each(WAYS)(
    '$what that arrives long after it was given up, and sent again, is approved once',
    async ({ taxId, service, draft }) => {
      const client = await world.taxpayer(`${taxId.slice(0, -1)}9`, PRODUCTION)
      const { id, number } = await client.issue(draft())
      world.simulator.faults.add({ kind: 'latency', ms: 3_000, number, service, times: 1 })
      await world.settle()
      expect(await client.document(id)).toMatchObject({ state: 'approved' })
      // Nobody could know: DGII had not seen the first when it was asked.
      expect(await client.story(id)).toContain('not-found')

      await vi.waitFor(async () => expect(await copiesOf(world, { client, id })).toHaveLength(2), { timeout: 10_000 })
      world.clock.advance(SECOND)
      const copies = await copiesOf(world, { client, id })
      const stored = await storedHash({ client, id })
      expect(copies.map(({ sha256 }) => sha256)).toEqual([stored, stored])
      expect(copies.map(({ outcome }) => outcome.state)).toEqual(['accepted', 'rejected'])
      expect(copies[1]?.outcome.messages.map(({ code }) => code)).toEqual(['1209'])
    },
  )
})
