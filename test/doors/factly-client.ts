import type { FastifyInstance } from 'fastify'

/** What tests look at in the bodies of the contract; which of it is there depends on the operation. */
export interface FactlyBody {
  readonly id: number
  readonly status: string
  readonly links: Readonly<Record<string, string>>
  readonly document: { readonly encf: string }
  readonly dgii: {
    readonly trackId?: string
    readonly errorCode?: string
    readonly errorMessage?: string
    readonly messages: readonly { readonly codigo: string; readonly valor: string }[]
  }
  readonly validationErrors: readonly string[]
  readonly data: readonly { readonly code: string; readonly label: string }[]
  readonly code: string
  readonly message: string
  readonly details: { readonly errors: readonly { readonly path: string }[] }
}

/** An answer of the door. */
export interface FactlyAnswer {
  readonly status: number
  readonly type: string
  /** Empty when the answer is not JSON. */
  readonly body: FactlyBody
  readonly text: string
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

export interface FactlyRequest {
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
  readonly payload?: string | Buffer
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A client written for the contract: one key, one environment. */
export class FactlyClient {
  readonly #app: FastifyInstance
  readonly apiKey: string
  readonly environment: 'sandbox' | 'production'

  constructor(app: FastifyInstance, apiKey: string, environment: 'sandbox' | 'production' = 'sandbox') {
    this.#app = app
    this.apiKey = apiKey
    this.environment = environment
  }

  create(body: unknown, key: string): Promise<FactlyAnswer> {
    return this.ask('/documents', { method: 'POST', body, key })
  }

  createXml(xml: string | Buffer, key: string, type = 'application/xml'): Promise<FactlyAnswer> {
    return this.ask('/documents/xml', { method: 'POST', payload: xml, key, headers: { 'content-type': type } })
  }

  document(id: number, below = ''): Promise<FactlyAnswer> {
    return this.ask(`/documents/${id}${below}`)
  }

  retry(id: number): Promise<FactlyAnswer> {
    return this.ask(`/documents/${id}/retry`, { method: 'POST' })
  }

  /** Below the environment of the client. */
  ask(path: string, request: FactlyRequest = {}): Promise<FactlyAnswer> {
    return this.askAt(`/api/public/v1/${this.environment}${path}`, request)
  }

  async askAt(url: string, { method = 'GET', body, payload, key, headers }: FactlyRequest = {}): Promise<FactlyAnswer> {
    const content = body === undefined ? payload : JSON.stringify(body)
    const answer = await this.#app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { payload: content }),
    })
    const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? ''
    const isJson = type === 'application/json'
    return {
      status: answer.statusCode,
      type,
      body: (isJson ? JSON.parse(answer.payload) : {}) as FactlyBody,
      text: answer.payload,
      bytes: answer.rawPayload,
      headers: answer.headers,
    }
  }
}

/** A consumer invoice that the sandbox takes. */
export function consumerRequest(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    externalId: 'pedido-1',
    documentType: '32',
    billingType: 'CONTADO',
    customerName: 'Consumidor final',
    lines: [{ description: 'Pan de agua', qty: 2, unitPrice: 50.25 }],
    ...changes,
  }
}

/** An invoice with a buyer who deducts. */
export function creditRequest(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return consumerRequest({
    documentType: '31',
    customerName: 'Colmado Doña Fela',
    customerDocument: '131880681',
    customerDocumentType: 'rnc',
    ...changes,
  })
}
