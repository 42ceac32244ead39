import type { FastifyInstance } from 'fastify'
import type { Body } from './sri-documents-contract.ts'

/** What a client gets back. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: {
    readonly ok: boolean
    readonly document?: DocumentReply
    readonly error?: {
      readonly code: string
      readonly message: string
      readonly details: readonly { field: string; message: string; provided?: string; expected?: string }[]
    }
  }
}

export interface DocumentReply {
  readonly accessKey: string
  readonly documentType: string
  readonly sequential: string
  readonly status: string
  readonly issueDate: string
  readonly total: string
  readonly email: { readonly status: string }
  readonly reason?: string
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A client written for the contract: it knows its host, its key and its branch. */
export class SriDocumentsClient {
  readonly apiKey: string
  readonly issuerId: number
  readonly #app: FastifyInstance

  constructor(app: FastifyInstance, apiKey: string, issuerId: number) {
    this.#app = app
    this.apiKey = apiKey
    this.issuerId = issuerId
  }

  create(body: Body | Record<string, unknown>, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', '/v1/documents', {
      headers: { 'x-issuer-id': String(this.issuerId), 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body),
    })
  }

  /** Creates a document that must be taken. */
  async created(body: Body, headers?: Readonly<Record<string, string>>): Promise<DocumentReply> {
    const { status, text, body: reply } = await this.create(body, headers)
    if (status !== 201 || !reply.document) throw new Error(`${status}: ${text}`)
    return reply.document
  }

  async document(accessKey: string): Promise<DocumentReply> {
    const { body, text } = await this.get(`/v1/documents/${accessKey}`)
    if (!body.document) throw new Error(text)
    return body.document
  }

  get(url: string): Promise<Answer> {
    return this.send('GET', url)
  }

  async send(
    method: Method,
    url: string,
    { headers = {}, payload }: { headers?: Readonly<Record<string, string>>; payload?: string } = {},
  ): Promise<Answer> {
    const body = payload === undefined ? {} : { payload }
    const authorization = `Bearer ${this.apiKey}`
    const answer = await this.#app.inject({ method, url, headers: { authorization, ...headers }, ...body })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.payload,
      body: isJson ? answer.json<Answer['body']>() : { ok: false },
    }
  }
}
