import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOfThrown, retrySeconds } from '../error-answer.ts'
import { problemOf } from '../problem.ts'
import type { ProblemCode } from '../problem-table.ts'
import { ShapeProblem } from '../validation.ts'
import { type FieldProblem, shapeProblems } from './from-faults.ts'

/** Answers with everything that is wrong with a body. */
export function sendProblems(reply: FastifyReply, problems: readonly FieldProblem[]): FastifyReply {
  return send(reply, 400, 'VALIDATION_FAILED', 'Request body fails field validation', problems)
}

/** A header that is missing or malformed. */
export class BadHeader extends Error {}

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof BadHeader) return send(reply, 400, 'BAD_REQUEST', thrown.message)
  if (thrown instanceof ShapeProblem) return sendProblems(reply, shapeProblems(thrown.faults))
  // The contract speaks English.
  const { code, status, detail, title } = problemOfThrown(thrown, request, 'en')
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="emite"')
  if (status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  return send(reply, status, codeOf(code), MESSAGES[code] ?? detail ?? title)
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  const { code, status, title } = problemOf('method-not-allowed', 'en', reply.request.id)
  return send(reply, status, codeOf(code), title)
}

function send(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  details: readonly FieldProblem[] = [],
): FastifyReply {
  return reply.code(status).send({ ok: false, error: { code, message, details } })
}

/** The contract's code; one that it has no word for is the engine's own, written as the contract writes codes. */
function codeOf(code: ProblemCode): string {
  return CODES[code] ?? code.toUpperCase().replaceAll('-', '_')
}

const CODES: Readonly<Partial<Record<ProblemCode, string>>> = {
  'malformed-json': 'BAD_REQUEST',
  'invalid-parameters': 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  'idempotency-conflict': 'CONFLICT',
  internal: 'INTERNAL_ERROR',
  unavailable: 'SERVICE_UNAVAILABLE',
}

const MESSAGES: Readonly<Partial<Record<ProblemCode, string>>> = {
  'idempotency-conflict': 'Idempotency key reused with a different payload',
  internal: 'Unexpected server error',
}
