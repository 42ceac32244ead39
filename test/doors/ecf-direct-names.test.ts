import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { CERTECF, PRODUCTION } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'
import { ecfDirectInvoice } from './ecf-direct-routes.ts'

const KNOWN = '101600021'
const LISTED = {
  rnc: KNOWN,
  nombre: 'FERRETERÍA\n ÑANDÚ',
  urlRecepcion: 'https://x.example',
  urlAceptacion: 'https://x.example',
}
const DAY = 24 * 3_600_000

describe.skipIf(!needs('postgres-server'))('the buyer’s name, where the ecf-direct client gives none', () => {
  let world: World
  beforeAll(async () => {
    world = await World.start({ dgii: { directory: [LISTED] } })
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function nameFor(taxpayer: Client, rnc: string): Promise<string | undefined> {
    const { body } = await EcfDirectClient.of(world, taxpayer).emit(ecfDirectInvoice({ rnc_comprador: rnc }))
    return /<RazonSocialComprador>(.*?)<\/RazonSocialComprador>/s.exec(body.signed_xml)?.[1]
  }

  test('is the one of DGII’s directory, asked once a day for everybody', async () => {
    const [one, other] = [await world.taxpayer('131000003'), await world.taxpayer('131000011')]
    expect(await nameFor(one, '1-01-60002-1')).toBe('FERRETERÍA ÑANDÚ')
    const down = world.simulator.faults.add({ kind: 'down' })
    expect(await nameFor(other, KNOWN)).toBe('FERRETERÍA ÑANDÚ')
    expect(world.simulator.faults.list()).toMatchObject([{ id: down.id, hits: 0 }])
    world.simulator.faults.clear()
    const slow = world.simulator.faults.add({ kind: 'latency', service: 'directorio-por-rnc', ms: 1 })
    world.clock.advance(DAY + 1)
    expect(await nameFor(one, KNOWN)).toBe('FERRETERÍA ÑANDÚ')
    expect(world.simulator.faults.list()).toMatchObject([{ id: slow.id, hits: 1 }])
  })

  test('is the directory’s though an earlier invoice of his says otherwise', async () => {
    const taxpayer = await world.taxpayer('131000102')
    const client = EcfDirectClient.of(world, taxpayer)
    await client.send(ecfDirectInvoice({ rnc_comprador: KNOWN, buyer_name: 'Ferreteria Nandu' }))
    expect(await nameFor(taxpayer, KNOWN)).toBe('FERRETERÍA ÑANDÚ')
  })

  test('is never that of a rejected invoice: its name may be what was wrong', async () => {
    const taxpayer = await world.taxpayer('131000110')
    const client = EcfDirectClient.of(world, taxpayer)
    const named = (encf: string, name: string) =>
      ecfDirectInvoice({ encf, rnc_comprador: '101010101', buyer_name: name })
    await client.send(named('E310000000801', 'Colmado Fela'))
    world.simulator.faults.add({ kind: 'reject', number: 'E310000000802', times: 1 })
    await client.send(named('E310000000802', 'Otro nombre'))
    await world.settle()
    expect(await nameFor(taxpayer, '101010101')).toBe('Colmado Fela')
  })

  test('is looked up once though 32 ask at the same time', async () => {
    const taxpayer = await world.taxpayer('131000021')
    world.clock.advance(DAY + 1)
    const counted = world.simulator.faults.add({ kind: 'latency', service: 'directorio-por-rnc', ms: 1 })
    const names = await Promise.all(Array.from({ length: 32 }, () => nameFor(taxpayer, KNOWN)))
    expect(new Set(names)).toEqual(new Set(['FERRETERÍA ÑANDÚ']))
    expect(world.simulator.faults.list()).toMatchObject([{ id: counted.id, hits: 1 }])
  })

  test('is his own number where the directory does not have him, or there is none', async () => {
    expect(await nameFor(await world.taxpayer('131000030'), '101010101')).toBe('101010101')
    expect(await nameFor(await world.taxpayer('131000048', CERTECF), KNOWN)).toBe(KNOWN)
    expect(await nameFor(await world.taxpayer('131000048', PRODUCTION), KNOWN)).toBe('FERRETERÍA ÑANDÚ')
  })

  test.each(['down', 'firewall', 'error-before'] as const)(
    'is his own number while the directory fails (%s), and nobody waits for it for a minute',
    async (kind) => {
      const taxpayer = await world.taxpayer(FAILING[kind])
      world.clock.advance(DAY + 1)
      world.simulator.faults.add({ kind, service: 'directorio-por-rnc', times: 1 })
      expect(await nameFor(taxpayer, KNOWN)).toBe(KNOWN)
      expect(await nameFor(taxpayer, KNOWN)).toBe(KNOWN)
      world.clock.advance(60_001)
      expect(await nameFor(taxpayer, KNOWN)).toBe('FERRETERÍA ÑANDÚ')
    },
  )

  test('does not hold an invoice up for more than two seconds', async () => {
    const taxpayer = await world.taxpayer('131000081')
    world.clock.advance(DAY + 1)
    world.simulator.faults.add({ kind: 'latency', service: 'directorio-por-rnc', ms: 4_000 })
    const before = performance.now()
    expect(await nameFor(taxpayer, KNOWN)).toBe(KNOWN)
    expect(performance.now() - before).toBeLessThan(3_500)
  })

  test('is not asked for while the circuit is open, and a repeated request does not depend on it', async () => {
    const taxpayer = await world.taxpayer('131000099')
    const client = EcfDirectClient.of(world, taxpayer)
    world.clock.advance(DAY + 1)
    const down = world.simulator.faults.add({ kind: 'down' })
    const invoice = (n: number) => ecfDirectInvoice({ encf: `E31000000080${n}`, rnc_comprador: KNOWN })
    const first = await client.send(invoice(0))
    for (const n of [1, 2, 3]) await client.send(invoice(n))
    await world.pass(120_000)
    expect(await taxpayer.lane()).toMatchObject({ circuit: 'open' })
    world.simulator.faults.remove(down.id)
    const counted = world.simulator.faults.add({ kind: 'latency', service: 'directorio-por-rnc', ms: 1 })
    expect(await nameFor(taxpayer, KNOWN)).toBe(KNOWN)
    expect(world.simulator.faults.list()).toMatchObject([{ id: counted.id, hits: 0 }])
    await world.settle()
    expect((await client.send(invoice(0))).text).toBe(first.text)
  })
})

const FAILING = { down: '131000056', firewall: '131000064', 'error-before': '131000072' } as const
