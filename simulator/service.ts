import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { arrivalEffect, cut, deliver, type Answer } from './fault-effects.ts'
import type { Fault, FaultPlan, Subject } from './faults.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'

/** What every service of a simulated authority works with. */
export interface ServiceParts {
  readonly faults: FaultPlan
  readonly ledger: Ledger
}

/** What a service says, and the ledger entry it made for the request, if any. */
export interface ServiceAnswer extends Answer {
  readonly entry?: LedgerEntry
}

/** One service of a simulated authority. `Question` is what its request says, read once before faults are looked for. */
export interface Service<Question> {
  readonly name: string
  readonly environment?: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly read: (request: FastifyRequest) => Promise<Question> | Question
  /** What the question is about, for faults that are meant for one issuer or number. */
  readonly about?: (question: Question) => Omit<Subject, 'service' | 'environment'>
  /** Called once when a fault makes the presented token expire. */
  readonly forgetToken?: (request: FastifyRequest) => void
  readonly answer: (
    question: Question,
    faults: readonly Fault[],
    request: FastifyRequest,
  ) => Promise<ServiceAnswer> | ServiceAnswer
}

/** Adds a service to the server and lets the plan's faults strike it, each at its moment. */
export function addService<Question>(app: FastifyInstance, parts: ServiceParts, service: Service<Question>): void {
  const { name, environment } = service
  app.route({
    method: service.method,
    url: service.path,
    onRequest: async (_request, reply) => {
      if (parts.faults.take({ service: name, environment }, ['connection']).length > 0) cut(reply)
    },
    handler: async (request, reply) => {
      const question = await service.read(request)
      const subject: Subject = { ...service.about?.(question), service: name, environment }
      const faults = parts.faults.take(subject, ['arrival', 'answer', 'service'])

      const effect = await arrivalEffect(faults)
      if (effect === 'cut') return cut(reply)
      if (effect) return deliver(effect, [], reply)
      if (faults.some((fault) => fault.kind === 'token-expired')) service.forgetToken?.(request)

      const answer = await service.answer(question, faults, request)
      if (answer.entry) watchDelivery(answer.entry, parts.ledger, reply)
      return deliver(answer, faults, reply)
    },
  })
}

/** Notes in the ledger whether the whole answer left for the client. */
function watchDelivery(entry: LedgerEntry, ledger: Ledger, reply: FastifyReply): void {
  // A client that gave up while a fault kept it waiting is gone already: no event would ever say so.
  if (reply.request.raw.socket.destroyed) ledger.answered(entry.sequence, 'cut')
  else {
    reply.raw.once('close', () => {
      ledger.answered(entry.sequence, reply.raw.writableFinished ? 'delivered' : 'cut')
    })
  }
}

/** An answer in JSON. */
export function json(body: unknown, status = 200): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}

/** An answer in plain text. */
export function text(body: string, status = 200): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}
