import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOfThrown, retrySeconds } from '../error-answer.ts'
import { headerOf } from '../presented-key.ts'
import { type Problem, problemOf } from '../problem.ts'
import type { ProblemCode } from '../problem-table.ts'
import { ShapeProblem } from '../validation.ts'
import { type ContractProblem, problemsError } from './contract-problems.ts'

export const KEY_HEADER = 'x-api-key'
export const SECRET_HEADER = 'x-api-secret'

/** Answers with everything that is wrong with an invoice. */
export function sendProblems(
  reply: FastifyReply,
  status: 400 | 422,
  problems: readonly ContractProblem[],
): FastifyReply {
  return reply.code(status).send({ success: false, error: problemsError(problems) })
}

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof ShapeProblem) {
    const problems = thrown.faults.map(({ path, message }): ContractProblem => {
      return { code: 'VALIDATION_ERROR', field: path, message: message.en }
    })
    return sendProblems(reply, 400, problems)
  }
  // The contract speaks English.
  const problem = problemOfThrown(thrown, request, 'en')
  if (problem.status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  return send(reply, problem)
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return send(reply, problemOf('method-not-allowed', 'en', reply.request.id))
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  const own = problem.code === 'unauthenticated' ? credentialError(reply.request) : ERRORS[problem.code]
  const code = own?.code ?? problem.code.toUpperCase().replaceAll('-', '_')
  const message = own?.message ?? problem.detail ?? problem.title
  return reply.code(problem.status).send({ success: false, error: { code, message } })
}

interface ContractError {
  readonly code: string
  /** Where the engine's own words would not do: they speak of fields that this contract does not have. */
  readonly message?: string
}

function credentialError(request: FastifyRequest): ContractError {
  const isWhole = [KEY_HEADER, SECRET_HEADER].every((name) => headerOf(request, name) !== undefined)
  return isWhole
    ? { code: 'INVALID_API_KEY', message: 'Invalid API key or secret' }
    : { code: 'API_KEY_REQUIRED', message: 'X-API-Key and X-API-Secret headers are required' }
}

/** The contract's codes; any other code is the engine's own, written as the contract writes codes. */
const ERRORS: Readonly<Partial<Record<ProblemCode, ContractError>>> = {
  forbidden: { code: 'INSUFFICIENT_SCOPE' },
  'quota-exceeded': { code: 'TX_LIMIT_REACHED', message: 'Transaction limit reached' },
  'not-found': { code: 'NOT_FOUND', message: 'Document not found' },
  'idempotency-conflict': {
    code: 'IDEMPOTENCY_CONFLICT',
    message: 'This Idempotency-Key was used with another request body',
  },
  'malformed-json': { code: 'INVALID_JSON' },
  'method-not-allowed': { code: 'METHOD_NOT_ALLOWED', message: 'Method not allowed' },
  'no-issuer': { code: 'ISSUER_NOT_CONFIGURED', message: 'The API key needs exactly one issuer in Ecuador' },
  'rate-limited': { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests. Wait the seconds of Retry-After.' },
  internal: { code: 'INTERNAL_ERROR', message: 'Internal server error' },
  unavailable: { code: 'SERVICE_UNAVAILABLE', message: 'Not available at the moment. Try again after Retry-After.' },
}
