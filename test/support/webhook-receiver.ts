import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface Received {
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The event of a request. */
export interface ReceivedEvent {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly order?: number
  readonly data: Readonly<Record<string, unknown>>
}

/** How a receiver answers. */
export type Answer = (request: Received, response: ServerResponse, count: number) => unknown

/** A business system that takes webhooks, and answers as it is told to. */
export class WebhookReceiver {
  readonly requests: Received[] = []
  readonly url: string
  readonly #server: Server
  answer: Answer
  /** Requests that are being answered now, and the most there ever were at once. */
  busy = 0
  busiest = 0

  private constructor(server: Server, answer: Answer) {
    this.#server = server
    this.answer = answer
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response))
  }

  static async start(answer: Answer = ok): Promise<WebhookReceiver> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new WebhookReceiver(server, answer)
  }

  /** What it took, in the order it came. */
  get events(): readonly ReceivedEvent[] {
    return this.requests.map(({ body }) => JSON.parse(body) as ReceivedEvent)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.busy += 1
    this.busiest = Math.max(this.busiest, this.busy)
    response.on('close', () => (this.busy -= 1))
    response.on('error', () => undefined)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const received = { id: headers['webhook-id'] ?? '', headers, body: Buffer.concat(chunks).toString() }
    this.requests.push(received)
    await this.answer(received, response, this.requests.length)
  }
}

/** Takes it. */
export function ok(_request: Received, response: ServerResponse): void {
  response.writeHead(204).end()
}

/** Answers a status, with headers when given. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => response.writeHead(code, { ...headers }).end('no')
}
