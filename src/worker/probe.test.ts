import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../../test/support/needs.ts'
import { World } from '../../test/support/world.ts'
import type { LineRequest } from '../ports/authority.ts'
import { Prober } from './probe.ts'

describe.skipIf(!needs('postgres-server'))('the prober', () => {
  let world: World

  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  test('lets a lane flow again while the authority of another one never answers', async () => {
    const { house, clock } = world
    const clients = [await world.taxpayer('101000202'), await world.taxpayer('101000303')]
    const now = clock.now()
    const lanes = clients.map(({ taxpayer }) => taxpayer.issuerId)
    for (const { taxpayer } of clients) {
      const { issuerId, caller } = taxpayer
      await house.circuits.failed({
        lane: `do/${issuerId}`,
        tenantId: caller.tenantId,
        issuerId,
        cause: 'down',
        at: now,
        threshold: 1,
        nextProbeAt: now,
      })
    }
    const answer = Promise.withResolvers<undefined>()
    let asked = 0
    const prober = new Prober({
      ...house,
      authorities: {
        line: (request: LineRequest) => {
          const line = house.authorities.line(request)
          const isHanging = 'id' in request && request.id === lanes[0]
          return {
            authorityEnvironment: line.authorityEnvironment,
            signer: line.signer,
            now: () => line.now(),
            exchange: async (wire) => {
              if (isHanging) {
                asked += 1
                await answer.promise
              }
              return line.exchange(wire)
            },
            token: (obtain) => line.token(obtain),
            dropToken: () => undefined,
          }
        },
      },
      observe: () => undefined,
      onError: (error) => expect.unreachable(String(error)),
    })
    const open = async () => (await Promise.all(clients.map((client) => house.circuits.open(client.taxpayer.caller.tenantId)))).map(({ length }) => length) // prettier-ignore

    await prober.start()
    await expect.poll(open).toEqual([1, 0])
    await expect.poll(() => asked).toBe(1)
    // Its lane is due for others by then, and nobody here asks a second time.
    clock.advance(61_000)
    await prober.start()
    answer.resolve(undefined)
    await prober.idle()
    expect(asked).toBe(1)
    expect(await open()).toEqual([0, 0])
  })
})
