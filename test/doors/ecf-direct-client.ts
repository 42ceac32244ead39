import type { FastifyInstance } from 'fastify'
import { createKey } from '../../src/accounts/keys.ts'
import type { Scope } from '../../src/domain/caller.ts'
import type { Client } from '../support/client.ts'
import type { World } from '../support/world.ts'
import { ecfDirectHeaders } from './ecf-direct-routes.ts'

/** An answer of the contract. */
export interface EcfDirectAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: {
    readonly status: string
    readonly trackId: string
    readonly signed_xml: string
    readonly encoded_xml: string
    readonly dgii_response: Readonly<Record<'trackId' | 'codigo' | 'estado' | 'mensaje', string>>
    readonly code: string
    readonly message: string
    readonly messages: readonly { readonly code: string; readonly message: string }[]
    readonly warnings: readonly { readonly field: string; readonly message: string }[]
    readonly errors: readonly { readonly field: string; readonly message: string }[]
  }
}

/** What a client of the ecf-direct contract does. */
export class EcfDirectClient {
  readonly #world: World
  readonly #app: FastifyInstance
  readonly #headers: Readonly<Record<string, string>>

  constructor(world: World, headers: Readonly<Record<string, string>>, app = world.app) {
    this.#world = world
    this.#app = app
    this.#headers = headers
  }

  static of(world: World, { taxpayer }: Client): EcfDirectClient {
    return new EcfDirectClient(world, ecfDirectHeaders(taxpayer.apiKey))
  }

  /** The same taxpayer by a key that may do less. */
  static async withScopes(
    world: World,
    { taxpayer, place }: Client,
    scopes: readonly Scope[],
  ): Promise<EcfDirectClient> {
    const { tenantId } = taxpayer.caller
    const request = { tenantId, environment: place.environment, name: 'less', scopes, expiresAt: undefined }
    return new EcfDirectClient(world, ecfDirectHeaders((await createKey(world.house, 'test', request)).secret))
  }

  emit(invoice: unknown): Promise<EcfDirectAnswer> {
    return this.ask('POST', '/api/ecf/emit', invoice)
  }

  /** Answers when the contract does; time goes on meanwhile. */
  async send(invoice: unknown): Promise<EcfDirectAnswer> {
    return (await this.sendAtOnce([invoice]))[0]!
  }

  /** All of them at the same time. */
  async sendAtOnce(invoices: readonly unknown[]): Promise<readonly EcfDirectAnswer[]> {
    const progress = { isAnswered: false }
    const all = Promise.all(invoices.map((invoice) => this.ask('POST', '/api/ecf/send', invoice)))
    const done = all.finally(() => (progress.isAnswered = true))
    while (!progress.isAnswered) await this.#world.pass(100)
    return done
  }

  status(trackId: string): Promise<EcfDirectAnswer> {
    return this.ask('GET', `/api/ecf/status/${trackId}`)
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EcfDirectAnswer> {
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const answer = await this.#app.inject({
      method,
      url,
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.#headers,
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const told = JSON.parse(answer.payload) as EcfDirectAnswer['body']
    return { status: answer.statusCode, headers: answer.headers, text: answer.payload, body: told }
  }
}
