import { createIssuer } from '../../src/accounts/issuers.ts'
import { createKey } from '../../src/accounts/keys.ts'
import { type Caller, type Scope, SCOPES } from '../../src/domain/caller.ts'
import type { IssuerProfile } from '../../src/jurisdictions/jurisdiction.ts'
import { CELCER, type Place } from '../support/taxpayer.ts'
import type { World } from '../support/world.ts'
import { type FakturCredential, fakturHeaders } from './faktur-routes.ts'

/** An answer of the contract. */
export interface FakturAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: {
    readonly success: boolean
    readonly data: Readonly<Record<string, unknown>> & { readonly id: string; readonly accessKey: string }
    readonly error: { readonly code: string; readonly message: string; readonly details: readonly object[] }
  }
}

interface PostOptions {
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a client of the faktur contract does. */
export class FakturClient {
  readonly tenantId: string
  readonly issuerId: string
  readonly credential: FakturCredential
  readonly #world: World
  readonly #place: Place

  private constructor(world: World, place: Place, parts: Pick<FakturClient, 'tenantId' | 'issuerId' | 'credential'>) {
    this.#world = world
    this.#place = place
    this.tenantId = parts.tenantId
    this.issuerId = parts.issuerId
    this.credential = parts.credential
  }

  /** Of a taxpayer of its own tenant. */
  static async of(
    world: World,
    taxId: string,
    place: Place = CELCER,
    settings?: IssuerProfile['settings'],
  ): Promise<FakturClient> {
    const { taxpayer } = await world.ecuadorian(taxId, place, settings)
    return FakturClient.over(world, taxpayer.caller.tenantId, taxpayer.issuerId, place)
  }

  /** Of a taxpayer that is there already. */
  static async over(world: World, tenantId: string, issuerId: string, place: Place = CELCER): Promise<FakturClient> {
    const credential = await credentialOf(world, tenantId, place, SCOPES)
    return new FakturClient(world, place, { tenantId, issuerId, credential })
  }

  /** Of a taxpayer that cannot sign yet. */
  static async uncertified(world: World, taxId: string): Promise<FakturClient> {
    const { house } = world
    const { id: tenantId } = await house.accounts.createTenant({ id: house.chance.id(), name: taxId }, 'test')
    const caller: Caller = { tenantId, environment: CELCER.environment, scopes: SCOPES, actor: 'test', door: 'v1' }
    const profile = { taxId, name: 'Panadería Nueva S.A.', address: 'Quito', settings: {} }
    const saved = await createIssuer(house, caller, { jurisdiction: 'ec', profile })
    if (saved.kind === 'faults') throw new Error(JSON.stringify(saved.faults))
    return FakturClient.over(world, tenantId, saved.issuer.id)
  }

  /** The same taxpayer by a key that may do less. */
  async withScopes(...scopes: readonly Scope[]): Promise<FakturClient> {
    const credential = await credentialOf(this.#world, this.tenantId, this.#place, scopes)
    const { tenantId, issuerId } = this
    return new FakturClient(this.#world, this.#place, { tenantId, issuerId, credential })
  }

  /** Answers when the contract does; time goes on meanwhile. */
  async post(body: unknown, options: PostOptions = {}): Promise<FakturAnswer> {
    const answered = this.send('POST', `/v1/documents/invoices${options.query ?? ''}`, body, options.headers)
    const progress = { isAnswered: false }
    const done = answered.finally(() => (progress.isAnswered = true))
    while (!progress.isAnswered) await this.#world.pass(250)
    return done
  }

  get(id: string): Promise<FakturAnswer> {
    return this.send('GET', `/v1/documents/${id}`)
  }

  detail(accessKey: string): Promise<FakturAnswer> {
    return this.send('GET', `/v1/documents/detail?accessKey=${accessKey}`)
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<FakturAnswer> {
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const json = payload === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await this.#world.app.inject({
      method,
      url,
      headers: { ...json, ...fakturHeaders(this.credential), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    const answered = JSON.parse(answer.payload) as FakturAnswer['body']
    return { status: answer.statusCode, headers: answer.headers, text: answer.payload, body: answered }
  }
}

async function credentialOf(
  { house }: World,
  tenantId: string,
  { environment }: Place,
  scopes: readonly Scope[],
): Promise<FakturCredential> {
  const { key, secret } = await createKey(house, 'test', {
    tenantId,
    environment,
    name: 'faktur',
    scopes,
    expiresAt: undefined,
  })
  return { keyId: key.id, secret }
}
