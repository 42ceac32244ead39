import type { FastifyReply, FastifyRequest } from 'fastify'
import { ContractRefusal } from '../contract-refusal.ts'
import { type ContractWords, type ToldError, toldError, toldMethod } from '../contract-errors.ts'
import { headerOf } from '../presented-key.ts'
import { SECRET_HEADER } from '../shows-secret.ts'
import { ShapeProblem } from '../validation.ts'
import { refusalOf } from './contract-problems.ts'
import { shapeProblems } from './from-faults.ts'

export const KEY_HEADER = 'x-api-key'

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof ShapeProblem) return sendRefusal(reply, refusalOf(shapeProblems(thrown.faults)))
  if (thrown instanceof ContractRefusal) return sendRefusal(reply, thrown)
  return send(reply, toldError(thrown, request, reply, WORDS))
}

function sendRefusal(reply: FastifyReply, { status, code, message, details }: ContractRefusal): FastifyReply {
  return reply.code(status).send({ success: false, error: { code, message, ...details } })
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return send(reply, toldMethod(reply, WORDS))
}

function send(reply: FastifyReply, { status, problem, ...told }: ToldError): FastifyReply {
  const { code, message } =
    problem.code === 'unauthenticated' ? credentialError(reply.request) : { code: told.code, message: told.reason }
  return reply.code(status).send({ success: false, error: { code, message } })
}

function credentialError(request: FastifyRequest): { readonly code: string; readonly message: string } {
  const isWhole = [KEY_HEADER, SECRET_HEADER].every((name) => headerOf(request, name) !== undefined)
  return isWhole
    ? { code: 'INVALID_API_KEY', message: 'Invalid API key or secret' }
    : { code: 'API_KEY_REQUIRED', message: 'X-API-Key and X-API-Secret headers are required' }
}

/** Any other code is the engine's own, written as the contract writes codes. */
const WORDS: ContractWords = {
  language: 'en',
  codeOf: (code) => code.toUpperCase().replaceAll('-', '_'),
  known: {
    forbidden: { code: 'INSUFFICIENT_SCOPE' },
    'quota-exceeded': { code: 'TX_LIMIT_REACHED', message: 'Transaction limit reached' },
    'not-found': { code: 'NOT_FOUND', message: 'Document not found' },
    'idempotency-conflict': {
      code: 'IDEMPOTENCY_CONFLICT',
      message: 'This Idempotency-Key was used with another request body',
    },
    'malformed-json': { code: 'INVALID_JSON' },
    'payload-too-large': { message: 'The request body is too large' },
    'method-not-allowed': { code: 'METHOD_NOT_ALLOWED', message: 'Method not allowed' },
    'no-issuer': { code: 'ISSUER_NOT_CONFIGURED', message: 'The API key needs exactly one issuer in Ecuador' },
    'rate-limited': { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests. Wait the seconds of Retry-After.' },
    internal: { code: 'INTERNAL_ERROR', message: 'Internal server error' },
    unavailable: { code: 'SERVICE_UNAVAILABLE', message: 'Not available at the moment. Try again after Retry-After.' },
  },
}
