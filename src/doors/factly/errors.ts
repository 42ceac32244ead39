import type { FastifyReply, FastifyRequest } from 'fastify'
import { BEARER, type ContractWords, type ToldError, toldError } from '../contract-errors.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { allOf, CERTIFICATE_CODES, RANGE_CODES } from '../problem-groups.ts'

type ErrorBody = Pick<ContractRefusal, 'status' | 'code' | 'message' | 'details'>

/**
 * Answers whatever was thrown in the contract's own form.
 *
 * @param pathOf the client's own name of the place that a fault speaks of
 * @param unprocessable status of what was read and breaks rules: not every operation documents 422
 */
export function answersIn(pathOf: (path: string) => string, unprocessable: 400 | 422) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (thrown instanceof ContractRefusal) return send(reply, thrown)
    const told = toldError(thrown, request, reply, WORDS)
    const status = told.status === 422 ? unprocessable : told.status
    return send(reply, { ...told, status, details: detailsOf(told, pathOf) })
  }
}

/** What is at none of the contract's paths. */
export function refusePath(): never {
  throw new ContractRefusal(404, 'API_NOT_FOUND', 'No hay nada en esta ruta.')
}

/** 405 in the contract's own form. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  return send(reply, new ContractRefusal(405, 'API_METHOD_NOT_ALLOWED', 'Esta ruta no admite ese método.'))
}

function send(reply: FastifyReply, { status, code, message, details }: ErrorBody): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send({ code, message, details })
}

/** The field that is at fault or, where none is, the reason. */
function detailsOf({ message, path, problem }: ToldError, pathOf: (path: string) => string): ErrorBody['details'] {
  const { code, detail, requestId } = problem
  // Our own words name a document by our own id, which this contract's clients never see.
  const reason = code === 'duplicate-external-id' ? message : (detail ?? message)
  return path === undefined ? { reason, requestId } : { errors: [{ path: pathOf(path), code, message: reason }] }
}

/** Any other code is the engine's own, written as the contract writes codes. Its language is Spanish. */
const WORDS: ContractWords = {
  language: 'es',
  challenge: BEARER,
  codeOf: (code) => `API_${code.toUpperCase().replaceAll('-', '_')}`,
  known: {
    unauthenticated: { code: 'API_UNAUTHORIZED', message: 'Falta API key o la API key es inválida.' },
    // The contract names no issuer: the account it belongs to is not set up for it.
    'no-issuer': {
      code: 'API_TENANT_FORBIDDEN',
      status: 403,
      message: 'Tenant sin un emisor que pueda facturar aquí.',
    },
    'quota-exceeded': { message: 'Cuota agotada.' },
    'duplicate-external-id': {
      code: 'API_DOCUMENT_DUPLICATE',
      message: 'El externalId ya pertenece a otro documento.',
    },
    'duplicate-number': { code: 'API_ENCF_DUPLICATE' },
    'state-conflict': { code: 'API_DOCUMENT_STATE_CONFLICT' },
    ...allOf(['malformed-json', 'invalid-parameters'], { code: 'API_BAD_REQUEST', message: 'Solicitud inválida.' }),
    ...allOf(['invalid-document', 'number-outside-range'], {
      code: 'API_DOCUMENT_VALIDATION_ERROR',
      message: 'Payload inválido.',
    }),
    ...allOf(RANGE_CODES, { code: 'API_SEQUENCE_UNAVAILABLE' }),
    ...allOf(CERTIFICATE_CODES, { code: 'API_CERTIFICATE_UNAVAILABLE' }),
    internal: { code: 'API_INTERNAL_ERROR' },
  },
}
