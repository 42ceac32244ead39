import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOfThrown, retrySeconds } from '../error-answer.ts'
import { PROBLEM_MEDIA_TYPE, problemOf } from '../problem.ts'
import type { ProblemCode } from '../problem-table.ts'
import { clientPath } from './client-path.ts'

/** One thing that is wrong with a request, at a field in the client's names. */
export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
  /** Where two figures disagree: what was sent, and what it should be. */
  readonly stated?: string
  readonly computed?: string
}

/** What a slug may be told with. */
export interface SlugFacts {
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly dgii_code?: string
  readonly [extension: string]: unknown
}

/** A request that is answered with a problem of this contract. */
export class ErplyProblem extends Error {
  readonly slug: Slug
  readonly facts: SlugFacts

  constructor(slug: Slug, facts: SlugFacts) {
    super(slug)
    this.name = 'ErplyProblem'
    this.slug = slug
    this.facts = facts
  }
}

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

/** The problem document of a slug, and its status. */
export function problemDocument(slug: Slug, facts: SlugFacts = {}): { readonly status: number; readonly body: object } {
  const [status, title] = SLUGS[slug]
  return { status, body: { type: `urn:problem-type:erply:${slug}`, title, status, slug, ...facts } }
}

/** Turns whatever was thrown while a request was served into a problem of this contract. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof ErplyProblem) return sendSlug(reply, thrown.slug, thrown.facts)
  const { code, detail, path } = problemOfThrown(thrown, request, 'en')
  const slug = SLUG_OF[code] ?? 'validation-error'
  if (slug === 'unauthorised') void reply.header('www-authenticate', challenge(request))
  if (slug === 'unavailable') void reply.header('retry-after', String(retrySeconds(thrown)))
  // What a Refusal says of the native API's own fields and credential would lead astray here.
  const told = OWN_WORDS[code] ?? detail
  const errors = path === undefined ? undefined : [{ field: clientPath(path), code, message: told ?? code }]
  return sendSlug(reply, slug, {
    ...(told === undefined ? {} : { detail: told }),
    ...(errors === undefined ? {} : { errors }),
    request_id: request.id,
  })
}

/** A known address with a method that is none of its own. */
export function refuseMethod(reply: FastifyReply): FastifyReply {
  const { detail } = problemOf('method-not-allowed', 'en', reply.request.id)
  return sendSlug(reply, 'method-not-allowed', { ...(detail === undefined ? {} : { detail }) })
}

export function sendSlug(reply: FastifyReply, slug: Slug, facts: SlugFacts): FastifyReply {
  const { status, body } = problemDocument(slug, { instance: pathOf(reply.request), ...facts })
  return reply.code(status).type(PROBLEM_MEDIA_TYPE).send(body)
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url
}

function challenge({ headers }: FastifyRequest): string {
  const shown = headers.authorization === undefined ? '' : ', error="invalid_token"'
  return `Bearer realm="emite"${shown}`
}

/** Codes of the engine as this contract knows them; any other is about what was sent. */
const SLUG_OF: Readonly<Partial<Record<ProblemCode, Slug>>> = {
  'malformed-json': 'malformed-json',
  unauthenticated: 'unauthorised',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  'method-not-allowed': 'method-not-allowed',
  'idempotency-conflict': 'idempotency-conflict',
  'duplicate-external-id': 'idempotency-conflict',
  'quota-exceeded': 'quota-exceeded',
  'no-issuer': 'tenant-config-missing',
  'no-certificate': 'tenant-config-missing',
  'certificate-expired': 'tenant-config-missing',
  'certificate-not-yet-valid': 'tenant-config-missing',
  'range-missing': 'tenant-config-missing',
  'range-exhausted': 'tenant-config-missing',
  'range-expired': 'tenant-config-missing',
  'number-outside-range': 'tenant-config-missing',
  'payload-too-large': 'payload-too-large',
  'unsupported-media-type': 'unsupported-media-type',
  'rate-limited': 'rate-limited',
  internal: 'internal',
  unavailable: 'unavailable',
}

const OWN_WORDS: Readonly<Partial<Record<ProblemCode, string>>> = {
  unauthenticated: 'Get a token from POST /v1/auth/token and send it as Authorization: Bearer.',
  'not-found': 'There is nothing here for this token.',
  'duplicate-external-id': 'This client_request_id was used with another request body.',
  'no-issuer': 'company.rnc is not an issuer of this tenant in the environment of the token.',
}
