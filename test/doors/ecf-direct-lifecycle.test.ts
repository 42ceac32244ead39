import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { uploadCertificate } from '../../src/accounts/certificates.ts'
import { createIssuer } from '../../src/accounts/issuers.ts'
import { testPkcs12 } from '../support/certificates.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'
import { ecfDirectInvoice } from './ecf-direct-routes.ts'

const HOUR = 3_600_000

describe.skipIf(!needs('postgres-server'))('an invoice of the ecf-direct contract', () => {
  let world: World
  let taxpayers = 0
  beforeAll(async () => {
    world = await World.start()
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  async function newcomer(): Promise<{ taxpayer: Client; client: EcfDirectClient }> {
    const taxpayer = await world.taxpayer(RNCS[(taxpayers += 1)])
    return { taxpayer, client: EcfDirectClient.of(world, taxpayer) }
  }

  async function renewCertificate({ taxpayer }: Client, validTo: Date): Promise<void> {
    const { caller, issuerId } = taxpayer
    const uploaded = await uploadCertificate(world.house, caller, issuerId, await testPkcs12({ validTo }))
    expect(uploaded.kind).toBe('in-force')
  }

  test('that failed is in process still, and the message tells what a person must do', async () => {
    const { client } = await newcomer()
    const original = ecfDirectInvoice()
    world.simulator.faults.add({ kind: 'reject', number: String(original.encf), times: 1 })
    await client.send(original)
    const note = { ...original, encf: 'E340000000001', reference_encf: original.encf, reference_code: '1' }
    const sent = await client.send(note)
    await world.settle()
    const answer = await client.status(sent.body.trackId)
    expect(answer).toMatchObject({ status: 200, body: { status: 'In Process', encf: note.encf, messages: [] } })
    expect(answer.body.message).toContain(String(original.encf))
    expect(answer.body.dgii_response).toMatchObject({ estado: 'En Proceso', mensaje: 'La factura está en proceso' })
    expect((await client.send(note)).text).toBe(sent.text)
  })

  test('whose certificate ends while DGII is down tells so; the next one is refused', async () => {
    const { client, taxpayer } = await newcomer()
    await renewCertificate(taxpayer, new Date(world.clock.now().getTime() + 2 * HOUR))
    world.simulator.faults.add({ kind: 'down' })
    const queued = await client.send(ecfDirectInvoice())
    expect(queued).toMatchObject({ status: 202 })
    await world.pass(3 * HOUR)
    world.simulator.faults.clear()
    await world.pass(HOUR)
    const { body } = await client.status(queued.body.trackId)
    expect(body).toMatchObject({ status: 'In Process', message: expect.stringContaining('certificate') as string })
    expect(body.dgii_response.mensaje).toBe('La factura está en proceso')
    for (const url of ['/api/ecf/send', '/api/ecf/emit']) {
      const answer = await client.ask('POST', url, ecfDirectInvoice({ encf: 'E310000000901' }))
      expect(answer).toMatchObject({ status: 409, body: { status: 'error', code: 'certificate_expired' } })
    }
    expect((await client.send(ecfDirectInvoice())).text).toBe(queued.text)
  })

  test('is given back as it was answered, though the tenant has a second issuer by now', async () => {
    const { client, taxpayer } = await newcomer()
    const first = await client.send(ecfDirectInvoice())
    const profile = { taxId: '130000094', name: 'Otra SRL', address: 'Calle 2', settings: {} }
    const { caller } = taxpayer.taxpayer
    const saved = await createIssuer(world.house, caller, { jurisdiction: 'do', profile })
    expect(saved.kind).toBe('saved')
    expect((await client.send(ecfDirectInvoice())).text).toBe(first.text)
    expect(await client.send(ecfDirectInvoice({ total: 'x' }))).toMatchObject({
      status: 409,
      body: { code: 'encf_conflict' },
    })
    const other = await client.ask('POST', '/api/ecf/send', ecfDirectInvoice({ encf: 'E310000000901' }))
    expect(other).toMatchObject({ status: 422, body: { code: 'no_issuer', errors: [] } })
  })

  test('with the number of a range that has ended is refused; what was sent before is given back', async () => {
    const late = await World.start({ startsAt: '2028-12-30T12:00:00.000Z' })
    const client = EcfDirectClient.of(late, await late.taxpayer('131000003'))
    const invoice = { ...ecfDirectInvoice(), fecha_vencimiento_secuencia: undefined }
    const first = await client.send(invoice)
    expect(first).toMatchObject({ status: 200 })
    await late.pass(72 * HOUR)
    const next = await client.ask('POST', '/api/ecf/send', { ...invoice, encf: 'E310000000901' })
    expect(next).toMatchObject({ status: 409, body: { status: 'error', code: 'range_expired' } })
    expect((await client.send(invoice)).text).toBe(first.text)
    await late.close()
  })
})

const RNCS = ['131000003', '131000011', '131000021', '131000030', '131000048', '131000056']
