import { request as httpRequest } from 'node:http'
import { type AddressInfo, createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'
import type { Problem } from '../problem.ts'
import type { DocumentJson } from './document-schema.ts'

interface Answer {
  readonly line: number
  readonly status: number
  readonly document?: DocumentJson
  readonly problem?: Problem
}

describe.skipIf(!needs('postgres-server'))('POST /api/v1/documents/batch', () => {
  let api: ApiServer
  let taxpayer: Taxpayer

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
    await api.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => api.close())

  async function batch(payload: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly Answer[]> {
    const reply = await api.app.inject(
      withKey(taxpayer.apiKey, {
        method: 'POST',
        url: '/api/v1/documents/batch',
        headers: { 'content-type': 'application/x-ndjson', ...headers },
        payload,
      }),
    )
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('application/x-ndjson')
    return reply.body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Answer)
  }

  const lineOf = (line: object): string => `${JSON.stringify(line)}\n`

  test('answers each line in its order, whatever becomes of it', async () => {
    const answers = await batch(
      [
        lineOf({ draft: creditInvoice(), idempotencyKey: 'order-1' }),
        '{"draft":\n',
        '\n',
        lineOf({ draft: creditInvoice({ lines: [] }) }),
        lineOf({ draft: creditInvoice(), surprise: 1 }),
        lineOf([]),
        lineOf({ draft: creditInvoice({ externalId: 'order-2' }) }).trimEnd(),
      ].join(''),
    )
    expect(answers.map(({ line, status }) => [line, status])).toEqual([
      [1, 201],
      [2, 400],
      [4, 422],
      [5, 422],
      [6, 422],
      [7, 201],
    ])
    expect(answers[2]?.problem).toMatchObject({ code: 'invalid-document', faults: [{ path: 'lines' }] })
    expect(answers[3]?.problem).toMatchObject({
      code: 'invalid-request',
      faults: [{ path: 'surprise', code: 'field-unknown' }],
    })
    expect(answers[5]?.document?.externalId).toBe('order-2')
  })

  test('can be sent again after a cut: what was served is answered and not made twice', async () => {
    const lines = Array.from({ length: 40 }, (_, i) =>
      lineOf(
        i % 2
          ? { draft: creditInvoice(), idempotencyKey: `again-${i}` }
          : { draft: creditInvoice({ externalId: `again-${i}` }) },
      ),
    )
    const first = await batch(lines.slice(0, 25).join(''))
    const second = await batch(lines.join(''))
    expect(second.map(({ status }) => status)).toEqual([...Array<number>(25).fill(200), ...Array<number>(15).fill(201)])
    expect(second.slice(0, 25).map(({ document }) => document?.number)).toEqual(
      first.map(({ document }) => document?.number),
    )
    expect(new Set(second.map(({ document }) => document?.number)).size).toBe(40)
  })

  test('the key of the batch stands in for lines that have none', async () => {
    const lines = lineOf({ draft: creditInvoice() }).repeat(3)
    const first = await batch(lines, { 'idempotency-key': 'night-run' })
    const second = await batch(lines, { 'idempotency-key': 'night-run' })
    expect(first.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(second.map(({ status, document }) => [status, document?.id])).toEqual(
      first.map(({ document }) => [200, document?.id]),
    )
  })

  test('line 10,001 is told to be too many and nothing after it is read', async () => {
    const answers = await batch(
      `${'{"draft":{}}\n'.repeat(10_001)}${lineOf({ draft: creditInvoice({ externalId: 'beyond' }) })}`,
    )
    expect(answers).toHaveLength(10_001)
    expect(answers.at(-1)).toMatchObject({ line: 10_001, status: 413, problem: { code: 'payload-too-large' } })
    const beyond = await api.app.inject(withKey(taxpayer.apiKey, { url: '/api/v1/documents?externalId=beyond' }))
    expect(beyond.json<{ documents: unknown[] }>().documents).toEqual([])
  })

  test('what follows line 10,001 is dropped, and the connection serves on', async () => {
    const { port } = api.app.server.address() as AddressInfo
    const head = `POST /api/v1/documents/batch HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${taxpayer.apiKey}\r\n`
    const blank = '\n'.repeat(3_000_000)
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.write(
      `${head}content-type: application/x-ndjson\r\ncontent-length: ${blank.length}\r\n\r\n${blank}` +
        'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    )
    const answers = await text(socket)
    expect(answers).toContain('"line":10001,"status":413')
    expect(answers).toContain('{"status":"alive"}')
  })

  test('a line above 1 MB is refused and the next one is served', async () => {
    const answers = await batch(
      `${'x'.repeat(1024 * 1024 + 1)}\n${lineOf({ draft: creditInvoice({ externalId: 'after-long' }) })}`,
    )
    expect(answers.map(({ status }) => status)).toEqual([413, 201])
  })

  test('answers a line before the next one is sent', async () => {
    const { port } = api.app.server.address() as AddressInfo
    const request = httpRequest({
      port,
      method: 'POST',
      path: '/api/v1/documents/batch',
      headers: { authorization: `Bearer ${taxpayer.apiKey}`, 'content-type': 'application/x-ndjson' },
    })
    const answers = new Promise<AsyncIterableIterator<string>>((resolve, reject) => {
      request.once('response', (response) => resolve(createInterface({ input: response })[Symbol.asyncIterator]()))
      request.once('error', reject)
    })
    const numbers: (string | undefined)[] = []
    for (const externalId of ['dialogue-1', 'dialogue-2', 'dialogue-3']) {
      request.write(lineOf({ draft: creditInvoice({ externalId }) }))
      const { value } = (await (await answers).next()) as { value: string }
      numbers.push((JSON.parse(value) as Answer).document?.number)
    }
    request.end()
    expect((await (await answers).next()).done).toBe(true)
    expect(new Set(numbers).size).toBe(3)
  })
})
