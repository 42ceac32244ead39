import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Client } from './client.ts'

/** A webhook as the API shows it. */
export interface WebhookJson {
  readonly id: string
  readonly url: string
  readonly state: string
  readonly reason?: string
  readonly failingSince?: string
  readonly lastError?: string
  readonly retryAt?: string
  readonly previousSecretUntil?: string
  readonly secret?: string
}

/** A delivery as the API shows it. */
export interface DeliveryJson {
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly kind: string
  readonly status: string
  readonly attempts: number
  readonly documentId?: string
  readonly payload?: string
  readonly tries?: readonly {
    readonly number: number
    readonly request: { readonly headers: Readonly<Record<string, string>> }
    readonly response?: { readonly status: number; readonly body: string }
    readonly error?: string
  }[]
}

/** What a business system does with its webhooks over the API. */
export class WebhookClient {
  readonly #app: FastifyInstance
  readonly #key: string

  constructor(app: FastifyInstance, { taxpayer }: Pick<Client, 'taxpayer'>) {
    this.#app = app
    this.#key = taxpayer.apiKey
  }

  async create(url: string, types?: readonly string[]): Promise<WebhookJson & { readonly secret: string }> {
    return this.ask('POST', '/webhooks', 201, { url, ...(types === undefined ? {} : { types }) })
  }

  get(id: string): Promise<WebhookJson> {
    return this.ask('GET', `/webhooks/${id}`, 200)
  }

  /** Test, pause, resume. */
  tell<Body = WebhookJson>(id: string, word: string, body?: object): Promise<Body> {
    return this.ask('POST', `/webhooks/${id}/${word}`, 200, body)
  }

  async deliveries(id: string, query = ''): Promise<readonly DeliveryJson[]> {
    const { deliveries } = await this.ask<{ deliveries: DeliveryJson[] }>(
      'GET',
      `/webhooks/${id}/deliveries?limit=200${query}`,
      200,
    )
    return deliveries
  }

  delivery(id: string, deliveryId: string): Promise<DeliveryJson> {
    return this.ask('GET', `/webhooks/${id}/deliveries/${deliveryId}`, 200)
  }

  /** A request that must be answered with `status`. */
  async ask<Body>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    status: number,
    payload?: object,
  ): Promise<Body> {
    const request: InjectOptions = {
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${this.#key}` },
      ...(payload === undefined ? {} : { payload }),
    }
    const reply = await this.#app.inject(request)
    if (reply.statusCode !== status) throw new Error(`${reply.statusCode} instead of ${status}: ${reply.body}`)
    return (reply.body === '' ? undefined : reply.json()) as Body
  }
}
