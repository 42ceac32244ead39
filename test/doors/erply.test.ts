import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidOf } from '../../src/domain/ulid.ts'
import { needs, shared } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { ErplyClient } from './erply-client.ts'
import { erplyLine } from './erply-routes.ts'

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

describe.skipIf(!needs('postgres-server'))('POST /v1/invoices', () => {
  let world: World
  let client: ErplyClient

  beforeAll(async () => {
    world = await World.start()
    client = await ErplyClient.start(world, '131000001')
  })
  afterAll(() => world.close())

  test.skipIf(!needs('shared'))('takes the documented example word for word and answers as documented', async () => {
    const { request, reply } = documented()
    const own = await ErplyClient.start(world, '131000001')
    const answer = await own.create(request)
    expect(answer.status).toBe(202)
    const documentedReply = JSON.parse(reply) as Record<string, unknown>
    expect(Object.keys(answer.body)).toEqual(Object.keys(documentedReply))
    const { docId } = answer.body as { docId: string }
    expect(answer.body).toEqual({
      docId: expect.stringMatching(ULID) as string,
      trackId: expect.stringMatching(/^20261121-DGII-\d{4,}$/) as string,
      status: documentedReply.status,
      _links: { self: `/v1/invoices/${docId}`, status: `/v1/invoices/${docId}/status` },
    })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')

    await world.settle()
    const { body } = await own.send('GET', `/v1/invoices/${docId}`)
    expect(body).toMatchObject({
      status: 'accepted',
      type: '31',
      encf: 'E310000000001',
      client_request_id: 'req-2026-05-01-001',
      customer: { rnc: '131000002', name: 'Cliente Demo S.R.L.' },
      totals: { subtotal: '5000.00', tax: '900.00', grand_total: '5900.00' },
      dgii_track_id: expect.any(String) as string,
    })
  })

  describe('a repeated request', () => {
    test('gets the first reply with 200, by the header or by client_request_id, whatever happened since', async () => {
      const invoice = client.invoice()
      const headers = { 'idempotency-key': randomUUID() }
      const first = await client.create(invoice, headers)
      expect(first.status).toBe(202)
      await world.settle()
      const sameKey = await client.create(invoice, { 'idempotency-key': headers['idempotency-key'].toUpperCase() })
      const sameId = await client.create(invoice)
      for (const again of [sameKey, sameId]) expect(again).toMatchObject({ status: 200, text: first.text })
    })

    test('is a conflict with another body, by either', async () => {
      const invoice = client.invoice()
      const headers = { 'idempotency-key': randomUUID() }
      await client.created(invoice, headers)
      const other = await client.create(client.invoice(), headers)
      expect(other).toMatchObject({ status: 409, body: { slug: 'idempotency-conflict' } })
      const sameId = await client.create(client.invoice({ client_request_id: invoice.client_request_id }))
      expect(sameId).toMatchObject({ status: 409, body: { slug: 'idempotency-conflict' } })
    })

    test('finds its Idempotency-Key free after 24 hours, and its client_request_id never', async () => {
      const other = await ErplyClient.start(world, '131000027')
      const headers = { 'idempotency-key': randomUUID() }
      const invoice = other.invoice()
      const first = await other.created(invoice, headers)
      await world.pass(24 * 3_600_000 - 1000)
      expect((await other.create(other.invoice(), headers)).status).toBe(409)
      await world.pass(1000)
      expect(await other.create(invoice, headers)).toMatchObject({ status: 200, body: { docId: first.docId } })
      const second = await other.created(other.invoice(), headers)
      expect(second.docId).not.toBe(first.docId)
      expect((await other.create(other.invoice(), headers)).status).toBe(409)
      expect(await other.create(invoice)).toMatchObject({ status: 200, body: { docId: first.docId } })
    })

    test('makes one document of 32 at once, and all get one reply', async () => {
      const invoice = client.invoice()
      const headers = { 'idempotency-key': randomUUID() }
      const answers = await Promise.all(Array.from({ length: 32 }, () => client.create(invoice, headers)))
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(31).fill(200), 202])
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    })

    test('makes one document of 32 different ones under one key; the others are the conflict', async () => {
      const headers = { 'idempotency-key': randomUUID() }
      const answers = await Promise.all(Array.from({ length: 32 }, () => client.create(client.invoice(), headers)))
      expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array<number>(31).fill(409)])
    })
  })

  describe('Prefer: wait', () => {
    /** Lets the worker and the waiting request take turns. */
    async function worked<Value>(waiting: Promise<Value>): Promise<Value> {
      const turn = { over: false }
      const done = waiting.finally(() => (turn.over = true))
      while (!turn.over) {
        await world.pass(250)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return done
    }

    test('brings the verdict, DGII’s trackId beside ours, and says that it was applied', async () => {
      const invoice = client.invoice()
      const answer = await worked(client.create(invoice, { prefer: 'respond-async, wait=20' }))
      expect(answer).toMatchObject({ status: 202, body: { status: 'accepted' } })
      expect(answer.body.dgii_track_id).toEqual(expect.any(String))
      expect(answer.headers['preference-applied']).toBe('wait=20')
      const again = await client.create(invoice, { prefer: 'wait=20' })
      expect(again).toMatchObject({ status: 200, text: answer.text })
      expect(again.headers['preference-applied']).toBeUndefined()
    })

    test('waits 30 seconds at most', async () => {
      world.simulator.faults.add({ kind: 'processing', times: 1000 })
      const answer = await worked(client.create(client.invoice(), { prefer: 'wait=600' }))
      world.simulator.faults.clear()
      expect(answer).toMatchObject({ status: 202, body: { status: 'pending' } })
      expect(answer.headers['preference-applied']).toBe('wait=30')
      await world.settle()
    })

    test('answers 422 dgii-rejected with the code, and so does the repeated request', async () => {
      world.simulator.faults.add({ kind: 'reject', times: 1 })
      const invoice = client.invoice()
      const answer = await worked(client.create(invoice, { prefer: 'wait=20' }))
      expect(answer).toMatchObject({ status: 422, body: { slug: 'dgii-rejected', status: 422 } })
      expect(answer.body.dgii_code).toMatch(/^\d+$/)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(await client.create(invoice)).toMatchObject({ status: 422, text: answer.text })
      const status = await client.status(String(answer.body.docId))
      expect(status).toMatchObject({ status: 'rejected', error: { slug: 'dgii-rejected' } })
    })

    test('answers 504 dgii-unavailable while DGII is down; the document goes on by itself', async () => {
      world.simulator.faults.add({ kind: 'maintenance', times: 1000 })
      const invoice = client.invoice()
      const answer = await worked(client.create(invoice, { prefer: 'wait=5' }))
      expect(answer).toMatchObject({ status: 504, body: { slug: 'dgii-unavailable' } })
      const docId = String(answer.body.docId)
      expect(await client.status(docId)).toMatchObject({ status: 'pending', error: { slug: 'dgii-unavailable' } })
      world.simulator.faults.clear()
      await world.settle()
      expect(await client.status(docId)).toMatchObject({ status: 'accepted' })
      expect((await client.status(docId)).error).toBeUndefined()
      expect(await client.create(invoice)).toMatchObject({ status: 200, body: { docId, status: 'accepted' } })
    })
  })

  test('the status tells every way it can end', async () => {
    world.simulator.faults.add({ kind: 'conditional', times: 1 })
    const conditional = await client.created()
    expect(await client.status(conditional.docId)).toMatchObject({ status: 'pending', trackId: conditional.trackId })
    await world.settle()
    expect(await client.status(conditional.docId)).toMatchObject({ status: 'accepted_conditional' })
    world.simulator.faults.add({ kind: 'reject', times: 1 })
    const rejected = await client.created()
    await world.settle()
    expect(await client.status(rejected.docId)).toMatchObject({ status: 'rejected', error: { slug: 'dgii-rejected' } })
  })

  test.each([
    {
      type: '33',
      rate: 'a note',
      changes: { reference: { encf: 'E310000000001', code: '3', reason: 'Flete' } },
    },
    {
      type: '41',
      rate: 'a purchase',
      line: {
        withholdings: [
          { code: 'ITBIS', amount: '900.00' },
          { code: 'ISR', amount: '500.00' },
        ],
      },
    },
    { type: '32', rate: 'without a customer', changes: { customer: undefined } },
    { type: '43', rate: 'exempt', changes: { customer: undefined }, tax: '0.00' },
    { type: '44', rate: 'exempt', tax: '0.00' },
    { type: '45', rate: '16 %', tax: '800.00' },
    {
      type: '46',
      rate: 'abroad',
      tax: '0.00',
      changes: { customer: { foreign_id: 'DE8123', name: 'Kaffee GmbH', country: 'Alemania' } },
    },
    {
      type: '47',
      rate: 'abroad',
      tax: '0.00',
      line: { withholdings: [{ code: 'ISR', amount: '1350.00' }] },
      changes: { customer: { foreign_id: 'US99', name: 'Cloud Inc.' } },
    },
  ])('a type $type goes all the way, $rate', async ({ type, changes = {}, line = {}, tax = '900.00' }) => {
    const issuer = await ErplyClient.start(world, `1310${type}019`)
    if (type === '33') await issuer.created()
    const totals = { subtotal: '5000.00', tax, grand_total: `5${tax === '0.00' ? '0' : tax.slice(0, 1)}00.00` }
    const lines = [erplyLine(line)]
    const { docId } = await issuer.created(
      issuer.invoice({ type, encf: `E${type}0000000001`, lines, totals, ...changes }),
    )
    await world.settle()
    expect(await issuer.status(docId)).toMatchObject({ status: 'accepted' })
    const { body } = await issuer.send('GET', `/v1/invoices/${docId}`)
    expect(body.totals).toEqual(totals)
  })

  test.each([
    { over: '43', code: 'MontoExento', changes: { customer: undefined } },
    { over: '44', code: 'MontoExento' },
    { over: '46', code: 'MontoGravadoI3', changes: { customer: { foreign_id: 'DE8123', name: 'Kaffee GmbH' } } },
    { over: '47', code: 'MontoExento', changes: { customer: { foreign_id: 'US99', name: 'Cloud Inc.' } } },
    { over: '31', code: 'MontoGravadoI3' },
  ])('a note over a $over without tax is declared as $code', async ({ over, code, changes = {} }) => {
    const number = `000000${over}01`
    const reference = { encf: `E${over}0000000901`, code: '3', reason: 'Flete', issue_date: '2026-11-20' }
    const totals = { subtotal: '5000.00', tax: '0.00', grand_total: '5000.00' }
    const note = client.invoice({ type: '33', encf: `E33${number}`, reference, totals, ...changes })
    expect(await totalsOf(await client.created(note))).toMatchObject({ [code]: '5000.00' })
  })

  test('what is exempt on any type says so on its line', async () => {
    const lines = [erplyLine(), erplyLine({ line_number: 2, tax_rate: 'exempt' })]
    const totals = { subtotal: '10000.00', tax: '900.00', grand_total: '10900.00' }
    const receipt = await client.created(client.invoice({ lines, totals }))
    expect(await totalsOf(receipt)).toMatchObject({ MontoGravadoI1: '5000.00', MontoExento: '5000.00' })
    const wrong = client.invoice({ lines: [erplyLine({ tax_rate: 'exento' })] })
    expect(await client.create(wrong)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'lines[0].tax_rate' }] },
    })
  })

  test.each([
    { customer: { foreign_id: '123456789', name: 'Kaffee GmbH' }, type: '46', tax: '0.00', grand: '5000.00' },
    { customer: { rnc: '131880681', name: 'Colmado Doña Fela' }, type: '31', tax: '900.00', grand: '5900.00' },
  ])('the customer of a $type is told as he was given', async ({ customer, type, tax, grand }) => {
    const totals = { subtotal: '5000.00', tax, grand_total: grand }
    const { docId } = await client.created(client.invoice({ type, encf: `E${type}0000000777`, customer, totals }))
    const { body } = await client.send('GET', `/v1/invoices/${docId}`)
    expect(body.customer).toEqual(customer)
  })

  /** Every total that was signed, by its official name. */
  async function totalsOf({
    docId,
  }: {
    readonly docId: string
  }): Promise<Readonly<Record<string, string>> | undefined> {
    const document = await world.house.documents.get(client.tenantId, 'sandbox', uuidOf(docId) ?? '')
    return document?.totals
  }

  test('mixed rates need tax_rate on the lines that differ', async () => {
    const [first, second] = [erplyLine(), erplyLine({ line_number: 2, tax_rate: '16' })]
    const totals = { subtotal: '10000.00', tax: '1700.00', grand_total: '11700.00' }
    const { docId } = await client.created(client.invoice({ lines: [first, second], totals }))
    const { body } = await client.send('GET', `/v1/invoices/${docId}`)
    expect(body.totals).toEqual(totals)
  })
})

/** The documented request and reply. */
function documented(): { readonly request: string; readonly reply: string } {
  const text = readFileSync(shared('contracts/erply.txt'), 'utf8')
  const [request = '', reply = ''] = [...text.matchAll(/^\{\n.*?^\}$(?=\n\n)/gms)].map(([json]) => json)
  return { request, reply }
}
