import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import { ulidOf } from '../../src/domain/ulid.ts'
import type { Client } from '../support/client.ts'
import { needs } from '../support/needs.ts'
import { creditInvoice, ecuadorianInvoice } from '../support/taxpayer.ts'
import { World } from '../support/world.ts'
import { ECF_DIRECT_ROUTES, ecfDirectHeaders } from './ecf-direct-routes.ts'
import { ERPLY_ROUTES } from './erply-routes.ts'
import { FACTLY_ROUTES } from './factly-routes.ts'
import { FAKTUR_ROUTES, fakturHeaders } from './faktur-routes.ts'
import { SRI_DOCUMENTS_ROUTES } from './sri-documents-routes.ts'

/** What a tenant has that a route may name, and what it shows to be let in. */
interface Party {
  readonly client: Client
  readonly documentId: string
  readonly documentNumber: number
  readonly fiscalNumber: string
  readonly accessKey: string
  readonly trackId: string
  readonly branch: number
  readonly keyId: string
  readonly token: string
}

type Request = InjectOptions & { readonly url: string }

interface Asked {
  readonly door: string
  readonly country: 'do' | 'ec'
  readonly method: 'GET' | 'POST'
  /** The request for what is `theirs` with the credential of `who`. */
  readonly request: (who: Party, theirs: Party) => Request
}

const ROUTES: readonly Asked[] = [
  ...ECF_DIRECT_ROUTES.map(({ method, url, body }): Asked => ({
    door: 'ecf-direct',
    country: 'do',
    method,
    request: ({ client }, theirs) => asked(method, url(theirs), ecfDirectHeaders(client.taxpayer.apiKey), body),
  })),
  ...ERPLY_ROUTES.map(({ method, url, headers, body }): Asked => ({
    door: 'erply',
    country: 'do',
    method,
    request: (who, { documentId }) => asked(method, url({ docId: ulidOf(documentId) }), headers(who), body),
  })),
  ...FACTLY_ROUTES.map(({ method, url, headers, body }): Asked => ({
    door: 'factly',
    country: 'do',
    method,
    request: ({ client }, { documentNumber }) =>
      asked(method, url('sandbox', documentNumber), headers(client.taxpayer.apiKey), body),
  })),
  ...FAKTUR_ROUTES.map(({ method, url, body }): Asked => ({
    door: 'faktur',
    country: 'ec',
    method,
    request: ({ client, keyId }, { documentId, accessKey }) => {
      const headers = fakturHeaders({ keyId, secret: client.taxpayer.apiKey })
      return asked(method, url({ id: documentId, accessKey }), headers, body)
    },
  })),
  ...SRI_DOCUMENTS_ROUTES.map((route): Asked => ({
    door: 'sri-documents',
    country: 'ec',
    method: route.method,
    request: ({ client }, { accessKey, branch }) => {
      const ids = { accessKey, issuerId: branch }
      const body = 'body' in route ? route.body : undefined
      return asked(route.method, route.url(ids), route.headers(client.taxpayer.apiKey, ids), body)
    },
  })),
]

function asked(
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object | undefined,
): Request {
  return { method, url, headers: { ...headers }, ...(body === undefined ? {} : { payload: body }) }
}

const named = ROUTES.map((route) => {
  const nobody = { client: { taxpayer: { apiKey: '' } }, documentId: '00000000-0000-7000-8000-000000000000' }
  const { url } = route.request(nobody as Party, { ...nobody, documentNumber: 0, accessKey: 'KEY', trackId: 'ID' } as Party)
  return { ...route, path: url }
}) // prettier-ignore

describe.skipIf(!needs('postgres-server'))('through every route of every door', () => {
  let world: World
  let parties: Readonly<Record<'do' | 'ec', readonly [owner: Party, stranger: Party]>>

  beforeAll(async () => {
    world = await World.start()
    parties = {
      do: [await dominican('131000101'), await dominican('131000112')],
      ec: [await ecuadorian('1790000061001'), await ecuadorian('1790000062001')],
    }
    await world.settle()
  })
  afterAll(() => world.close())

  const dominican = async (rnc: string) => partyOf(await world.taxpayer(rnc), creditInvoice())
  const ecuadorian = async (ruc: string) => partyOf(await world.ecuadorian(ruc), ecuadorianInvoice())

  async function partyOf(client: Client, draft: object): Promise<Party> {
    const { id, number, stamp } = await client.issue(draft)
    const { tenantId, environment } = client.taxpayer.caller
    const { accounts, doorRecords } = world.house
    const [key] = await accounts.keys(tenantId, environment)
    const place = { tenantId, environment, issuerId: client.taxpayer.issuerId, place: '001-001' }
    const keyId = key?.id ?? ''
    const payload = { grant_type: 'client_credentials', client_id: keyId, client_secret: client.taxpayer.apiKey }
    const answer = await world.app.inject({ method: 'POST', url: '/v1/auth/token', payload })
    return {
      client,
      documentId: id,
      documentNumber: await doorRecords.numberOf(tenantId, id),
      fiscalNumber: number,
      accessKey: stamp.accessKey ?? '',
      trackId: id,
      branch: (await doorRecords.branchAt(place)).number,
      keyId,
      token: answer.json<{ access_token: string }>().access_token,
    }
  }

  /** All that is kept of a tenant's documents. */
  async function kept({ client }: Party): Promise<string> {
    const { tenantId, environment } = client.taxpayer.caller
    const [issuedFrom, issuedTo] = ['2000-01-01', '2100-01-01'] as CalendarDate[]
    if (!issuedFrom || !issuedTo) throw new Error('no period')
    const query = { tenantId, environment, issuedFrom, issuedTo, issuerId: undefined, after: undefined, limit: 1_000 }
    return JSON.stringify(await world.house.archive.page(query))
  }

  /** Some answers wait for the authority's first one: time goes on meanwhile. */
  async function answered(request: InjectOptions): Promise<LightMyRequestResponse> {
    const progress = { isAnswered: false }
    const reply = world.app.inject(request).finally(() => (progress.isAnswered = true))
    while (!progress.isAnswered) await world.pass(100)
    return reply
  }

  test.each(named)('$door $method $path: a stranger reads and changes nothing', async ({ country, request, path }) => {
    const [owner, stranger] = parties[country]
    const before = await kept(owner)
    const reply = await answered(request(stranger, owner))
    expect(await kept(owner)).toBe(before)
    expect(reply.statusCode).toBeLessThan(500)
    for (const secret of [owner.client.taxpayer.apiKey, owner.client.taxpayer.caller.tenantId])
      expect(reply.body).not.toContain(secret)
    // What names a document of the owner is not there for anybody else.
    if (/KEY|ID|\/0(\/|$)|000000000/.test(path)) expect(reply.statusCode).toBe(404)
    if (owner.accessKey !== '') expect(reply.body).not.toContain(owner.accessKey)
  })

  test.each(named.filter(({ method }) => method === 'GET'))(
    '$door $method $path: the owner finds what is his',
    async ({ country, request }) => {
      const [owner] = parties[country]
      expect((await world.app.inject(request(owner, owner))).statusCode).toBe(200)
    },
  )

  test.each(named)('$door $method $path: nobody gets in without a credential', async ({ country, request }) => {
    const [owner] = parties[country]
    expect((await world.app.inject({ ...request(owner, owner), headers: {} })).statusCode).toBe(401)
  })
})
