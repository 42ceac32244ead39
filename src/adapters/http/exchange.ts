import type { WireReply, WireRequest } from '../../jurisdictions/authority-protocol.ts'
import { Agent, errors, type Dispatcher } from 'undici'
import { codeOf, silenceOf } from '../silences.ts'

/** How long each part of an exchange may take, and how large an answer may be. */
export interface ExchangeLimits {
  readonly connectTimeoutMs: number
  /** From the last byte sent to the first of the answer. */
  readonly headersTimeoutMs: number
  /** Between two pieces of the answer. */
  readonly bodyTimeoutMs: number
  /** All in all, so that an answer in drops ends as well. */
  readonly totalTimeoutMs: number
  readonly maxAnswerBytes: number
  /** Connections to one host. More requests than these wait their turn. */
  readonly connections: number
}

/** DGII takes seconds on bad days and its directory has some megabytes; nothing it answers is larger. */
export const DEFAULT_LIMITS: ExchangeLimits = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 15_000,
  totalTimeoutMs: 60_000,
  maxAnswerBytes: 16_000_000,
  connections: 64,
}

/** Connections that are kept open between exchanges. One request at a time on each: a cut can never touch two. */
export function keepAliveAgent(limits: ExchangeLimits): Agent {
  return new Agent({
    connect: { timeout: limits.connectTimeoutMs },
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyTimeoutMs,
    maxResponseSize: limits.maxAnswerBytes,
    connections: limits.connections,
    pipelining: 1,
    allowH2: false,
  })
}

/**
 * One request, one reply, and never a second try.
 *
 * Whether the request may have arrived is told by how far it came, not by the error: the same ECONNRESET ends a handshake and
 * an invoice half sent. Until a connection stands and the request is handed to it, nothing can have arrived; from then on
 * anything may have, also on a kept connection that the other side had closed.
 *
 * @throws Error for a request that cannot be written: that is our mistake, not the world's.
 */
export async function exchangeOver(
  agent: Dispatcher,
  address: string,
  request: WireRequest,
  limits: ExchangeLimits,
): Promise<WireReply> {
  const progress = { isHandedOver: false }
  const deadline = new AbortController()
  const timer = setTimeout(() => {
    deadline.abort(new Overdue())
  }, limits.totalTimeoutMs)
  try {
    return await Promise.race([send(agent, address, request, progress, deadline.signal), end(deadline.signal)])
  } catch (error) {
    if (error instanceof errors.InvalidArgumentError) throw error
    return { kind: 'silence', sent: progress.isHandedOver ? 'maybe' : 'no', cause: causeOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

class Overdue extends Error {}

async function send(
  agent: Dispatcher,
  address: string,
  request: WireRequest,
  progress: { isHandedOver: boolean },
  signal: AbortSignal,
): Promise<WireReply> {
  const watched = agent.compose((dispatch) => (options, handler) => dispatch(options, watchStart(handler, progress)))
  const { statusCode, headers, body } = await watched.request({
    origin: new URL(address).origin,
    path: pathUnder(address, request.path),
    method: request.method,
    headers: { 'user-agent': 'emite', ...request.headers },
    body: request.body ?? null,
    signal,
  })
  const contentType = String(headers['content-type'] ?? '')
  return { kind: 'answer', status: statusCode, contentType, body: decoded(await body.bytes(), contentType) }
}

/** Ends the wait for a request that stands in line for a connection: undici looks at the signal only when its turn comes. */
function end(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Overdue())
    })
  })
}

/** Notes when the request is handed to a connection. One whose time was over by then is dropped unwritten. */
function watchStart(
  handler: Dispatcher.DispatchHandler,
  progress: { isHandedOver: boolean },
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context: unknown) => {
      handler.onRequestStart?.(controller, context)
      if (!controller.aborted) progress.isHandedOver = true
    },
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  }
}

function pathUnder(address: string, path: string): string {
  return new URL(address).pathname.replace(/\/+$/, '') + path
}

/** UTF-8 unless the answer names another encoding that we know: in its content type, or where that is silent, as XML does. */
function decoded(bytes: Uint8Array, contentType: string): string {
  const label = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? declaredEncoding(bytes)
  try {
    return new TextDecoder(label ?? 'utf-8').decode(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return new TextDecoder().decode(bytes)
  }
}

const LONGEST_DECLARATION = 100

/** What an XML declaration at the very beginning says. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, LONGEST_DECLARATION))
  return /^<\?xml\s[^>]*?encoding=["']([\w-]+)["']/.exec(start)?.[1]
}

/** What went wrong, for a person: never the address with its query, which may name taxpayers. */
function causeOf(error: unknown): string {
  if (error instanceof errors.ConnectTimeoutError) return 'no connection in time'
  if (error instanceof errors.HeadersTimeoutError) return 'no answer in time'
  if (error instanceof errors.BodyTimeoutError) return 'the answer stopped in the middle'
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'the answer is larger than any we expect'
  if (error instanceof Overdue) return 'the answer took too long'
  if (!(error instanceof Error)) return 'the connection failed'
  return silenceOf(codeOf(error))
}
