import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Operation, operationsOf } from '../../../test/support/api-operations.ts'
import { type ApiServer, apiServer, withKey } from '../../../test/support/api-server.ts'
import { needs } from '../../../test/support/needs.ts'
import { valuesOf, type JsonSchema } from '../../../test/support/schema-values.ts'
import { creditInvoice, dominicanTaxpayer, type Taxpayer } from '../../../test/support/taxpayer.ts'

const RUNS = Number(process.env.EMITE_FUZZ_RUNS ?? 400)

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
          }
        >
      >
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

describe.skipIf(!needs('postgres-server'))('whatever is sent', () => {
  let api: ApiServer
  let taxpayer: Taxpayer
  let described: Described
  let operations: readonly Operation[]

  beforeAll(async () => {
    api = await apiServer()
    taxpayer = await dominicanTaxpayer(api.parts)
    described = (await api.app.inject('/openapi.json')).json()
    const all = await operationsOf(api.app, taxpayer.issuerId)
    // A stream that was asked for rightly has no end.
    operations = all.filter(({ operationId }) => operationId !== 'streamEvents')
  })
  afterAll(() => api.close())

  async function expectDeclared(operation: Operation, request: InjectOptions): Promise<void> {
    const { statusCode, body } = await api.app.inject(withKey(taxpayer.apiKey, request))
    const told = statusCode >= 500 ? body + api.log.slice(-3).join('') : ''
    expect({ operation: operation.operationId, declared: operation.statuses.includes(statusCode), told }).toEqual({
      operation: operation.operationId,
      declared: true,
      told: '',
    })
  }

  test('bodies made from the schemas, with garbage in them, never break anything', async () => {
    const bodies = operations.flatMap((operation) => {
      const schema = schemaOf(described, operation.operationId)
      return schema
        ? [fc.record({ operation: fc.constant(operation), payload: valuesOf(schema, described.components.schemas) })]
        : []
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(...bodies), async ({ operation, payload }) => {
        const text = JSON.stringify(payload)
        const type = operation.operationId === 'createDocuments' ? 'application/x-ndjson' : 'application/json'
        await expectDeclared(operation, { ...operation.request, payload: text, headers: { 'content-type': type } })
      }),
      { numRuns: RUNS },
    )
  })

  test('a good draft with one value replaced by garbage never breaks anything', async () => {
    const [create] = operations.filter(({ operationId }) => operationId === 'createDocument')
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.jsonValue({ noUnicodeString: false }), async (seed, garbage) => {
        const payload = JSON.stringify(replaced(creditInvoice({ issuer: '999999992' }), seed, garbage))
        await expectDeclared(create!, { ...create!.request, payload, headers: { 'content-type': 'application/json' } })
      }),
      { numRuns: RUNS },
    )
  })

  test('bytes, queries and headers at random never break anything', async () => {
    const parts = fc.record({
      index: fc.nat(),
      bytes: fc.uint8Array({ maxLength: 200 }),
      query: fc.string({ unit: 'grapheme', maxLength: 60 }),
      names: fc.constantFrom('limit', 'state', 'wait', 'file', 'q', 'cursor', 'after', 'number'),
      header: fc.stringMatching(/^[\x20-\x7e]{0,60}$/),
    })
    await fc.assert(
      fc.asyncProperty(parts, async ({ index, bytes, query, names, header }) => {
        const operation = operations[index % operations.length]!
        const headers = {
          'content-type': 'application/json',
          prefer: header,
          'if-none-match': header,
          'idempotency-key': header,
          'accept-language': header,
        }
        const url = `${operation.request.url}?${names}=${encodeURIComponent(query)}`
        await expectDeclared(operation, {
          ...operation.request,
          url,
          headers,
          ...(operation.request.method === 'GET' ? {} : { payload: Buffer.from(bytes) }),
        })
      }),
      { numRuns: RUNS },
    )
  })
})

function schemaOf({ paths }: Described, operationId: string): JsonSchema | undefined {
  const operation = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .find((each) => each.operationId === operationId)
  return Object.values(operation?.requestBody?.content ?? {})[0]?.schema
}

/** The value with the `seed`-th of its leaves replaced. */
function replaced(value: unknown, seed: number, garbage: unknown): unknown {
  let left = seed % leavesOf(value)
  const visit = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(visit)
    if (each !== null && typeof each === 'object')
      return Object.fromEntries(Object.entries(each).map(([name, member]) => [name, visit(member)]))
    left -= 1
    return left === -1 ? garbage : each
  }
  return visit(value)
}

function leavesOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  return Object.values(value).reduce<number>((count, each) => count + leavesOf(each), 0)
}
