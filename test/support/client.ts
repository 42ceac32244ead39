import type { FastifyInstance } from 'fastify'
import type { DocumentJson } from '../../src/doors/v1/document-schema.ts'
import type { Problem } from '../../src/doors/problem.ts'
import type { Place, Taxpayer } from './taxpayer.ts'

/** An answer of the API. */
export interface ApiAnswer<Body> {
  readonly status: number
  readonly body: Body
}

/** One event of a timeline, as far as tests look at it. */
export interface TimelineEvent {
  readonly at: string
  readonly kind: string
  readonly to: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** How a request is repeated, or held open. */
export interface CreateOptions {
  readonly idempotencyKey?: string
  readonly waitSeconds?: number
}

/** What a business system does with its key: requests to the native API, and nothing else. */
export class Client {
  readonly taxpayer: Taxpayer
  readonly place: Place
  readonly #app: FastifyInstance

  constructor(app: FastifyInstance, taxpayer: Taxpayer, place: Place) {
    this.#app = app
    this.taxpayer = taxpayer
    this.place = place
  }

  post(
    draft: unknown,
    { idempotencyKey, waitSeconds }: CreateOptions = {},
  ): Promise<ApiAnswer<DocumentJson & Problem>> {
    const query = waitSeconds === undefined ? '' : `?wait=${waitSeconds}`
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
    return this.#request('POST', `/documents${query}`, draft, headers)
  }

  /** Posts a draft that must be taken. */
  async issue(draft: unknown, options?: CreateOptions): Promise<DocumentJson> {
    return taken(await this.post(draft, options), 201)
  }

  async document(id: string): Promise<DocumentJson> {
    return taken(await this.#request('GET', `/documents/${id}`), 200)
  }

  async retry(id: string): Promise<DocumentJson> {
    return taken(await this.#request('POST', `/documents/${id}/retry`), 200)
  }

  correct(id: string, draft: unknown): Promise<ApiAnswer<DocumentJson & Problem>> {
    return this.#request('POST', `/documents/${id}/correct`, draft)
  }

  async timeline(id: string): Promise<readonly TimelineEvent[]> {
    const answer = await this.#request<{ events: TimelineEvent[] }>('GET', `/documents/${id}/timeline`)
    return answer.body.events
  }

  /** The kinds of a document's events, oldest first. */
  async story(id: string): Promise<readonly string[]> {
    return (await this.timeline(id)).map(({ kind }) => kind)
  }

  /** What the authority says of a document now. */
  standing(id: string): Promise<ApiAnswer<{ standing: string; authorizedAt?: string; code?: string }>> {
    return this.#request('GET', `/documents/${id}/standing`)
  }

  /** The exact bytes of the document; of what the authority gets when that is another file. */
  async xml(id: string, file: 'document' | 'submission' | 'answer' = 'document'): Promise<Buffer | undefined> {
    const { statusCode, rawPayload } = await this.#inject('GET', `/documents/${id}/xml?file=${file}`)
    return statusCode === 200 ? rawPayload : undefined
  }

  /** The lane of the one issuer: whether its circuit is open. */
  async lane(): Promise<{ readonly circuit: string; readonly cause?: string; readonly failures?: number }> {
    const answer = await this.#request<{ lanes: { circuit: string; cause?: string }[] }>('GET', '/authorities')
    const [lane] = answer.body.lanes
    if (!lane) throw new Error('the key has no issuer')
    return lane
  }

  /** Posts lines of NDJSON and reads the answers. */
  async batch(lines: readonly unknown[], idempotencyKey?: string): Promise<readonly BatchAnswer[]> {
    const payload = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const answer = await this.#inject('POST', '/documents/batch', payload, {
      'content-type': 'application/x-ndjson',
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    })
    return answer.payload
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BatchAnswer)
  }

  async #request<Body>(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer<Body>> {
    const json = { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = await this.#inject(method, path, body === undefined ? undefined : JSON.stringify(body), json)
    return { status: answer.statusCode, body: JSON.parse(answer.payload) as Body }
  }

  #inject(
    method: 'GET' | 'POST',
    path: string,
    payload?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ statusCode: number; payload: string; rawPayload: Buffer }> {
    const url = `/api/v1${path}`
    const authorization = `Bearer ${this.taxpayer.apiKey}`
    const body = payload === undefined ? {} : { payload }
    return this.#app.inject({ method, url, headers: { authorization, ...headers }, ...body })
  }
}

/** The answer to one line of a batch. */
export interface BatchAnswer {
  readonly line: number
  readonly status: number
  readonly document?: DocumentJson
  readonly problem?: Problem
}

function taken<Body>({ status, body }: ApiAnswer<Body>, expected: number): Body {
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${JSON.stringify(body)}`)
  return body
}
