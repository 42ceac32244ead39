import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '../../domain/fault.ts'
import { problemOfThrown, retrySeconds } from '../error-answer.ts'
import { type Problem, problemOf } from '../problem.ts'
import type { ProblemCode } from '../problem-table.ts'
import { clientPath } from './client-path.ts'

/** What is wrong with one field, by the client's own name of it. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** Everything that is wrong with an invoice. */
export class InvalidInvoice extends Error {
  readonly errors: readonly FieldError[]

  constructor(errors: readonly FieldError[]) {
    super('the invoice breaks rules')
    this.name = 'InvalidInvoice'
    this.errors = withoutTwins(errors)
  }
}

/** The engine's faults that stop an invoice, in the client's names. The contract speaks English. */
export function fieldErrorsOf(faults: readonly Fault[]): readonly FieldError[] {
  const errors = faults.filter(({ severity }) => severity === 'error')
  return errors.map(({ path, message }) => ({ field: clientPath(path), message: message.en }))
}

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof InvalidInvoice) return invalid(reply, thrown.errors)
  const problem = problemOfThrown(thrown, request, 'en')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="emite"')
  if (problem.status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  if (problem.code === 'invalid-request' && problem.faults) {
    return invalid(
      reply,
      problem.faults.map(({ path, message }) => ({ field: path, message })),
    )
  }
  return refused(reply, problem)
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return refused(reply, problemOf('method-not-allowed', 'en', reply.request.id))
}

function invalid(reply: FastifyReply, errors: readonly FieldError[]): FastifyReply {
  const message = errors.length === 1 ? 'The invoice has a mistake.' : `The invoice has ${errors.length} mistakes.`
  return answer(reply, 422, { code: 'validation_error', message, errors })
}

function refused(reply: FastifyReply, problem: Problem): FastifyReply {
  const { code, status, path } = problem
  const message = MESSAGES[code] ?? problem.detail ?? problem.title
  const errors = path === undefined ? [] : [{ field: clientPath(path), message }]
  return answer(reply, status, { code: CODES[code] ?? code.replaceAll('-', '_'), message, errors })
}

interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly errors: readonly FieldError[]
}

function answer(reply: FastifyReply, status: number, body: ErrorBody): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ status: 'error', ...body })
}

/** Codes of the contract; any other is the engine's own, written as the contract writes names. */
const CODES: Readonly<Partial<Record<ProblemCode, string>>> = {
  unauthenticated: 'unauthorized',
  'idempotency-conflict': 'encf_conflict',
  'duplicate-number': 'encf_conflict',
  'number-outside-range': 'validation_error',
  internal: 'internal_error',
}

/** Where the engine's own words would not do: they speak of fields that this contract does not have. */
const MESSAGES: Readonly<Partial<Record<ProblemCode, string>>> = {
  unauthenticated: 'A valid API key is missing: Authorization: Bearer emk_… or X-API-Key: emk_…',
  'not-found': 'There is no such resource.',
  'idempotency-conflict': 'This encf was sent with another body.',
}

function withoutTwins(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter(({ field, message }, index) => {
    return errors.findIndex((other) => other.field === field && other.message === message) === index
  })
}
