import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Outage } from '../domain/outage.ts'
import { Refusal } from '../domain/refusal.ts'
import { InvalidDocument } from './invalid-document.ts'
import { languageOf } from './language.ts'
import type { ProblemCode } from './problem-table.ts'
import { type Problem, type ProblemFacts, problemOf, send } from './problem.ts'
import { ShapeProblem } from './validation.ts'

/** Turns whatever was thrown while a request was served into an answer. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOfThrown(thrown, request)
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="emite"')
  if (problem.status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  return send(reply, problem)
}

/**
 * The problem behind whatever was thrown, in the client's language unless its contract has but one. What is nobody's fault but ours
 * is logged, and told without its reason.
 */
export function problemOfThrown(thrown: unknown, request: FastifyRequest, language = languageOf(request)): Problem {
  const problem = (code: ProblemCode, facts?: ProblemFacts) => problemOf(code, language, request.id, facts)

  if (thrown instanceof Refusal) {
    const { code, detail, message, path } = thrown
    return problem(code, { detail: detail ?? message, ...(path === undefined ? {} : { path }) })
  }
  if (thrown instanceof InvalidDocument) return problem('invalid-document', { faults: thrown.faults })
  if (thrown instanceof ShapeProblem) return problem(codeOfPart(thrown.part), { faults: thrown.faults })
  if (thrown instanceof Outage) {
    request.log.warn({ err: thrown, part: thrown.part }, 'a part of the world failed')
    return problem('unavailable')
  }
  const code = codeOfFramework(thrown)
  if (code === undefined) request.log.error({ err: thrown }, 'the request failed')
  return problem(code ?? 'internal')
}

/** After how many seconds it makes sense to ask again. */
export function retrySeconds(thrown: unknown): number {
  return thrown instanceof Outage ? Math.max(1, Math.ceil(thrown.retryAfterMs / 1000)) : 1
}

/** A path that cannot name anything is simply not there. */
function codeOfPart(part: string): ProblemCode {
  if (part === 'params') return 'not-found'
  return part === 'body' ? 'invalid-request' : 'invalid-parameters'
}

/** What Fastify itself refuses before a route is reached. */
const FRAMEWORK: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
}

function codeOfFramework(thrown: unknown): ProblemCode | undefined {
  if (!(thrown instanceof Error)) return undefined
  const { code, statusCode } = thrown as Partial<FastifyError>
  const known = code === undefined ? undefined : FRAMEWORK[code]
  if (known) return known
  // A client that went away in the middle of its body and the like: nothing of ours broke.
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'invalid-parameters' : undefined
}
