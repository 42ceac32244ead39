import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../src/accounts/keys.ts'
import { needs, shared } from '../support/needs.ts'
import { PRODUCTION } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { type Answer, ErplyClient, keyPair } from './erply-client.ts'
import { ERPLY_ROUTES, erplyLine } from './erply-routes.ts'

const seen = new Map<unknown, number>()

/** A problem of the contract, whole. */
function problem({ status, body, headers }: Answer, slug: string): Answer['body'] {
  expect({ status: body.status, slug: body.slug }).toEqual({ status, slug })
  expect(headers['content-type']).toContain('application/problem+json')
  expect(body.type).toBe(`urn:problem-type:erply:${slug}`)
  expect(body.title).toEqual(expect.any(String))
  seen.set(slug, status)
  return body
}

function fields({ errors }: Answer['body']): readonly string[] {
  return (errors as { field: string }[]).map(({ field }) => field)
}

describe.skipIf(!needs('postgres-server'))('the erply contract, when something is wrong,', () => {
  let world: World
  let client: ErplyClient

  beforeAll(async () => {
    world = await World.start()
    client = await ErplyClient.start(world, '131000001')
  })
  afterEach(() => world.simulator.faults.clear())
  afterAll(() => world.close())

  describe('with the body:', () => {
    test.each(['', '{', '{"type":"31",}', 'hola', '{"__proto__":{"a":1}}', '\u0000'])(
      '%j is malformed-json',
      async (text) => {
        const answer = await client.create(text)
        expect(problem(answer, 'malformed-json').status).toBe(400)
      },
    )

    test.each(['[]', '"x"', '1', 'null'])('%s is a validation-error', async (text) => {
      expect(problem(await client.create(text), 'validation-error').status).toBe(400)
    })

    test.each(['30', '99', '1', 'abc', '312', '🧾'])('type %j is an unsupported-ecf-type', async (type) => {
      const body = problem(await client.create(client.invoice({ type })), 'unsupported-ecf-type')
      expect(body.status).toBe(400)
      expect(fields(body)).toContain('type')
      const agreeing = await client.create(client.invoice({ type, encf: `E${type}0000000001` }))
      problem(agreeing, 'unsupported-ecf-type')
    })

    test('encf and type must agree', async () => {
      const body = problem(await client.create(client.invoice({ encf: 'E320000000001' })), 'validation-error')
      expect(body.errors).toMatchObject([{ field: 'encf', code: 'encf-type-mismatch' }])
    })

    test('everything is told at once, in the client’s names', async () => {
      const body = {
        type: 31,
        encf: 'E31',
        client_request_id: 'short',
        tenantId: 'mine',
        company: { rnc: '1', nombre: 'x' },
        customer: { name: '' },
        lines: [
          { ...erplyLine({ line_number: 7, quantity: 1, unit_price: 5000.5, subtotal: '5,000.00' }), extra: true },
        ],
        totals: { subtotal: '-1', tax: null, grand_total: 5900, other: '1' },
      }
      const answer = await client.create(body, { 'idempotency-key': undefined })
      expect(fields(problem(answer, 'validation-error'))).toEqual(
        expect.arrayContaining([
          'Idempotency-Key',
          'type',
          'encf',
          'client_request_id',
          'tenantId',
          'company.rnc',
          'company.name',
          'company.nombre',
          'customer.name',
          'lines[0].line_number',
          'lines[0].quantity',
          'lines[0].unit_price',
          'lines[0].subtotal',
          'lines[0].extra',
          'totals.subtotal',
          'totals.tax',
          'totals.grand_total',
          'totals.other',
        ]),
      )
    })

    test.each(['quantity', 'unit_price', 'subtotal', 'tax_rate'])(
      '%s is a string, never a JSON number',
      async (name) => {
        const body = await client.create(client.invoice({ lines: [erplyLine({ [name]: 1 })] }))
        expect(fields(problem(body, 'validation-error'))).toEqual([`lines[0].${name}`])
      },
    )

    test('tenantId does not go in it', async () => {
      const answer = await client.create(client.invoice({ tenantId: client.tenantId }))
      expect(fields(problem(answer, 'validation-error'))).toEqual(['tenantId'])
    })

    test.each([
      { why: 'a NUL', changes: { customer: { rnc: '131880681', name: 'A\u0000B' } }, field: 'customer.name' },
      { why: 'a lone surrogate', changes: { customer: { rnc: '131880681', name: '\ud800' } }, field: 'customer.name' },
      { why: 'a customer without rnc', changes: { customer: { name: 'Fela' } }, field: 'customer.rnc' },
      { why: 'a day that does not exist', changes: { issue_date: '2026-02-30' }, field: 'issue_date' },
      { why: 'a day to come', changes: { issue_date: '2027-01-01' }, field: 'issue_date' },
      { why: 'no customer where the type needs one', changes: { customer: undefined }, field: 'customer' },
      { why: 'no lines', changes: { lines: [] }, field: 'lines' },
      { why: 'a note without reference', changes: { type: '34', encf: 'E340000000001' }, field: 'reference' },
    ])('$why is a validation-error at $field', async ({ changes, field }) => {
      const told = fields(problem(await client.create(client.invoice(changes)), 'validation-error'))
      expect(told.some((each) => each.startsWith(field))).toBe(true)
      expect(told.join()).not.toMatch(/[A-Z]/)
    })

    test('a rate that does not exist is told at the line', async () => {
      const totals = { subtotal: '5000.00', tax: '850.00', grand_total: '5850.00' }
      const answer = await client.create(client.invoice({ lines: [erplyLine({ tax_rate: '17' })], totals }))
      expect(new Set(fields(problem(answer, 'validation-error')))).toEqual(new Set(['lines[0].tax_rate']))
    })

    test('an e-NCF that is another invoice’s is told at encf', async () => {
      const invoice = client.invoice()
      await client.created(invoice)
      const answer = await client.create(client.invoice({ encf: invoice.encf }))
      expect(fields(problem(answer, 'validation-error'))).toEqual(['encf'])
    })

    test('totals that do not match are a mathematical-discrepancy with the figures, beside what else is wrong', async () => {
      const totals = { subtotal: '5000.00', tax: '900.00', grand_total: '5900.01' }
      const customer = { name: 'Fela' }
      const body = problem(await client.create(client.invoice({ totals, customer })), 'mathematical-discrepancy')
      expect(body.status).toBe(422)
      expect(body.errors).toMatchObject([
        { field: 'totals.grand_total', stated: '5900.01', computed: '5900.00' },
        { field: 'customer.rnc' },
      ])
      expect(body.detail).toContain('5900.01')
    })

    test('too large is 413, another type 415', async () => {
      const large = await client.create(client.invoice({ client_request_id: 'x'.repeat(5_000_000) }))
      expect(problem(large, 'payload-too-large').status).toBe(413)
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json; charset=latin1',
        undefined,
      ]) {
        const other = await client.create(client.invoice(), { 'content-type': type })
        expect(problem(other, 'unsupported-media-type').status).toBe(415)
      }
    })
  })

  test.each(['', 'x', '7f3f5b1e-0d5a-1c39-9d5f-6f1f7a0c2b11', '7f3f5b1e-0d5a-4c39-0d5f-6f1f7a0c2b11'])(
    'Idempotency-Key %j is no UUID v4',
    async (key) => {
      const answer = await client.create(client.invoice(), { 'idempotency-key': key })
      expect(fields(problem(answer, 'validation-error'))).toEqual(['Idempotency-Key'])
    },
  )

  describe('with the tenant:', () => {
    test('a company that is no issuer of it is tenant-config-missing', async () => {
      const company = { rnc: '131880681', name: 'Otra SRL' }
      const answer = await client.create(client.invoice({ company }))
      expect(problem(answer, 'tenant-config-missing').status).toBe(422)
      expect(fields(answer.body)).toEqual(['company.rnc'])
    })

    test('a number that no range holds is tenant-config-missing', async () => {
      const answer = await client.create(client.invoice({ encf: 'E319999999999' }))
      expect(fields(problem(answer, 'tenant-config-missing'))).toEqual(['encf'])
    })

    test('an issuer without certificate is tenant-config-missing', async () => {
      const { accounts, jurisdictions, chance } = world.house
      const tenant = await accounts.createTenant({ id: chance.id(), name: 'Sin certificado' }, 'test')
      const now = world.clock.now().toISOString()
      const profile = { taxId: '131000035', name: 'Sin SRL', address: 'Calle 1', settings: {} }
      await accounts.createIssuer(
        {
          id: chance.id(),
          tenantId: tenant.id,
          environment: 'sandbox',
          jurisdiction: jurisdictions[0]?.code ?? '',
          authorityEnvironment: 'testecf',
          profile,
          createdAt: now,
          updatedAt: now,
        },
        'test',
      )
      const { body } = await client.tokenOf(await keyPair(world, tenant.id))
      const authorization = `Bearer ${String(body.access_token)}`
      const company = { rnc: '131000035', name: 'Sin SRL' }
      const answer = await client.create(client.invoice({ company }), { authorization })
      expect(problem(answer, 'tenant-config-missing').status).toBe(422)
    })
  })

  test('a token without the scope is forbidden, before the body is looked at', async () => {
    const reader = await client.tokenOf(await keyPair(world, client.tenantId, { scopes: ['documents:read'] }))
    expect(reader.body.scope).toBe('documents:read')
    const authorization = `Bearer ${String(reader.body.access_token)}`
    expect(problem(await client.create('{', { authorization }), 'forbidden').status).toBe(403)
    const writer = await client.tokenOf(client.pair, { scope: 'documents:write' })
    const { docId } = await client.created()
    for (const url of [`/v1/invoices/${docId}`, `/v1/invoices/${docId}/status`]) {
      const headers = { authorization: `Bearer ${String(writer.body.access_token)}` }
      problem(await client.send('GET', url, { headers }), 'forbidden')
    }
  })

  test('without a good token nothing is there for anybody', async () => {
    for (const route of ERPLY_ROUTES) {
      const url = route.url({ docId: '01HW9X4G000000000000000000' })
      for (const authorization of [
        undefined,
        'Bearer',
        'Bearer x',
        'Basic eDp5',
        `Bearer ${client.pair.clientSecret}`,
      ]) {
        const answer = await client.send(route.method, url, { headers: { authorization } })
        expect(problem(answer, 'unauthorised').status).toBe(401)
        expect(answer.headers['www-authenticate']).toContain('Bearer')
      }
    }
  })

  test('another tenant’s invoice, and one of the other environment, are not found', async () => {
    const { docId } = await client.created()
    const other = await ErplyClient.start(world, '131000043')
    const production = await ErplyClient.start(world, '131000051', PRODUCTION)
    for (const stranger of [other, production]) {
      for (const url of [`/v1/invoices/${docId}`, `/v1/invoices/${docId}/status`]) {
        expect(problem(await stranger.send('GET', url), 'not-found').status).toBe(404)
      }
    }
    for (const name of ['01HW9X4G', 'x', '%00', '..%2f', '8ZZZZZZZZZZZZZZZZZZZZZZZZZ', '🧾', 'a'.repeat(300)]) {
      expect((await client.send('GET', `/v1/invoices/${encodeURI(name)}`)).status).toBe(404)
    }
  })

  test('unknown addresses are 404 and other methods 405 in its own form', async () => {
    for (const url of ['/v1/invoices/x/y', '/v1/invoices/x/status/z', '/v1/auth/login', '/v1/auth']) {
      problem(await client.send('GET', url), 'not-found')
    }
    for (const url of ['/v1/invoices', '/v1/invoices/x', '/v1/invoices/x/status', '/v1/auth/token']) {
      const answer = await client.send('DELETE', url)
      expect(problem(answer, 'method-not-allowed').status).toBe(405)
      expect(answer.headers.allow).toMatch(/GET|POST/)
    }
  })

  test('who asks too often is told when to come again', async () => {
    const { key, secret } = await slowKey(world, client.tenantId)
    const { body } = await client.tokenOf({ clientId: key, clientSecret: secret })
    const headers = { authorization: `Bearer ${String(body.access_token)}` }
    await client.send('GET', '/v1/invoices/x', { headers })
    const answer = await client.send('GET', '/v1/invoices/x', { headers })
    expect(problem(answer, 'rate-limited').status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('32 hostile bodies get no 5xx and no stack', async () => {
    const values = [
      null,
      true,
      1,
      1e400,
      -0,
      '',
      'x',
      [],
      {},
      [[]],
      '９',
      '1e5',
      '0x10',
      '1.',
      '.5',
      '9'.repeat(400),
      'ñ\u202e',
    ]
    const bodies = Object.keys(client.invoice()).flatMap((name) =>
      values.map((value) => client.invoice({ [name]: value })),
    )
    const lines = Object.keys(erplyLine()).flatMap((name) =>
      values.map((value) => client.invoice({ lines: [erplyLine({ [name]: value })] })),
    )
    for (const body of [...bodies, ...lines]) {
      const answer = await client.create(body, { 'idempotency-key': randomUUID() })
      expect([202, 400, 409, 422], answer.text).toContain(answer.status)
      expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules/)
    }
  })

  test.skipIf(!needs('shared'))('every documented slug but DGII’s own was met with the documented status', () => {
    const text = readFileSync(shared('contracts/erply.txt'), 'utf8')
    const documented = [...text.matchAll(/^(\d{3})([a-z]+(?:-[a-z]+)*)/gm)].map(
      ([, status, slug]) => [slug, Number(status)] as const,
    )
    expect(documented).toHaveLength(8)
    const here = documented.filter(([slug]) => !slug?.startsWith('dgii-'))
    for (const [slug, status] of here) expect([slug, seen.get(slug)]).toEqual([slug, status])
  })
})

async function slowKey({ house }: World, tenantId: string): Promise<{ key: string; secret: string }> {
  const scopes = ['documents:read'] as const
  const request = {
    tenantId,
    environment: 'sandbox',
    name: 'slow',
    scopes,
    expiresAt: undefined,
    requestsPerMinute: 1,
  } as const
  const made = await createKey(house, 'test', request)
  return { key: made.key.id, secret: made.secret }
}
