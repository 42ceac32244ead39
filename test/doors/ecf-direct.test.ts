import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { creditInvoice } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { EcfDirectClient } from './ecf-direct-client.ts'
import { ecfDirectInvoice } from './ecf-direct-routes.ts'

describe.skipIf(!needs('postgres-server'))('the door ecf-direct', () => {
  let world: World
  let taxpayer: Client
  let client: EcfDirectClient
  let count = 0
  const encf = (type = '31') => `E${type}${String((count += 1)).padStart(10, '0')}`
  const invoice = (changes: Record<string, unknown> = {}) => ecfDirectInvoice({ encf: encf(), ...changes })
  const consumer = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
    return { ...invoice({ encf: encf('32'), ...changes }), fecha_vencimiento_secuencia: undefined }
  }

  beforeAll(async () => {
    world = await World.start()
    taxpayer = await world.taxpayer('131000003')
    client = EcfDirectClient.of(world, taxpayer)
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  const documents = async (number: string) => {
    const { tenantId, environment } = taxpayer.taxpayer.caller
    return world.house.documents.list({ tenantId, environment, number, limit: 10 })
  }

  describe('emit', () => {
    test('signs without storing: the same e-NCF can be emitted again, then sent, then emitted once more', async () => {
      const body = invoice()
      for (const round of ['first', 'again']) {
        expect({ round, ...(await client.emit(body)) }).toMatchObject({ status: 200, body: { status: 'success' } })
      }
      expect(await documents(String(body.encf))).toEqual([])
      expect(await client.send(body)).toMatchObject({ status: 200 })
      expect(await client.emit(body)).toMatchObject({ status: 200 })
    })

    test('uses no number of the range', async () => {
      const before = await taxpayer.issue(creditInvoice())
      const sequence = Number(before.number.slice(3)) + 1
      await client.emit(invoice({ encf: `E31${String(sequence).padStart(10, '0')}` }))
      expect(Number((await taxpayer.issue(creditInvoice())).number.slice(3))).toBeGreaterThanOrEqual(sequence)
      expect(await documents(`E31${String(sequence).padStart(10, '0')}`)).toHaveLength(1)
    })

    test('of a small consumer invoice gives the whole e-CF, not its summary', async () => {
      const { body } = await client.emit(consumer())
      expect(body.signed_xml).toContain('<NombreItem>Pan de agua</NombreItem>')
    })
  })

  describe('send', () => {
    test('again with the same body gives the first reply, word for word, after DGII has decided too', async () => {
      const body = invoice()
      const first = await client.send(body)
      expect(first.body.dgii_response).toMatchObject({ codigo: '1', estado: 'Recibido' })
      await world.settle()
      expect((await client.send(Object.fromEntries(Object.entries(body).reverse()))).text).toBe(first.text)
    })

    test('again with another body is a conflict', async () => {
      const body = invoice()
      await client.send(body)
      const others = [{ buyer_name: 'Otro' }, { total: 999 }, { fecha_vencimiento_secuencia: '31-12-2025' }]
      for (const changes of others) {
        const other = await client.send({ ...body, ...changes })
        expect(other).toMatchObject({
          status: 409,
          body: { status: 'error', code: 'encf_conflict', errors: [{ field: 'encf' }] },
        })
      }
    })

    test('of a number that another contract has used is a conflict', async () => {
      const { number } = await taxpayer.issue(creditInvoice())
      const answer = await client.send(invoice({ encf: number }))
      expect(answer).toMatchObject({ status: 409, body: { code: 'encf_conflict', errors: [{ field: 'encf' }] } })
    })

    test('32 times at once makes one document and gives one answer', async () => {
      const body = invoice()
      const answers = await client.sendAtOnce(Array.from({ length: 32 }, () => body))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      expect(await documents(String(body.encf))).toHaveLength(1)
    })

    test('of 32 different bodies at once makes one document; the others conflict', async () => {
      const body = invoice()
      const answers = await client.sendAtOnce(Array.from({ length: 32 }, (_, i) => ({ ...body, buyer_name: `B ${i}` })))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(31)
      expect(await documents(String(body.encf))).toHaveLength(1)
    })

    test('of a small consumer invoice answers with what DGII decided at once', async () => {
      const sent = await client.send(consumer())
      expect(sent).toMatchObject({
        status: 200,
        body: { status: 'success', dgii_response: { codigo: '1', estado: 'Aceptado' } },
      })
      const { trackId } = sent.body.dgii_response
      expect(await client.status(trackId)).toMatchObject({ status: 200, body: { status: 'Accepted', trackId } })
    })

    test('of a small consumer invoice that DGII rejects tells so', async () => {
      const body = consumer()
      world.simulator.faults.add({ kind: 'reject', number: String(body.encf) })
      const sent = await client.send(body)
      expect(sent).toMatchObject({ status: 200, body: { dgii_response: { codigo: '2', estado: 'Rechazado' } } })
      expect(sent.body.dgii_response.mensaje).not.toBe('')
    })

    test('queues while DGII is down; the trackId given leads to the verdict afterwards, as does DGII’s own', async () => {
      const down = world.simulator.faults.add({ kind: 'down' })
      const body = invoice()
      const queued = await client.send(body)
      expect(queued).toMatchObject({ status: 202, body: { status: 'queued' } })
      const { trackId } = queued.body
      const waiting = await client.status(trackId)
      expect(waiting).toMatchObject({
        status: 200,
        body: { status: 'In Process', trackId, message: queued.body.message },
      })
      // What DGII has not said is not told as its words.
      const processing = { trackId, codigo: '3', estado: 'En Proceso', mensaje: 'La factura está en proceso' }
      expect(waiting.body.dgii_response).toEqual(processing)
      expect(queued.body.message).toBe(UNCLEAR)
      world.simulator.faults.remove(down.id)
      await world.settle()
      const decided = await client.status(trackId)
      expect(decided).toMatchObject({ status: 200, body: { status: 'Accepted', trackId, encf: body.encf } })
      const own = decided.body.dgii_response.trackId
      expect(own).not.toBe(trackId)
      expect(await client.status(own)).toMatchObject({ body: { status: 'Accepted', trackId: own } })
      expect((await client.send(body)).text).toBe(queued.text)
    })

    test('does not wait while the circuit is open', async () => {
      const other = await world.taxpayer('131000011')
      const own = EcfDirectClient.of(world, other)
      const down = world.simulator.faults.add({ kind: 'down' })
      for (const each of [invoice(), invoice(), invoice(), invoice()]) await own.send(each)
      await world.pass(60_000)
      expect(await other.lane()).toMatchObject({ circuit: 'open' })
      const before = world.clock.now().getTime()
      const queued = await own.ask('POST', '/api/ecf/send', invoice())
      expect(queued).toMatchObject({ status: 202, body: { message: SILENT } })
      expect(await own.status(queued.body.trackId)).toMatchObject({ body: { status: 'In Process', message: SILENT } })
      expect(world.clock.now().getTime()).toBe(before)
      world.simulator.faults.remove(down.id)
      await world.settle()
    })

    test('finds what DGII took though its answer was lost', async () => {
      const body = invoice()
      world.simulator.faults.add({ kind: 'cut-after', service: 'recepcion', number: String(body.encf), times: 1 })
      const sent = await client.send(body)
      expect(sent).toMatchObject({ status: 200, body: { dgii_response: { codigo: '1' } } })
      expect(await documents(String(body.encf))).toMatchObject([{ state: 'approved' }])
    })

    test('takes the buyer’s name from an earlier document, else his number stands for it', async () => {
      const rnc = '101600021'
      const nameIn = async () => {
        const { body } = await client.emit(invoice({ rnc_comprador: rnc }))
        return /<RazonSocialComprador>(.*)<\/RazonSocialComprador>/.exec(body.signed_xml)?.[1]
      }
      expect(await nameIn()).toBe(rnc)
      await client.send(invoice({ rnc_comprador: rnc }))
      expect(await nameIn()).toBe(rnc)
      await client.send(invoice({ rnc_comprador: rnc, buyer_name: 'Ferretería Ñandú & Hijos' }))
      expect(await nameIn()).toBe('Ferretería Ñandú &amp; Hijos')
    })
  })

  describe('status', () => {
    test.each([
      { fault: 'processing', says: { status: 'In Process', dgii_response: { codigo: '3', estado: 'En Proceso' } } },
      { fault: undefined, says: { status: 'Accepted', dgii_response: { codigo: '1', estado: 'Aceptado' } } },
      { fault: 'conditional', says: { status: 'Accepted Conditionally', dgii_response: { codigo: '4' } } },
      { fault: 'reject', says: { status: 'Rejected', dgii_response: { codigo: '2', estado: 'Rechazado' } } },
    ] as const)('says $says.status', async ({ fault, says }) => {
      const body = invoice()
      if (fault) world.simulator.faults.add({ kind: fault, number: String(body.encf) })
      const { trackId } = (await client.send(body)).body.dgii_response
      await world.pass(60_000)
      const answer = await client.status(trackId)
      expect(answer).toMatchObject({ status: 200, body: { ...says, trackId, encf: body.encf } })
      if (fault === 'reject' || fault === 'conditional') {
        expect(answer.body.messages.length).toBeGreaterThan(0)
        expect(answer.body.message).toContain(answer.body.messages[0]!.message)
      }
    })

    test('tells what was noticed and not refused, by the client’s own names', async () => {
      const items = [{ name: 'Pan', qty: 1, price: 118, amount: 118, itbis_withheld: 100, isr_withheld: 1 }]
      const { trackId } = (await client.send(invoice({ items }))).body.dgii_response
      const { body } = await client.status(trackId)
      expect(body.warnings.map(({ field }) => field)).toEqual(['items[0].itbis_withheld'])
      expect(body.warnings.map(({ message }) => message).join()).toContain('100.00 of ITBIS is withheld')
    })

    test('by DGII’s trackId in capital letters finds the document', async () => {
      const body = invoice()
      const { trackId } = (await client.send(body)).body.dgii_response
      const answer = await client.status(trackId.toUpperCase())
      expect(answer).toMatchObject({ status: 200, body: { encf: body.encf, trackId: trackId.toUpperCase() } })
    })

    test('by a trackId that DGII has replaced finds the document still', async () => {
      const body = invoice()
      const number = String(body.encf)
      world.simulator.faults.add({ kind: 'duplicate-track', number, times: 1 })
      const { trackId } = (await client.send(body)).body.dgii_response
      await world.settle()
      expect(await client.status(trackId)).toMatchObject({ status: 200, body: { encf: number, status: 'Accepted' } })
    })

    test('of another tenant’s invoice is not found, by either trackId', async () => {
      const { trackId } = (await client.send(invoice())).body.dgii_response
      const stranger = EcfDirectClient.of(world, await world.taxpayer('131000021'))
      const document = (await documents(`E31${String(count).padStart(10, '0')}`))[0]!
      for (const id of [trackId, document.id]) {
        expect(await stranger.status(id)).toMatchObject({ status: 404, body: { status: 'error', code: 'not_found' } })
        expect(await client.status(id)).toMatchObject({ status: 200 })
      }
    })

    test.each(['x', '%00', '%F0%9F%98%80', "'; drop table documents", '../../v1/keys', 'secuencia-utilizada'])(
      'of %s is not found',
      async (trackId) => {
        expect(await client.status(encodeURIComponent(trackId))).toMatchObject({ status: 404 })
      },
    )
  })
})

const UNCLEAR = 'It is not known whether the tax authority has the document; it is being asked.'
const SILENT = 'The tax authority does not answer; the document goes by itself once it does.'
