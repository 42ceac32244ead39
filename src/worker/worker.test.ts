import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../adapters/http/exchange.ts'
import type { AuthorityLine, WireRequest } from '../jurisdictions/authority-protocol.ts'
import { needs } from '../../test/support/needs.ts'
import { copiesOf, expectSentRightly } from '../../test/support/sent-copies.ts'
import { creditInvoice } from '../../test/support/taxpayer.ts'
import { World } from '../../test/support/world.ts'
import { LEASE_MS, LONGEST_EXCHANGE_MS, LeaseRanOut } from './lease.ts'
import { type StepObservation, Worker } from './worker.ts'

test('no exchange outlasts what a lease allows for it', () => {
  expect(DEFAULT_LIMITS.totalTimeoutMs).toBeLessThanOrEqual(LONGEST_EXCHANGE_MS)
  expect(LONGEST_EXCHANGE_MS).toBeLessThan(LEASE_MS)
})

describe.skipIf(!needs('postgres-server'))('a worker that is held up', () => {
  let world: World

  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  /** A worker of another process, which something befalls before each of its exchanges. */
  function heldUp(befall: (request: WireRequest) => Promise<void>): { worker: Worker; seen: StepObservation[] } {
    const seen: StepObservation[] = []
    const { house } = world
    const slowed = (line: AuthorityLine): AuthorityLine => ({
      authorityEnvironment: line.authorityEnvironment,
      signer: line.signer,
      now: () => line.now(),
      exchange: async (request) => {
        const reply = await line.exchange(request)
        await befall(request)
        return reply
      },
      // A token of its own, as another process has: it signs in first.
      token: (obtain) => obtain(),
      dropToken: () => undefined,
    })
    const authorities = {
      line: (request: Parameters<typeof house.authorities.line>[0]) => slowed(house.authorities.line(request)),
    }
    return { worker: new Worker({ ...house, authorities, observe: (one) => seen.push(one) }), seen }
  }

  test('sends nothing once its lease may end before the answer, and the document goes out by another', async () => {
    const client = await world.taxpayer('101000101')
    const { id } = await client.issue(creditInvoice())
    const { worker, seen } = heldUp(() => {
      world.clock.advance(LEASE_MS / 4)
      return Promise.resolve()
    })
    await worker.drain()
    expect(seen).toMatchObject([{ outcome: 'broken', error: expect.any(LeaseRanOut) as unknown }])
    expect(await copiesOf(world, { client, id })).toEqual([])

    await world.settle()
    expect(await client.story(id)).toEqual(['signed', 'not-found', 'sent', 'approved'])
    expect(await expectSentRightly(world, { client, id })).toBe(1)
  })

  test('sends nothing once another has taken its step over', async () => {
    const client = await world.taxpayer('101000112')
    const { id } = await client.issue(creditInvoice())
    const { worker, seen } = heldUp(async ({ service }) => {
      if (service !== 'semilla' || (await copiesOf(world, { client, id })).length > 0) return
      world.clock.advance(LEASE_MS)
      await world.work()
      await world.work()
      await worker.heartbeat()
    })
    await worker.start(1)
    await worker.idle()
    expect(seen).toMatchObject([{ outcome: 'broken', error: expect.any(LeaseRanOut) as unknown }])
    await world.settle()
    expect(await expectSentRightly(world, { client, id })).toBe(1)
  })

  test('keeps its lease by its heartbeat, however long the authority takes', async () => {
    const client = await world.taxpayer('101000123')
    const { id } = await client.issue(creditInvoice())
    const { worker, seen } = heldUp(async () => {
      world.clock.advance(LEASE_MS / 3)
      await worker.heartbeat()
    })
    await worker.start(1)
    await worker.idle()
    expect(seen).toMatchObject([{ outcome: 'settled', state: 'sent' }])
    await world.settle()
    expect(await expectSentRightly(world, { client, id })).toBe(1)
  })
})
