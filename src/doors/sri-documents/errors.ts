import type { FastifyReply, FastifyRequest } from 'fastify'
import { BEARER, type ContractWords, type ToldError, toldError, toldMethod } from '../contract-errors.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { ShapeProblem } from '../validation.ts'
import { type FieldProblem, shapeProblems } from './from-faults.ts'

/** The refusal that tells of everything that is wrong with a body. */
export function refusalOf(details: readonly FieldProblem[]): ContractRefusal {
  return new ContractRefusal(400, 'VALIDATION_FAILED', 'Request body fails field validation', { details })
}

/** The refusal of a header that is missing or malformed. */
export function badRequest(message: string): ContractRefusal {
  return new ContractRefusal(400, 'BAD_REQUEST', message)
}

/** Turns whatever was thrown while a request was served into an answer of the contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof ShapeProblem) return send(reply, refusalOf(shapeProblems(thrown.faults)))
  if (thrown instanceof ContractRefusal) return send(reply, thrown)
  return sendTold(reply, toldError(thrown, request, reply, WORDS))
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return sendTold(reply, toldMethod(reply, WORDS))
}

function sendTold(reply: FastifyReply, { status, code, reason }: ToldError): FastifyReply {
  return send(reply, new ContractRefusal(status, code, reason))
}

function send(reply: FastifyReply, { status, code, message, details }: ContractRefusal): FastifyReply {
  return reply.code(status).send({ ok: false, error: { code, message, details: [], ...details } })
}

/** Any other code is the engine's own, written as the contract writes codes. */
const WORDS: ContractWords = {
  language: 'en',
  challenge: BEARER,
  codeOf: (code) => code.toUpperCase().replaceAll('-', '_'),
  known: {
    'malformed-json': { code: 'BAD_REQUEST' },
    'invalid-parameters': { code: 'BAD_REQUEST' },
    'payload-too-large': { message: 'The request body is too large' },
    unauthenticated: { code: 'UNAUTHORIZED' },
    'idempotency-conflict': { code: 'CONFLICT', message: 'Idempotency key reused with a different payload' },
    internal: { code: 'INTERNAL_ERROR', message: 'Unexpected server error' },
    unavailable: { code: 'SERVICE_UNAVAILABLE' },
  },
}
