import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '../simulator/fault-kinds.ts'
import { needs } from './support/needs.ts'
import { CEL, CELCER, ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const isThere = needs('postgres-server')

const SERVICES = ['validarComprobante', 'autorizacionComprobante'] as const
const PLACES = [CELCER, CEL]

/** Where the end is no authorisation: what SRI says then is its word; and what it never decides on needs a person. */
function endOf({ kind, service }: Case): string {
  if (kind === 'not-authorised') return 'rejected'
  return kind === 'held' && service === 'validarComprobante' ? 'failed' : 'approved'
}

/** Of the kinds that last, how many answers are struck. */
const LASTING = 3

interface Case {
  readonly kind: FaultKind
  readonly service: (typeof SERVICES)[number]
}

const CASES: readonly Case[] = SERVICES.flatMap((service) =>
  (Object.keys(FAULT_KINDS) as FaultKind[])
    .filter((kind) => FAULT_KINDS[kind].services?.includes(service) ?? !FAULT_KINDS[kind].spares?.includes(service))
    .map((kind) => ({ kind, service })),
)

describe.skipIf(!isThere)('whatever SRI does', () => {
  let world: World
  let count = 0
  beforeAll(async () => {
    // What a slow answer is: the tests wait for real time there.
    world = await World.start({ limits: { totalTimeoutMs: 1_500 } })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  test('there are more than twelve kinds of fault for it', () => {
    expect(new Set(CASES.map(({ kind }) => kind)).size).toBeGreaterThan(12)
  })

  describe.each(PLACES)('in $authorityEnvironment', (place) => {
    test.each(CASES)(
      '$kind at $service ends in the right state, with one document there',
      async ({ kind, service }) => {
        count += 1
        const client = await world.ecuadorian(`17911${String(count).padStart(5, '0')}001`, place)
        const times = FAULT_KINDS[kind].lasts ? LASTING : 1
        const rule = world.simulator.faults.add({ kind, service, times, ms: kind === 'trickle' ? 5_000 : 200 })
        const { id, stamp } = await client.issue(ecuadorianInvoice())
        await world.settle()

        expect(world.simulator.faults.list().find(({ id: ruleId }) => ruleId === rule.id)?.hits).toBeGreaterThan(0)
        expect(await client.document(id)).toMatchObject({ state: endOf({ kind, service }) })
        const xml = await client.xml(id)
        const copies = world.simulator.ledger
          .entries({ service: 'validarComprobante' })
          .filter(({ accessKey }) => accessKey === stamp.accessKey)
        expect(copies.length).toBeGreaterThan(0)
        // Whatever was sent are the stored bytes, and SRI has decided on one copy only.
        const hash = createHash('sha256').update(xml!).digest('hex')
        expect(copies.map(({ sha256 }) => sha256)).toEqual(copies.map(() => hash))
        expect(copies.filter(({ outcome }) => outcome.state !== 'refused')).toHaveLength(1)
      },
    )
  })
})
