import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seededChance } from './chance.ts'
import { FAULT_KINDS, MARKS } from './fault-kinds.ts'
import { FaultPlan, type FaultRequest } from './faults.ts'
import { bodyOf, startBench, TAXPAYER, type Bench } from './testing/client.ts'
import { invoice, nameOf, summary, type Changes } from './testing/invoices.ts'
import { decideSummary, resultOf, submit } from './testing/submission.ts'

const RECEPTION = '/testecf/recepcion/api/facturaselectronicas'
const NUMBER = 'E310000000001'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
  await bench.token()
})
afterEach(() => bench.stop())

const upload = (number = NUMBER, changes: Changes = {}) =>
  bench.upload(RECEPTION, nameOf(number), bench.sign(invoice('31', number, changes)))
const entries = (number = NUMBER) => bench.simulator.ledger.entries({ number })
const strike = (request: FaultRequest) => bench.simulator.faults.add(request)
const marked = (mark: string): Changes => ({ 'Encabezado.Emisor.NumeroFacturaInterna': mark })

/** Waits until the ledger knows whether the answer left. */
async function answered(number = NUMBER): Promise<string | undefined> {
  const answer = () => entries(number).at(-1)?.answer
  await expect.poll(answer).not.toBe('pending')
  return answer()
}

describe('seen from the client', () => {
  test('down: the connection ends before anything is read', async () => {
    strike({ kind: 'down', service: 'recepcion' })
    await expect(upload()).rejects.toThrow()
    expect(entries()).toEqual([])
    const socket = connect(Number(new URL(bench.simulator.baseUrl).port), '127.0.0.1')
    socket.write(`POST ${RECEPTION} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n`)
    socket.on('error', () => undefined)
    const received: Buffer[] = []
    socket.on('data', (chunk: Buffer) => received.push(chunk))
    await once(socket, 'close')
    expect(received).toEqual([])
  })

  test('cut-before: the request was read, nothing is recorded, no answer comes', async () => {
    strike({ kind: 'cut-before', service: 'recepcion', times: 1 })
    await expect(upload()).rejects.toThrow()
    expect(entries()).toEqual([])
    expect((await upload()).status).toBe(200)
  })

  test('cut-after: no answer comes, but the document is there and is decided', async () => {
    strike({ kind: 'cut-after', service: 'recepcion', times: 1 })
    await expect(upload()).rejects.toThrow()
    expect(await answered()).toBe('cut')
    bench.pass(200)
    expect(entries()).toMatchObject([{ arrival: 1, outcome: { state: 'accepted' }, answer: 'cut' }])
    expect((await upload()).status).toBe(200)
    bench.pass(200)
    expect(entries()).toMatchObject([
      { arrival: 1 },
      { arrival: 2, outcome: { state: 'rejected', messages: [{ code: '1209' }] } },
    ])
    expect(entries()[0]?.sha256).toBe(entries()[1]?.sha256)
  })

  test('error-before: 5xx and nothing is recorded', async () => {
    strike({ kind: 'error-before', service: 'recepcion', times: 1, status: 502 })
    expect((await upload()).status).toBe(502)
    expect(entries()).toEqual([])
  })

  test('error-after: 5xx and the document is there', async () => {
    strike({ kind: 'error-after', service: 'recepcion', times: 1 })
    const answer = await upload()
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('Internal Server Error')])
    expect(entries()).toMatchObject([{ trackIds: [expect.any(String)] }])
    expect(await answered()).toBe('delivered')
  })

  test('error-after: a summary is accepted although the answer was 500', async () => {
    strike({ kind: 'error-after', service: 'recepcionfc', times: 1 })
    const number = 'E320000000001'
    const answer = await bench.upload(
      '/testecf/recepcionfc/api/recepcion/ecf',
      nameOf(number),
      bench.sign(summary(number)),
    )
    expect(answer.status).toBe(500)
    expect(entries(number)).toMatchObject([{ outcome: { state: 'accepted', numberSpent: true } }])
  })

  test.each([403, 200])('firewall: HTML with %i, and nothing is recorded', async (status) => {
    strike({ kind: 'firewall', service: 'recepcion', status })
    const answer = await upload()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('<html>')
    expect(entries()).toEqual([])
  })

  test('maintenance: every service of the environment answers 503', async () => {
    strike({ kind: 'maintenance', environment: 'testecf' })
    expect((await upload()).status).toBe(503)
    expect((await bench.get('/testecf/autenticacion/api/autenticacion/semilla')).status).toBe(503)
    expect((await bench.get('/ecf/autenticacion/api/autenticacion/semilla')).status).toBe(200)
  })

  test('token-expired: 401, and the token stays bad', async () => {
    strike({ kind: 'token-expired', service: 'recepcion', times: 1 })
    expect((await upload()).status).toBe(401)
    expect((await upload()).status).toBe(401)
    expect(entries()).toEqual([])
  })

  test('latency: the answer waits', async () => {
    strike({ kind: 'latency', service: 'recepcion', ms: 150 })
    const before = performance.now()
    expect((await upload()).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(149)
  })

  test('latency: a client that gave up has handed the document in, and has no answer', async () => {
    strike({ kind: 'latency', service: 'recepcion', ms: 200 })
    const authorization = `Bearer ${await bench.token()}`
    const body = new FormData()
    body.append('xml', new Blob([bench.sign(invoice('31', NUMBER))], { type: 'text/xml' }), nameOf(NUMBER))
    const request = { method: 'POST', headers: { authorization }, body, signal: AbortSignal.timeout(50) }
    await expect(fetch(`${bench.simulator.baseUrl}${RECEPTION}`, request)).rejects.toThrow()
    await expect.poll(() => entries().length).toBe(1)
    expect(await answered()).toBe('cut')
  })

  test('truncated: a complete HTTP answer with half of the JSON', async () => {
    strike({ kind: 'truncated', service: 'recepcion' })
    const answer = await upload()
    const body = await answer.text()
    expect(answer.status).toBe(200)
    expect(body).toMatch(/^\{"trackId":"/)
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError)
  })

  test('wrong-content-type: the right JSON, labelled as HTML', async () => {
    strike({ kind: 'wrong-content-type', service: 'recepcion' })
    const answer = await upload()
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.json()).toMatchObject({ error: null })
  })

  test('trickle: the answer arrives bit by bit, and whole', async () => {
    strike({ kind: 'trickle', service: 'recepcion', ms: 100 })
    const answer = await upload()
    const chunks: Uint8Array[] = []
    for await (const chunk of answer.body ?? []) {
      const piece: unknown = chunk
      if (piece instanceof Uint8Array) chunks.push(piece)
    }
    expect(chunks.length).toBeGreaterThan(1)
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ error: null })
    expect(await answered()).toBe('delivered')
  })

  test('trickle: a client that goes away has not got the answer', async () => {
    strike({ kind: 'trickle', service: 'recepcion', ms: 5_000 })
    const abort = new AbortController()
    const authorization = `Bearer ${await bench.token()}`
    const body = new FormData()
    body.append('xml', new Blob([bench.sign(invoice('31', NUMBER))], { type: 'text/xml' }), nameOf(NUMBER))
    const request = { method: 'POST', headers: { authorization }, body, signal: abort.signal }
    const answer = await fetch(`${bench.simulator.baseUrl}${RECEPTION}`, request)
    expect(answer.status).toBe(200)
    abort.abort()
    expect(await answered()).toBe('cut')
  })

  test('processing: en proceso for as long as it is asked for', async () => {
    const { id } = strike({ kind: 'processing' })
    const trackId = await submit(bench, NUMBER, invoice('31', NUMBER))
    bench.pass(3_600_000 - 1)
    expect(await resultOf(bench, trackId)).toMatchObject({ codigo: '3', estado: 'En Proceso' })
    bench.simulator.faults.remove(id)
    expect(await resultOf(bench, trackId)).toMatchObject({ codigo: '1' })
  })

  test('unknown-track: no encontrado for a while, although it was handed out', async () => {
    strike({ kind: 'unknown-track', times: 2 })
    const trackId = await submit(bench, NUMBER, invoice('31', NUMBER))
    bench.pass(200)
    const seen = [await resultOf(bench, trackId), await resultOf(bench, trackId), await resultOf(bench, trackId)]
    expect(seen.map(({ codigo }) => codigo)).toEqual(['0', '0', '1'])
  })

  test('duplicate-track: the trackId handed out ends in 1209, the other one is accepted', async () => {
    strike({ kind: 'duplicate-track', times: 1 })
    const trackId = await submit(bench, NUMBER, invoice('31', NUMBER))
    bench.pass(200)
    expect(await resultOf(bench, trackId)).toMatchObject({ codigo: '2', mensajes: [{ codigo: '1209' }] })
    const [entry] = entries()
    expect(entry).toMatchObject({ arrival: 1, outcome: { state: 'accepted' } })
    expect(entry?.trackIds).toHaveLength(2)
    expect(await resultOf(bench, entry?.trackIds[0] ?? '')).toMatchObject({ codigo: '1' })
  })

  test('temporary: 004, and the same file is accepted later', async () => {
    strike({ kind: 'temporary', times: 1 })
    const number = 'E320000000001'
    const refused = await decideSummary(bench, number, summary(number))
    expect(refused).toMatchObject({ codigo: '2', mensajes: [{ codigo: '004' }], secuenciaUtilizada: false })
    expect(await decideSummary(bench, number, summary(number))).toMatchObject({ codigo: '1' })
  })
})

describe('asked for by input', () => {
  test('SIM-CUT-AFTER strikes once for each number, so that a retry goes through', async () => {
    await expect(upload(NUMBER, marked('SIM-CUT-AFTER'))).rejects.toThrow()
    expect((await upload(NUMBER, marked('SIM-CUT-AFTER'))).status).toBe(200)
    await expect(upload('E310000000002', marked('SIM-CUT-AFTER'))).rejects.toThrow()
  })

  test('in a summary the mark stands in the name of the buyer', async () => {
    const number = 'E320000000001'
    const changes = { 'Encabezado.Comprador.RazonSocialComprador': 'SIM-REJECT' }
    expect(await decideSummary(bench, number, summary(number, changes))).toMatchObject({
      codigo: '2',
      secuenciaUtilizada: true,
    })
  })

  test('SIM-PROCESSING and SIM-UNKNOWN-TRACK strike where the document is asked for', async () => {
    const [slow, lost] = [NUMBER, 'E310000000002']
    const slowTrack = await submit(bench, slow, invoice('31', slow, marked('SIM-PROCESSING')))
    const lostTrack = await submit(bench, lost, invoice('31', lost, marked('SIM-UNKNOWN-TRACK')))
    bench.pass(60_000)
    expect(await resultOf(bench, slowTrack)).toMatchObject({ codigo: '3' })
    for (const codigo of ['0', '0', '0', '1']) expect(await resultOf(bench, lostTrack)).toMatchObject({ codigo })
  })

  test('every mark strikes where it is documented to', () => {
    for (const [index, [mark, { kind }]] of [...MARKS].entries()) {
      const plan = new FaultPlan(() => 0)
      const services = FAULT_KINDS[kind].services ?? ['recepcion', 'recepcionfc']
      const subject = { service: services[0] ?? '', environment: 'testecf', number: String(index), marks: [mark] }
      expect(plan.take(subject, [FAULT_KINDS[kind].moment]), mark).toMatchObject([{ kind }])
      expect(plan.take({ ...subject, service: 'semilla' }, [FAULT_KINDS[kind].moment])).toEqual([])
    }
  })
})

describe('the plan', () => {
  test('strikes only where every scope fits', () => {
    const plan = new FaultPlan(() => 0)
    plan.add({ kind: 'cut-after', service: 'recepcion', environment: 'ecf', issuer: '1', number: 'E1' })
    const fits = { service: 'recepcion', environment: 'ecf', issuer: '1', number: 'E1' }
    for (const other of ['service', 'environment', 'issuer', 'number']) {
      expect(plan.take({ ...fits, [other]: 'another' }, ['answer'])).toEqual([])
    }
    expect(plan.take(fits, ['arrival'])).toEqual([])
    expect(plan.take(fits, ['answer'])).toMatchObject([{ kind: 'cut-after' }])
    expect(plan.list()).toMatchObject([{ hits: 1 }])
  })

  test('the same seed strikes the same requests', () => {
    const hits = (seed: number) => {
      const plan = new FaultPlan(seededChance(seed))
      plan.add({ kind: 'latency', probability: 0.3 })
      return Array.from({ length: 200 }, () => plan.take({ service: 'x' }, ['arrival']).length)
    }
    expect(hits(7)).toEqual(hits(7))
    expect(hits(7)).not.toEqual(hits(8))
    const count = hits(7).filter((each) => each === 1).length
    expect(count).toBeGreaterThan(30)
    expect(count).toBeLessThan(90)
  })

  test('of one kind only the oldest that fits strikes', () => {
    const plan = new FaultPlan(() => 0)
    plan.add({ kind: 'latency', ms: 1, times: 1 })
    plan.add({ kind: 'latency', ms: 2 })
    expect(plan.take({ service: 'x' }, ['arrival'])).toMatchObject([{ ms: 1 }])
    expect(plan.take({ service: 'x' }, ['arrival'])).toMatchObject([{ ms: 2 }])
  })
})

describe('the control interface', () => {
  const control = (path: string, init: RequestInit = {}) => fetch(`${bench.simulator.baseUrl}/_control/${path}`, init)
  const post = (body: unknown) =>
    control('faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  test('takes, lists and removes faults', async () => {
    const added = await post({ kind: 'error-before', service: 'recepcion', status: 503 })
    expect(added.status).toBe(201)
    const { id } = (await added.json()) as { id: number }
    expect((await upload()).status).toBe(503)
    expect(await (await control('faults')).json()).toMatchObject({ rules: [{ id, hits: 1, kind: 'error-before' }] })
    expect((await control(`faults/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await control(`faults/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await upload()).status).toBe(200)
    await post({ kind: 'latency', ms: 1 })
    expect((await control('faults', { method: 'DELETE' })).status).toBe(204)
    expect(bench.simulator.faults.list()).toEqual([])
  })

  test.each([
    ['an unknown kind', { kind: 'nonsense' }],
    ['an unknown field', { kind: 'latency', milliseconds: 3 }],
    ['a probability above 1', { kind: 'latency', probability: 2 }],
    ['a number of the wrong kind', { kind: 'latency', ms: '3' }],
    ['nothing', {}],
  ])('refuses %s', async (_what, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { message: string }).message).toMatch(/^body/)
  })

  test('shows the ledger, whole and by number, and the bytes themselves', async () => {
    await upload()
    await upload('E310000000002')
    bench.pass(200)
    const all = (await (await control('ledger')).json()) as { entries: unknown[] }
    expect(all.entries).toHaveLength(2)
    const one = await bodyOf(await control(`ledger?Environment=testecf&NUMBER=${NUMBER}`))
    expect(one).toMatchObject({
      entries: [
        {
          sequence: 1,
          environment: 'testecf',
          service: 'recepcion',
          issuer: TAXPAYER,
          number: NUMBER,
          fileName: nameOf(NUMBER),
          receivedAt: '2026-12-01T16:00:00.000Z',
          arrival: 1,
          outcome: { state: 'accepted', messages: [], numberSpent: true },
          answer: 'delivered',
        },
      ],
    })
    const lines = (await (await control('ledger.ndjson')).text()).trim().split('\n')
    const first = JSON.parse(lines[0] ?? '') as { bytes: string; sha256: string }
    const bytes = Buffer.from(await (await control('ledger/1/bytes')).arrayBuffer())
    expect(lines).toHaveLength(2)
    expect(Buffer.from(first.bytes, 'base64')).toEqual(bytes)
    expect(bytes.toString()).toContain(`<eNCF>${NUMBER}</eNCF>`)
    expect((await control('ledger/99/bytes')).status).toBe(404)
  })
})
