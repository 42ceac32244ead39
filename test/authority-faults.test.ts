import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultKind } from '../simulator/fault-kinds.ts'
import { DGII_FAULTS } from '../simulator/fault-kinds/dgii.ts'
import { NETWORK_FAULTS } from '../simulator/fault-kinds/network.ts'
import type { FaultRequest } from '../simulator/faults.ts'
import type { Client } from './support/client.ts'
import { needs } from './support/needs.ts'
import { copiesOf, expectSentRightly, storedHash } from './support/sent-copies.ts'
import { CERTECF, consumerInvoice, creditInvoice, PRODUCTION, TESTECF } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Ways to the authority, and the service that tells by number what became of a document there. */
const WAYS = [
  {
    way: 'an e-CF in testecf',
    place: TESTECF,
    taxId: '101000011',
    draft: creditInvoice,
    service: 'recepcion',
    tells: 'consultatrackids',
  },
  {
    way: 'an e-CF in certecf',
    place: CERTECF,
    taxId: '101000022',
    draft: creditInvoice,
    service: 'recepcion',
    tells: 'consultatrackids',
  },
  {
    way: 'an e-CF in production',
    place: PRODUCTION,
    taxId: '101000033',
    draft: creditInvoice,
    service: 'recepcion',
    tells: 'consultatrackids',
  },
  {
    way: 'a summary in production',
    place: PRODUCTION,
    taxId: '101000044',
    draft: consumerInvoice,
    service: 'recepcionfc',
    tells: 'consultarfce',
  },
  // Elsewhere DGII documents no service for summaries: in testecf the page behind the QR tells, in certecf nobody.
  {
    way: 'a summary in testecf',
    place: TESTECF,
    taxId: '101000055',
    draft: consumerInvoice,
    service: 'recepcionfc',
    tells: undefined,
  },
  {
    way: 'a summary in certecf',
    place: CERTECF,
    taxId: '101000066',
    draft: consumerInvoice,
    service: 'recepcionfc',
    tells: undefined,
  },
] as const

/** What the timeline tells, of an e-CF and of the summary of a small type 32; no second one where the fault cannot strike it. */
interface Stories {
  readonly ecf: readonly string[]
  readonly summary: readonly string[] | undefined
}

const STRAIGHT: Stories = { ecf: ['signed', 'sent', 'approved'], summary: ['signed', 'approved'] }
const RESENT: Stories = {
  ecf: ['signed', 'sent-unclear', 'not-found', 'sent', 'approved'],
  summary: ['signed', 'sent-unclear', 'not-found', 'approved'],
}
const FOUND: Stories = { ecf: ['signed', 'sent-unclear', 'approved'], summary: ['signed', 'sent-unclear', 'approved'] }
const TAKEN_UP: Stories = {
  ecf: ['signed', 'sent', 'receipt-lost', 'not-found', 'sent', 'approved'],
  summary: ['signed', 'not-sent', 'approved'],
}

/** A fault, how often and how it strikes. */
type Fault = Omit<FaultRequest, 'service' | 'number'>

interface FaultCase {
  readonly fault: Fault
  readonly stories: Stories
  readonly state?: string
  readonly copies?: number
  /** The service it strikes, when that is not the one where documents are handed in. */
  readonly at?: string
}

const FAULTS_OF_RECEPTION: readonly FaultCase[] = [
  { fault: { kind: 'latency', ms: 40, times: 1 }, stories: STRAIGHT },
  { fault: { kind: 'trickle', ms: 40, times: 1 }, stories: STRAIGHT },
  { fault: { kind: 'token-expired', times: 1 }, stories: STRAIGHT },
  { fault: { kind: 'wrong-content-type', times: 1 }, stories: STRAIGHT },
  { fault: { kind: 'maintenance', times: 1 }, stories: RESENT },
  { fault: { kind: 'firewall', times: 1, status: 200 }, stories: RESENT },
  { fault: { kind: 'firewall', times: 1, status: 403 }, stories: RESENT },
  { fault: { kind: 'cut-before', times: 1 }, stories: RESENT },
  { fault: { kind: 'error-before', times: 1, status: 500 }, stories: RESENT },
  { fault: { kind: 'error-before', times: 1, status: 504 }, stories: RESENT },
  { fault: { kind: 'cut-after', times: 1 }, stories: FOUND },
  { fault: { kind: 'error-after', times: 1, status: 500 }, stories: FOUND },
  { fault: { kind: 'error-after', times: 1, status: 502 }, stories: FOUND },
  { fault: { kind: 'truncated', times: 1 }, stories: FOUND },
  { fault: { kind: 'temporary', times: 1 }, stories: TAKEN_UP, copies: 2 },
  { fault: { kind: 'duplicate-track', times: 1 }, stories: { ...STRAIGHT, summary: undefined } },
  { fault: { kind: 'unknown-track', times: 3 }, at: 'consultaresultado', stories: { ...STRAIGHT, summary: undefined } },
  {
    fault: { kind: 'conditional', times: 1 },
    state: 'conditional',
    stories: { ecf: ['signed', 'sent', 'conditional'], summary: ['signed', 'conditional'] },
  },
  {
    fault: { kind: 'reject', times: 1 },
    state: 'rejected',
    stories: { ecf: ['signed', 'sent', 'rejected'], summary: ['signed', 'rejected'] },
  },
]

/** What can happen to a question about a document. */
const FAULTS_OF_QUESTIONS: readonly Fault[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'error-before', status: 503 },
  { kind: 'error-after', status: 502 },
  { kind: 'firewall', status: 200 },
  { kind: 'firewall', status: 403 },
  { kind: 'truncated' },
  { kind: 'wrong-content-type' },
  { kind: 'token-expired' },
]

/** Kinds that last, and have tests of their own: below, and in authority-down.test.ts. */
const ELSEWHERE: readonly FaultKind[] = ['processing', 'down']

describe.skipIf(!isThere)('an authority that fails', () => {
  let world: World
  const clients = new Map<string, Client>()

  beforeAll(async () => {
    world = await World.start()
    for (const { way, taxId, place } of WAYS) clients.set(way, await world.taxpayer(taxId, place))
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  /** Issues a document that nobody sends yet, so that faults can be asked for by its number. */
  async function issued(way: (typeof WAYS)[number]) {
    const client = clients.get(way.way)!
    const { id, number } = await client.issue(way.draft())
    return { client, id, number, issuer: way.taxId, environment: way.place.authorityEnvironment }
  }

  test('every kind of fault of the simulator is asked for', () => {
    const kinds = [...FAULTS_OF_RECEPTION.map(({ fault }) => fault.kind), ...ELSEWHERE]
    expect(new Set(kinds)).toEqual(new Set(Object.keys({ ...NETWORK_FAULTS, ...DGII_FAULTS })))
  })

  describe.each(WAYS)('$way', (way) => {
    const storyOf = ({ ecf, summary }: Stories) => (way.service === 'recepcion' ? ecf : summary)

    const cases = FAULTS_OF_RECEPTION.filter(({ stories }) => storyOf(stories)).filter(
      ({ stories }) => stories !== FOUND || isTold(way),
    )
    test.each(cases.map((each) => ({ ...each, name: nameOf(each.fault) })))(
      'handed in through $name ends as it should, sent no more than it must',
      async ({ fault, stories, state = 'approved', copies = 1, at = way.service }) => {
        const document = await issued(way)
        const { number, issuer } = document
        const rule = world.simulator.faults.add({ ...fault, number, issuer, service: at })
        await world.settle()

        const struck = world.simulator.faults.list().find(({ id }) => id === rule.id)
        expect(struck?.hits).toBe(fault.times)
        expect(await document.client.document(document.id)).toMatchObject({ state })
        expect(await document.client.story(document.id)).toEqual(storyOf(stories))
        expect(await expectSentRightly(world, document)).toBe(copies)
      },
    )

    test('waits out a sign-in that fails, and nothing is sent meanwhile', async () => {
      const document = await issued(way)
      const { number, issuer, environment } = document
      world.simulator.faults.add({ kind: 'token-expired', number, issuer, service: way.service, times: 1 })
      world.simulator.faults.add({ kind: 'error-before', environment, service: 'validarsemilla', times: 1 })
      await world.work()
      expect(await document.client.document(document.id)).toMatchObject({
        state: 'signed',
        condition: 'authority-down',
      })
      expect(await copiesOf(world, document)).toEqual([])

      await world.settle()
      const sent = way.service === 'recepcion' ? ['sent'] : []
      expect(await document.client.story(document.id)).toEqual(['signed', 'not-sent', ...sent, 'approved'])
      expect(await expectSentRightly(world, document)).toBe(1)
    })
  })

  describe.each(WAYS.filter((way) => way.tells !== undefined))('$way, after an unclear answer', (way) => {
    test.each(FAULTS_OF_QUESTIONS.map((fault) => ({ fault, name: nameOf(fault) })))(
      'is looked for until DGII tells, through $name',
      async ({ fault }) => {
        const document = await issued(way)
        const { number, issuer, environment } = document
        world.simulator.faults.add({ kind: 'cut-after', number, issuer, service: way.service, times: 1 })
        world.simulator.faults.add({ ...fault, environment, service: way.tells, times: 4 })
        await world.settle()

        expect(await document.client.document(document.id)).toMatchObject({ state: 'approved' })
        expect(await document.client.story(document.id)).toEqual(['signed', 'sent-unclear', 'approved'])
        expect(await expectSentRightly(world, document)).toBe(1)
      },
    )
  })

  describe.each(WAYS.filter(({ service }) => service === 'recepcion'))('$way, once it was taken', (way) => {
    test.each(FAULTS_OF_QUESTIONS.map((fault) => ({ fault, name: nameOf(fault) })))(
      'is asked about again after $name',
      async ({ fault }) => {
        const document = await issued(way)
        const { number, issuer } = document
        world.simulator.faults.add({ ...fault, number, issuer, service: 'consultaresultado', times: 2 })
        await world.settle()
        expect(await document.client.story(document.id)).toEqual(['signed', 'sent', 'approved'])
        expect(await expectSentRightly(world, document)).toBe(1)
      },
    )

    test('is asked about for a day of "en proceso", and has its verdict minutes after that ends', async () => {
      const document = await issued(way)
      const { number, issuer } = document
      const { id: rule } = world.simulator.faults.add({ kind: 'processing', number, issuer })
      await world.pass(24 * HOUR)
      expect(await document.client.document(document.id)).toMatchObject({ state: 'sent', actions: ['retry'] })
      const asked = world.simulator.faults.list()[0]!.hits
      expect(asked).toBeGreaterThan(24)
      expect(asked).toBeLessThan(24 * 13)

      world.simulator.faults.remove(rule)
      await world.pass(6 * MINUTE)
      expect(await document.client.document(document.id)).toMatchObject({ state: 'approved' })
      expect(await document.client.story(document.id)).toEqual(['signed', 'sent', 'approved'])
      expect(await expectSentRightly(world, document)).toBe(1)
    })

    test('is looked for by number when DGII has forgotten its trackId', async () => {
      const document = await issued(way)
      const { number, issuer } = document
      world.simulator.faults.add({ kind: 'unknown-track', number, issuer, times: 12 })
      await world.settle()
      expect(await document.client.story(document.id)).toContain('receipt-lost')
      expect(await document.client.document(document.id)).toMatchObject({ state: 'approved' })
      expect(await expectSentRightly(world, document)).toBe(1)
    })
  })

  test('a summary that nobody can tell about stays unclear, and is never sent on a guess', async () => {
    const document = await issued(WAYS[3])
    const { number, issuer, environment } = document
    world.simulator.faults.add({ kind: 'cut-after', number, issuer, service: 'recepcionfc', times: 1 })
    world.simulator.faults.add({ kind: 'maintenance', environment, service: 'consultarfce' })
    await world.pass(6 * HOUR)
    const waiting = await document.client.document(document.id)
    expect(waiting).toMatchObject({ state: 'signed', condition: 'unclear', actions: ['retry'] })
    expect(waiting.reason).toMatch(/^No se sabe si la administración tributaria recibió el documento/)
    expect(await copiesOf(world, document)).toHaveLength(1)

    world.simulator.faults.clear()
    await world.settle()
    expect(await document.client.story(document.id)).toEqual(['signed', 'sent-unclear', 'approved'])
    expect(await expectSentRightly(world, document)).toBe(1)
  })

  test('a summary that DGII has and does not show for ten minutes is approved, though a second copy was refused', async () => {
    const document = await issued(WAYS[3])
    const { number, issuer } = document
    world.simulator.faults.add({ kind: 'cut-after', number, issuer, service: 'recepcionfc', times: 1 })
    const { id: rule } = world.simulator.faults.add({ kind: 'processing', number, issuer, service: 'consultarfce' })
    await world.pass(10 * MINUTE)
    expect(await document.client.document(document.id)).toMatchObject({ state: 'sent' })
    world.simulator.faults.remove(rule)
    await world.settle()

    expect(await document.client.document(document.id)).toMatchObject({ state: 'approved' })
    expect(await document.client.story(document.id)).toEqual([
      'signed',
      'sent-unclear',
      'not-found',
      'sent',
      'approved',
    ])
    const copies = await copiesOf(world, document)
    expect(copies.map(({ outcome }) => outcome.messages[0]?.code ?? outcome.state)).toEqual(['accepted', '1209'])
    const stored = await storedHash(document)
    expect(copies.map(({ sha256 }) => sha256)).toEqual([stored, stored])
  })

  test('in certecf, where nobody tells of summaries, one cut after it was taken needs a person, and says so', async () => {
    const document = await issued(WAYS[5])
    const { number, issuer } = document
    world.simulator.faults.add({ kind: 'cut-after', number, issuer, service: 'recepcionfc', times: 1 })
    await world.settle()
    // DGII has accepted it and tells nobody: calling it rejected would lead to a second invoice.
    const { state, condition, actions, reason } = await document.client.document(document.id)
    expect({ state, condition, actions }).toEqual({ state: 'failed', condition: 'unclear', actions: ['retry'] })
    expect(reason).toMatch(/^No se pudo saber qué decidió la administración tributaria/)
    const { tenantId } = document.client.taxpayer.caller
    const timeline = await world.house.documents.timeline(tenantId, document.id)
    expect(timeline.at(-1)?.detail.reason).toContain('1209')
    expect((await copiesOf(world, document)).map(({ outcome }) => outcome.state)).toEqual(['accepted', 'rejected'])
  })
})

function nameOf({ kind, status }: Fault): string {
  return status === undefined ? kind : `${kind} ${status}`
}

/** Whether anything there tells what became of a document whose answer was lost. */
function isTold({ service, place }: (typeof WAYS)[number]): boolean {
  return service === 'recepcion' || place !== CERTECF
}
