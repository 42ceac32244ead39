import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../test/support/client.ts'
import { needs } from '../../test/support/needs.ts'
import { xmlCryptoComplaint } from '../../test/support/signed-xml.ts'
import { creditInvoice } from '../../test/support/taxpayer.ts'
import { World } from '../../test/support/world.ts'

describe.skipIf(!needs('postgres-server'))('rehearse', () => {
  let world: World
  let client: Client
  beforeAll(async () => {
    world = await World.start()
    client = await world.taxpayer()
  })
  afterAll(() => world.close())

  const rehearse = (draft: unknown) => world.house.journey.rehearse(client.taxpayer.caller, draft)

  test('signs as the document would be signed, under the number given, used or not', async () => {
    const { number } = await client.issue(creditInvoice())
    const { faults, signed } = await rehearse(creditInvoice({ number }))
    expect(faults).toEqual([])
    expect(signed?.xml).toContain(`<eNCF>${number}</eNCF><FechaVencimientoSecuencia>31-12-2028<`)
    expect(xmlCryptoComplaint(signed?.xml ?? '')).toBeUndefined()
  })

  test('stores nothing and takes no number', async () => {
    const first = await client.issue(creditInvoice())
    await rehearse(creditInvoice())
    const next = await client.issue(creditInvoice())
    expect(BigInt(next.number.slice(3))).toBe(BigInt(first.number.slice(3)) + 1n)
  })

  test('tells every fault in place of signing', async () => {
    const { faults, signed } = await rehearse(creditInvoice({ buyer: {}, lines: [] }))
    expect(signed).toBeUndefined()
    expect(faults.length).toBeGreaterThan(0)
  })

  test('says which number is none of its series', async () => {
    const { signed, faults } = await rehearse(creditInvoice({ number: 'E320000000001' }))
    expect({ signed, path: faults[0]?.path }).toEqual({ signed: undefined, path: 'number' })
  })
})
