import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from './support/needs.ts'
import { ecuadorianInvoice } from './support/taxpayer.ts'
import { World } from './support/world.ts'

const DAY = 24 * 60 * 60_000

describe.skipIf(!needs('postgres-server'))('a document that SRI refused as late', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start()
  })
  afterAll(() => world.close())

  test('is corrected without a date to one of today, under its number and another clave', async () => {
    const client = await world.ecuadorian('1790000990001')
    world.simulator.faults.add({ kind: 'returned', service: 'validarComprobante', code: '65', times: 1 })
    const { id, number, stamp, issueDate } = await client.issue(ecuadorianInvoice())
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'rejected', issueDate, actions: ['correct'] })

    await world.pass(2 * DAY)
    const { status, body } = await client.correct(id, ecuadorianInvoice())
    expect(status).toBe(200)
    expect(body).toMatchObject({ number, revision: 2 })
    expect(body.issueDate > issueDate).toBe(true)
    expect(body.stamp.accessKey).not.toBe(stamp.accessKey)
    await world.settle()
    expect(await client.document(id)).toMatchObject({ state: 'approved', number })
  })
})
