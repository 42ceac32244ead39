import type { FastifyReply, FastifyRequest } from 'fastify'
import { BEARER, type ContractWords, toldError, toldMethod } from '../contract-errors.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import { allOf, CERTIFICATE_CODES, RANGE_CODES } from '../problem-groups.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem.ts'
import { clientPath } from './client-path.ts'

/** The contract's slugs with their statuses and titles. */
const SLUGS = {
  'malformed-json': [400, 'The body is not JSON.'],
  'unsupported-ecf-type': [400, 'The e-CF type is not in the catalog.'],
  'validation-error': [400, 'The request is not valid.'],
  unauthorised: [401, 'The token is missing or not valid.'],
  'quota-exceeded': [402, 'The plan includes no more documents in this cycle.'],
  forbidden: [403, 'The token is not allowed to do this.'],
  'not-found': [404, 'There is no such thing.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'idempotency-conflict': [409, 'The idempotency key was used with another request.'],
  'payload-too-large': [413, 'The request is too large.'],
  'unsupported-media-type': [415, 'The body must be application/json in UTF-8.'],
  'mathematical-discrepancy': [422, 'The totals do not match.'],
  'tenant-config-missing': [422, 'The tenant is not set up for this.'],
  'dgii-rejected': [422, 'DGII rejected the e-CF.'],
  'rate-limited': [429, 'Too many requests.'],
  internal: [500, 'Internal error.'],
  unavailable: [503, 'Not available at the moment.'],
  'dgii-unavailable': [504, 'DGII does not answer.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>

export type Slug = keyof typeof SLUGS

/** A request that is answered with a problem of this contract. */
export function refusal(slug: Slug, facts: Readonly<Record<string, unknown>>): ContractRefusal {
  return new ContractRefusal(SLUGS[slug][0], slug, SLUGS[slug][1], facts)
}

/** The problem document of a refusal, with `more` of what it is about. */
export function problemDocument({ status, code, message, details }: ContractRefusal, more: object): object {
  return { type: `urn:problem-type:erply:${code}`, title: message, status, slug: code, ...more, ...details }
}

/** Turns whatever was thrown while a request was served into a problem of this contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof ContractRefusal) return send(reply, thrown)
  const challenge = request.headers.authorization === undefined ? BEARER : `${BEARER}, error="invalid_token"`
  const { code, reason: detail, path, problem } = toldError(thrown, request, reply, { ...WORDS, challenge })
  const field = path === undefined ? undefined : clientPath(path)
  const errors = field === undefined ? {} : { errors: [{ field, code: problem.code, message: detail }] }
  return send(reply, refusal(code, { detail, ...errors, request_id: request.id }))
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  const { code, reason: detail } = toldMethod(reply, WORDS)
  return send(reply, refusal(code, { detail }))
}

function send(reply: FastifyReply, refused: ContractRefusal): FastifyReply {
  const body = problemDocument(refused, { instance: reply.request.url.replace(/\?.*/s, '') })
  return reply.code(refused.status).type(PROBLEM_MEDIA_TYPE).send(body)
}

function isSlug(code: string): code is Slug {
  return Object.hasOwn(SLUGS, code)
}

const NOT_SET_UP = { code: 'tenant-config-missing' } as const

/** A code of the engine that is no slug is about what was sent. */
const WORDS: ContractWords<Slug> = {
  language: 'en',
  codeOf: (code) => (isSlug(code) ? code : 'validation-error'),
  known: {
    unauthenticated: {
      code: 'unauthorised',
      message: 'Get a token from POST /v1/auth/token and send it as Authorization: Bearer.',
    },
    'not-found': { message: 'There is nothing here for this token.' },
    'duplicate-external-id': {
      code: 'idempotency-conflict',
      message: 'This client_request_id was used with another request body.',
    },
    ...allOf(['no-issuer', ...CERTIFICATE_CODES, ...RANGE_CODES, 'number-outside-range'], NOT_SET_UP),
  },
}
