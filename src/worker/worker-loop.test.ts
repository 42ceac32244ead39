import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuthorityLine } from '../jurisdictions/authority-protocol.ts'
import type { LineRequest } from '../ports/authority.ts'
import { needs } from '../../test/support/needs.ts'
import { creditInvoice } from '../../test/support/taxpayer.ts'
import { World } from '../../test/support/world.ts'
import { WorkerLoop } from './worker-loop.ts'
import { Worker } from './worker.ts'

describe.skipIf(!needs('postgres-server'))('the loop of a worker', () => {
  let world: World

  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  test('still turns while every hand is busy with an authority that takes its time', async () => {
    const { house, clock } = world
    const client = await world.taxpayer('101000101')
    await client.issue(creditInvoice())
    const answer = Promise.withResolvers<undefined>()
    const late = (line: AuthorityLine): AuthorityLine => ({
      authorityEnvironment: line.authorityEnvironment,
      signer: line.signer,
      now: () => line.now(),
      exchange: async (request) => {
        await answer.promise
        return line.exchange(request)
      },
      token: (obtain) => line.token(obtain),
      dropToken: () => undefined,
    })
    const worker = new Worker({
      ...house,
      authorities: { line: (request: LineRequest) => late(house.authorities.line(request)) },
      observe: () => undefined,
    })
    const errors: unknown[] = []
    const loop = new WorkerLoop({
      worker,
      work: house.work,
      clock,
      chores: [],
      concurrency: 1,
      onError: (_where, error) => errors.push(error),
    })
    await loop.start()
    await expect.poll(() => worker.running).toBe(1)
    clock.advance(40_000)
    expect(loop.idleMs).toBe(40_000)
    await expect
      .poll(() => {
        clock.advance(1_000)
        return loop.idleMs
      })
      .toBeLessThanOrEqual(1_000)
    answer.resolve(undefined)
    await loop.stop()
    expect(errors).toEqual([])
  })
})
