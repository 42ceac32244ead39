import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { World } from '../support/world.ts'
import { FactlyClient, type FactlyAnswer, type FactlyRequest } from './factly-client.ts'
import { FactlyContract } from './factly-contract.ts'

const isThere = needs('shared') && needs('postgres-server')

type Schema = Readonly<Record<string, unknown>>

/** What a client sends that has misread the contract, or means ill. */
const ANYTHING = fc.oneof(
  fc.constantFrom(null, true, '', ' ', '0', -1, 0, 1.5, 1e21, 1e-9, 2 ** 53, '\u0000', '\ud800', '﷽', '<x/>', "'; drop table documents"),
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 3 }),
) // prettier-ignore

/** Values that a schema of the contract allows; its examples and defaults among them, so that many are taken. */
function validBy(schema: Schema): fc.Arbitrary<unknown> {
  const shown = [...((schema.examples as unknown[] | undefined) ?? []), ...('default' in schema ? [schema.default] : [])]
  const free = freeBy(schema)
  return shown.length === 0 ? free : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...shown) }, { weight: 1, arbitrary: free })
} // prettier-ignore

function freeBy(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]))
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties as Readonly<Record<string, Schema>>)
      const required = (schema.required ?? []) as string[]
      return fc.record(Object.fromEntries(properties.map(([name, each]) => [name, validBy(each)])), { requiredKeys: required })
    }
    case 'array':
      return fc.array(validBy(schema.items as Schema), { minLength: Number(schema.minItems ?? 0), maxLength: 4 })
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? -1000), max: 100_000 })
    case 'number':
      return fc.integer({ min: schema.exclusiveMinimum === undefined ? 0 : 1, max: 10_000_000 }).map((cents) => cents / 100)
    default:
      return textBy(schema)
  }
} // prettier-ignore

function textBy({ format, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  if (format === 'email') return fc.emailAddress()
  return fc.string({ unit: 'grapheme', maxLength: Number(maxLength ?? 60) })
} // prettier-ignore

/** The value with one thing in it replaced or taken away, wherever that is. */
function broken(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(), ANYTHING, fc.boolean()).map(([value, where, other, takesAway]) => {
    const places: (() => void)[] = []
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      const holder = node as Record<string, unknown>
      for (const name of Object.keys(holder)) {
        places.push(() => {
          if (takesAway) Reflect.deleteProperty(holder, name)
          else holder[name] = other
        })
        visit(holder[name])
      }
    }
    const copy = structuredClone(value)
    visit(copy)
    if (places.length === 0) return other
    places[where % places.length]!()
    return copy
  })
}

/** An empty text is nothing said, as the documented examples have it. */
function withoutEmptyEmail(body: unknown): unknown {
  const { customerEmail, ...rest } = body as Readonly<Record<string, unknown>>
  return customerEmail === '' ? rest : body
}

describe.skipIf(!isThere)('whatever the contract of factly lets a client send', () => {
  let contract: FactlyContract
  let world: World
  let client: FactlyClient
  let xml: string
  let requests = 0
  const statuses = new Map<string, number>()

  beforeAll(async () => {
    contract = new FactlyContract()
    world = await World.start()
    client = new FactlyClient(world.app, (await world.taxpayer('131000004')).taxpayer.apiKey)
    const first = await client.create(
      { ...contract.example('ConsumerSandboxRequest'), externalId: 'primero' },
      'primero',
    )
    xml = (await client.document(first.body.id, '/xml')).text
  }, 120_000)
  afterAll(() => world.close())

  /** Sends it, and holds the answer against the contract. */
  async function ask(operationId: string, url: string, request: FactlyRequest): Promise<FactlyAnswer> {
    const operation = contract.operation(operationId)
    const answer = await client.askAt(`/api/public${url}`, { ...request, method: operation.method })
    requests += 1
    const key = `${operationId} ${answer.status}`
    statuses.set(key, (statuses.get(key) ?? 0) + 1)
    expect(contract.breaches(operation, answer)).toEqual([])
    expect(answer.text).not.toMatch(/ at .*\.ts|node_modules|PRIVATE KEY/)
    return answer
  }

  const environments = fc.oneof(
    { weight: 8, arbitrary: fc.constant('sandbox') },
    { weight: 1, arbitrary: fc.constantFrom('production', 'test', 'SANDBOX', '%20', 'ñ') },
  )
  const keys = fc.oneof(
    { weight: 8, arbitrary: fc.uuid() },
    {
      weight: 1,
      arbitrary: fc.string({ minLength: 0, maxLength: 250 }).map((key) => key.replace(/[^\x21-\x7e]/g, 'x')),
    },
  )
  // prettier-ignore
  const withOwnId = (body: fc.Arbitrary<unknown>) => fc.tuple(body, fc.uuid(), fc.nat(9)).map(([value, externalId, dice]) =>
    dice > 0 && typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>).externalId === 'string' ? { ...value, externalId } : value)

  test('as a document, valid or broken, is answered as documented, and nothing broken is issued', async () => {
    const examples = ['ConsumerSandboxRequest', 'CreditFiscalRealRequest'].map((name) => contract.example(name))
    const schema = contract.schema('DocumentCreateRequest')
    const sequences = fc.integer({ min: 1, max: 9_999_999 }).map((sequence) => String(sequence).padStart(10, '0'))
    const names = fc.subarray(Object.keys(examples[1]!), { maxLength: 2 })
    const likely = fc.tuple(fc.constantFrom(...examples), names, validBy(schema), sequences).map(([example, changed, other, sequence]) => ({
      ...structuredClone(example),
      ...('encf' in example ? { encf: `E31${sequence}` } : {}),
      ...Object.fromEntries(changed.filter((name) => name in (other as object)).map((name) => [name, (other as Record<string, unknown>)[name]])),
    })) // prettier-ignore
    const valid = fc.oneof({ weight: 3, arbitrary: likely }, { weight: 1, arbitrary: validBy(schema) })
    const bodies = withOwnId(fc.oneof(valid, broken(valid), broken(broken(valid)), ANYTHING))
    await fc.assert(
      fc.asyncProperty(environments, keys, bodies, async (environment, key, body) => {
        const answer = await ask('createDocumentJson', `/v1/${environment}/documents`, { body, key })
        if (answer.status === 201) expect(contract.accepts('DocumentCreateRequest', withoutEmptyEmail(body))).toBe(true)
      }),
      { numRuns: 1_200 },
    )
    expect(statuses.get('createDocumentJson 201')).toBeGreaterThan(150)
    expect(statuses.get('createDocumentJson 422')).toBeGreaterThan(200)
  }, 300_000)

  test('as a file, valid or broken, is answered as documented', async () => {
    const cut = fc.tuple(fc.nat(), fc.nat(9), fc.string({ unit: 'binary' })).map(([at, length, text]) => {
      const from = at % xml.length
      return xml.slice(0, from) + text + xml.slice(from + length)
    })
    const number = fc.integer({ min: 1, max: 9_999_999 }).map((sequence) => xml.replace(/<eNCF>[^<]*/, `<eNCF>E32${String(sequence).padStart(10, '0')}`))
    const files = fc.oneof(cut, number, fc.string())
    const valid = fc.record({ externalId: fc.uuid(), xml: files })
    await fc.assert(
      fc.asyncProperty(environments, keys, fc.oneof(files, valid, broken(valid)), async (environment, key, given) => {
        const request = typeof given === 'string' ? { payload: given, headers: { 'content-type': 'application/xml' } } : { body: given }
        await ask('createDocumentXml', `/v1/${environment}/documents/xml`, { ...request, key })
      }),
      { numRuns: 500 },
    )
    expect(statuses.get('createDocumentXml 201')).toBeGreaterThan(20)
  }, 300_000) // prettier-ignore

  test('as the name of a document is answered as documented', async () => {
    const ids = fc.oneof(fc.integer({ min: 1, max: 60 }).map(String), fc.integer().map(String), ANYTHING.map((each) => encodeURIComponent((typeof each === 'string' ? each : JSON.stringify(each)).slice(0, 8).toWellFormed()) || '0'))
    const asked = contract.operations.filter(({ path }) => path.includes('{id}'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), environments, ids, async ({ operationId, path }, environment, id) => {
        const url = path.replace('{environment}', environment).replace('{id}', () => id)
        await ask(operationId, url, {})
      }),
      { numRuns: 400 },
    )
  }, 300_000) // prettier-ignore

  test('elsewhere is answered as documented', async () => {
    const asked = contract.operations.filter(({ path }) => !path.includes('documents'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), environments, async ({ operationId, path }, environment) => {
        await ask(operationId, path.replace('{environment}', environment), {})
      }),
      { numRuns: 100 },
    )
    expect(requests).toBeGreaterThanOrEqual(2_000)
  }, 300_000)
})
