import { randomUUID } from 'node:crypto'
import { createKey } from '../../src/accounts/keys.ts'
import { type Environment, type Scope, SCOPES } from '../../src/domain/caller.ts'
import { TESTECF, type Place } from '../support/taxpayer.ts'
import type { World } from '../support/world.ts'
import { erplyInvoice } from './erply-routes.ts'

/** What a client gets back. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface Receipt {
  readonly docId: string
  readonly trackId: string
  readonly status: string
  readonly dgii_track_id?: string
  readonly _links: { readonly self: string; readonly status: string }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface KeyPair {
  readonly clientId: string
  readonly clientSecret: string
}

/** A client written for the contract: it knows its host and its two credentials. */
export class ErplyClient {
  readonly #world: World
  readonly pair: KeyPair
  readonly tenantId: string
  readonly rnc: string
  #token = ''
  #renewedAt = 0
  #sequence = 0

  private constructor(world: World, pair: KeyPair, owner: { tenantId: string; rnc: string }) {
    this.#world = world
    this.pair = pair
    this.tenantId = owner.tenantId
    this.rnc = owner.rnc
  }

  /** A taxpayer of its own, and a token for it. */
  static async start(world: World, rnc: string, place: Place = TESTECF): Promise<ErplyClient> {
    const { taxpayer } = await world.taxpayer(rnc, place)
    return ErplyClient.of(world, taxpayer.caller.tenantId, rnc, place)
  }

  /** A token for a taxpayer that is there. */
  static async of(world: World, tenantId: string, rnc: string, place: Place = TESTECF): Promise<ErplyClient> {
    const pair = await keyPair(world, tenantId, { environment: place.environment })
    const client = new ErplyClient(world, pair, { tenantId, rnc })
    await client.renew()
    return client
  }

  get token(): string {
    return this.#token
  }

  /** Gets a new token, as clients do after an hour. */
  async renew(): Promise<void> {
    const { body, text } = await this.tokenOf(this.pair)
    if (typeof body.access_token !== 'string') throw new Error(text)
    this.#token = body.access_token
    this.#renewedAt = this.#world.clock.now().getTime()
  }

  tokenOf({ clientId, clientSecret }: KeyPair, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...more }
    return this.send('POST', '/v1/auth/token', {
      headers: { authorization: undefined, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    })
  }

  /** An invoice of this issuer that differs from every other. */
  invoice(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    this.#sequence += 1
    const number = String(this.#sequence).padStart(10, '0')
    return erplyInvoice({
      encf: `E31${number}`,
      client_request_id: `request-${number}`,
      company: { rnc: this.rnc, name: 'Panadería La Espiga SRL' },
      ...changes,
    })
  }

  create(body: unknown, headers: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    return this.send('POST', '/v1/invoices', {
      headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': randomUUID(), ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  /** Creates an invoice that must be taken. */
  async created(body: unknown = this.invoice(), headers?: Readonly<Record<string, string>>): Promise<Receipt> {
    const answer = await this.create(body, headers)
    if (answer.status !== 202) throw new Error(`${answer.status}: ${answer.text}`)
    return answer.body as unknown as Receipt
  }

  async status(docId: string): Promise<Readonly<Record<string, unknown>>> {
    const { status, body, text } = await this.send('GET', `/v1/invoices/${docId}/status`)
    if (status !== 200) throw new Error(text)
    return body
  }

  async send(
    method: Method,
    url: string,
    { headers = {}, payload }: { headers?: Readonly<Record<string, string | undefined>>; payload?: string } = {},
  ): Promise<Answer> {
    const isOld = this.#world.clock.now().getTime() - this.#renewedAt > 3_500_000
    if (isOld && !('authorization' in headers)) await this.renew()
    const all: Readonly<Record<string, string | undefined>> = { authorization: `Bearer ${this.#token}`, ...headers }
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    const answer = await this.#world.app.inject({
      method,
      url,
      headers: sent,
      ...(payload === undefined ? {} : { payload }),
    })
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.payload,
      body: answer.json<Answer['body']>(),
    }
  }
}

/** Another key of a tenant. */
export async function keyPair(
  { house }: World,
  tenantId: string,
  {
    environment = 'sandbox',
    scopes = SCOPES,
    requestsPerMinute,
  }: { environment?: Environment; scopes?: readonly Scope[]; requestsPerMinute?: number } = {},
): Promise<KeyPair> {
  const request = { tenantId, environment, name: 'erply', scopes, expiresAt: undefined, requestsPerMinute }
  const { key, secret } = await createKey(house, 'test', request)
  return { clientId: key.id, clientSecret: secret }
}
