import { setTimeout as pause } from 'node:timers/promises'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Fault } from './faults.ts'
import type { FaultKind } from './fault-kinds.ts'

/** An answer before it goes out. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a fault of arrival puts in place of an answer: another one, or a connection that ends. Undefined when it only delays. */
export async function arrivalEffect(faults: readonly Fault[]): Promise<Answer | 'cut' | undefined> {
  const latency = faults.find((fault) => fault.kind === 'latency')
  if (latency) await pause(latency.ms)
  for (const { kind, status } of faults) {
    if (kind === 'maintenance') return page(status ?? 503, 'Servicio en mantenimiento')
    if (kind === 'cut-before') return 'cut'
    if (kind === 'error-before') return page(status ?? 500, 'Internal Server Error')
    if (kind === 'firewall')
      return page(status ?? 403, 'The requested URL was rejected. Please consult with your administrator.')
  }
  return undefined
}

/** Sends an answer as the faults leave it. */
export async function deliver(answer: Answer, faults: readonly Fault[], reply: FastifyReply): Promise<FastifyReply> {
  const fault = (kind: FaultKind) => faults.find((each) => each.kind === kind)
  if (fault('cut-after')) return cut(reply)

  const error = fault('error-after')
  const {
    status,
    contentType,
    body,
    headers = {},
  } = error ? page(error.status ?? 500, 'Internal Server Error') : answer
  const text = fault('truncated') ? body.slice(0, Math.ceil(body.length / 2)) : body
  const trickle = fault('trickle')
  await reply
    .code(status)
    .headers(headers)
    .type(fault('wrong-content-type') ? 'text/html; charset=utf-8' : contentType)
    .send(trickle ? Readable.from(slowly(text, trickle.ms)) : text)
  return reply
}

/** Ends the connection without a word. */
export function cut(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.socket?.destroy()
  return reply
}

async function* slowly(text: string, ms: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (const byte of bytes) {
    await pause(ms / bytes.length)
    yield Buffer.of(byte)
  }
}

function page(status: number, words: string): Answer {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    body: `<html><head><title>${words}</title></head><body>${words}</body></html>`,
  }
}
