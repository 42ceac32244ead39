import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '../../domain/fault.ts'
import { problemOfThrown, retrySeconds } from '../error-answer.ts'
import { type ProblemCode, PROBLEMS } from '../problem-table.ts'

/** An error as this contract documents it: its language is Spanish. */
interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What only this contract refuses. */
export class FactlyProblem extends Error {
  readonly status: number
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'FactlyProblem'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** A body that breaks rules, all of them told. */
export class InvalidDocument extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('the document breaks rules')
    this.name = 'InvalidDocument'
    this.faults = faults.filter(({ severity }) => severity === 'error')
  }
}

/** How an operation words its errors. */
interface Wording {
  /** The client's own name of the place that a fault speaks of. */
  readonly pathOf: (path: string) => string
  /** Status of what was read and breaks rules: not every operation documents 422. */
  readonly unprocessable: 400 | 422
}

/** Answers whatever was thrown in the contract's own form. */
export function answersIn(wording: Wording) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (thrown instanceof FactlyProblem) {
      const { status, code, message, details } = thrown
      return send(reply, status, { code, message, details })
    }
    if (thrown instanceof InvalidDocument) {
      return send(reply, wording.unprocessable, invalidDocument(thrown.faults, wording))
    }
    const { code, status, detail, path } = problemOfThrown(thrown, request, 'es')
    const known = KNOWN[code]
    const word = known?.status ?? status
    if (word === 401) void reply.header('www-authenticate', 'Bearer realm="emite"')
    if (word === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
    const message = known?.message ?? PROBLEMS[code].title.es
    // Our own words name a document by our own id, which this contract's clients never see.
    const reason = code === 'duplicate-external-id' ? message : (detail ?? message)
    return send(reply, word === 422 ? wording.unprocessable : word, {
      code: known?.code ?? 'API_ERROR',
      message,
      details:
        path === undefined
          ? { reason, requestId: request.id }
          : { errors: [{ path: wording.pathOf(path), code, message: reason }] },
    })
  }
}

/** What is at none of the contract's paths. */
export function nothingAtThisPath(): never {
  throw new FactlyProblem(404, 'API_NOT_FOUND', 'No hay nada en esta ruta.')
}

/** 405 in the contract's own form. */
export function sendNotAllowed(reply: FastifyReply): FastifyReply {
  return send(reply, 405, { code: 'API_METHOD_NOT_ALLOWED', message: 'Esta ruta no admite ese método.', details: {} })
}

export function documentNotFound(): FactlyProblem {
  return new FactlyProblem(404, 'API_DOCUMENT_NOT_FOUND', 'Documento no encontrado.')
}

/** The code of every fault in a document. */
const VALIDATION_ERROR = 'API_DOCUMENT_VALIDATION_ERROR'

function invalidDocument(faults: readonly Fault[], { pathOf }: Wording): ErrorBody {
  const errors = faults.map(({ code, path, message }) => ({ path: pathOf(path), code, message: message.es }))
  return { code: VALIDATION_ERROR, message: 'Payload inválido.', details: { errors } }
}

function send(reply: FastifyReply, status: number, body: ErrorBody): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(body)
}

interface KnownError {
  readonly code: string
  /** Where the contract documents another than ours. */
  readonly status?: number
  readonly message?: string
}

/** Our refusals as this contract knows them. */
const KNOWN: Readonly<Partial<Record<ProblemCode, KnownError>>> = {
  unauthenticated: { code: 'API_UNAUTHORIZED', message: 'Falta API key o la API key es inválida.' },
  forbidden: { code: 'API_FORBIDDEN' },
  // The contract names no issuer: the account it belongs to is not set up for it.
  'no-issuer': { code: 'API_TENANT_FORBIDDEN', status: 403, message: 'Tenant sin un emisor que pueda facturar aquí.' },
  'quota-exceeded': { code: 'API_QUOTA_EXCEEDED', message: 'Cuota agotada.' },
  'not-found': { code: 'API_NOT_FOUND' },
  'idempotency-conflict': { code: 'API_IDEMPOTENCY_CONFLICT' },
  'duplicate-external-id': { code: 'API_DOCUMENT_DUPLICATE', message: 'El externalId ya pertenece a otro documento.' },
  'duplicate-number': { code: 'API_ENCF_DUPLICATE' },
  'number-outside-range': { code: VALIDATION_ERROR, message: 'Payload inválido.' },
  'state-conflict': { code: 'API_DOCUMENT_STATE_CONFLICT' },
  'range-missing': { code: 'API_SEQUENCE_UNAVAILABLE' },
  'range-exhausted': { code: 'API_SEQUENCE_UNAVAILABLE' },
  'range-expired': { code: 'API_SEQUENCE_UNAVAILABLE' },
  'no-certificate': { code: 'API_CERTIFICATE_UNAVAILABLE' },
  'certificate-expired': { code: 'API_CERTIFICATE_UNAVAILABLE' },
  'certificate-not-yet-valid': { code: 'API_CERTIFICATE_UNAVAILABLE' },
  'malformed-json': { code: 'API_BAD_REQUEST', message: 'Solicitud inválida.' },
  'invalid-parameters': { code: 'API_BAD_REQUEST', message: 'Solicitud inválida.' },
  'payload-too-large': { code: 'API_PAYLOAD_TOO_LARGE' },
  'unsupported-media-type': { code: 'API_UNSUPPORTED_MEDIA_TYPE' },
  'rate-limited': { code: 'API_RATE_LIMITED' },
  internal: { code: 'API_INTERNAL_ERROR' },
  unavailable: { code: 'API_UNAVAILABLE' },
}
