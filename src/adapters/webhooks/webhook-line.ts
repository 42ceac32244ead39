import { Agent, type Dispatcher, errors } from 'undici'
import { Webhook } from 'standardwebhooks'
import type { WebhookLine, WebhookMessage, WebhookReply } from '../../ports/webhooks.ts'
import type { Resolve } from '../names.ts'
import { codeOf, silenceOf } from '../silences.ts'
import type { AddressRules } from './address-rules.ts'
import { keptHeaders, keptText } from './kept-answer.ts'
import { urlFault } from './url-rules.ts'
import { AddressRefused, namesFor, vettedConnector } from './vetted-connector.ts'

/** How long each part of a request may take, and how much of an answer is read. */
export interface WebhookLimits {
  readonly connectTimeoutMs: number
  /** All in all. */
  readonly totalTimeoutMs: number
  /** What is kept of an answer's body; the rest is not read. */
  readonly keptBodyBytes: number
}

export const WEBHOOK_LIMITS: WebhookLimits = { connectTimeoutMs: 5_000, totalTimeoutMs: 15_000, keptBodyBytes: 8_192 }

export interface WebhookLineOptions {
  readonly rules: AddressRules
  readonly limits?: Partial<WebhookLimits>
  /** In place of the name servers. */
  readonly resolve?: Resolve
}

/** Opens the way to receivers: TLS verified, addresses vetted, no redirect followed, and nothing they do keeps us long. */
export function openWebhookLine(options: WebhookLineOptions): WebhookLine {
  const { rules } = options
  const limits = { ...WEBHOOK_LIMITS, ...options.limits }
  const agent = new Agent({
    connect: vettedConnector(rules, limits.connectTimeoutMs, options.resolve ?? namesFor(rules)),
    headersTimeout: limits.totalTimeoutMs,
    bodyTimeout: limits.totalTimeoutMs,
    maxHeaderSize: 16_384,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    pipelining: 1,
    allowH2: false,
  })
  return {
    faultOf: (url, path) => urlFault(url, path, rules),
    normalOf: (url) => new URL(url).href,
    send: (message) => send(agent, message, limits, rules),
    // Waits for nobody: a receiver that is slow must not keep a process from ending.
    close: () => agent.destroy(),
  }
}

/** What is sent along with every message. */
function headersOf({ id, at, payload, secrets, headers }: WebhookMessage): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    // What comes back is kept as it is: nothing is ever unpacked.
    'accept-encoding': 'identity',
    'user-agent': 'emite-webhooks',
    ...headers,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, payload)).join(' '),
  }
}

async function send(
  agent: Dispatcher,
  message: WebhookMessage,
  limits: WebhookLimits,
  rules: AddressRules,
): Promise<WebhookReply> {
  const requestHeaders = headersOf(message)
  const startedAt = performance.now()
  const deadline = new AbortController()
  const overdue = Promise.withResolvers<never>()
  overdue.promise.catch(() => undefined)
  const timer = setTimeout(() => {
    deadline.abort()
    overdue.reject(new Overdue())
  }, limits.totalTimeoutMs)
  const ended = (reply: Omit<WebhookReply, 'durationMs' | 'requestHeaders'>): WebhookReply => ({
    requestHeaders,
    durationMs: Math.round(performance.now() - startedAt),
    ...reply,
  })
  try {
    const url = new URL(message.url)
    // The rules may have become stricter since the address was taken.
    if (urlFault(message.url, 'url', rules)) throw new AddressRefused()
    const answer = await Promise.race([
      agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'POST',
        headers: requestHeaders,
        body: message.payload,
        signal: deadline.signal,
      }),
      overdue.promise,
    ])
    // The status is the answer. A body that never ends, or breaks off, takes nothing away from it.
    const body = await firstBytes(answer.body, limits.keptBodyBytes, overdue.promise)
    return ended({
      status: answer.statusCode,
      responseHeaders: keptHeaders(answer.headers),
      responseBody: keptText(body),
      error: undefined,
    })
  } catch (error) {
    return ended({ status: undefined, responseHeaders: undefined, responseBody: undefined, error: causeOf(error) })
  } finally {
    clearTimeout(timer)
  }
}

/** The beginning of a body. The rest is not read: its connection is closed instead. */
async function firstBytes(
  body: Dispatcher.ResponseData['body'],
  most: number,
  overdue: Promise<never>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  body.on('error', () => undefined)
  const reading = (async () => {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size >= most) return
    }
  })()
  await Promise.race([reading, overdue]).catch(() => undefined)
  reading.catch(() => undefined)
  body.destroy()
  return Buffer.concat(chunks).subarray(0, most)
}

class Overdue extends Error {}

/** What went wrong, for the people of the receiver. */
function causeOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.message
  if (error instanceof errors.ConnectTimeoutError) return 'no connection in time'
  if (error instanceof Overdue || error instanceof errors.HeadersTimeoutError) return 'no answer in time'
  if (error instanceof errors.HeadersOverflowError) return 'the answer has too many headers'
  if (error instanceof errors.HTTPParserError) return 'the answer is not HTTP'
  if (!(error instanceof Error)) return 'the connection failed'
  const code = codeOf(error)
  if (/CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO/.test(code)) return `the TLS certificate is not trusted (${code})`
  return silenceOf(code)
}
