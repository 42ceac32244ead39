import type { FastifyReply } from 'fastify'
import type { Bilingual, Fault } from '../domain/fault.ts'
import { type Language, languageOf } from './language.ts'
import { type ProblemCode, PROBLEMS } from './problem-table.ts'

/** What went wrong, as RFC 9457 has it; `code`, `requestId`, `path` and `faults` are our extension members. */
export interface Problem {
  /** Relative reference to a page that explains the code. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail?: string
  /** The field at fault when there is just one. */
  readonly path?: string
  readonly requestId: string
  readonly faults?: readonly ToldFault[]
}

/** A fault in the client's language. */
export interface ToldFault {
  readonly code: string
  readonly path: string
  readonly message: string
  readonly severity: Fault['severity']
  readonly source?: string
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

export interface ProblemFacts {
  readonly detail?: Bilingual | string
  readonly path?: string
  readonly faults?: readonly Fault[]
}

/** The problem a code stands for, in one language. */
export function problemOf(code: ProblemCode, language: Language, requestId: string, facts: ProblemFacts = {}): Problem {
  const { status, title, remedy } = PROBLEMS[code]
  const { path, faults } = facts
  // Where nothing particular can be said, what to do about it is still better than a title alone.
  const detail = facts.detail ?? (faults === undefined ? remedy : undefined)
  return {
    type: `/docs/errors#${code}`,
    title: title[language],
    status,
    code,
    ...(detail === undefined ? {} : { detail: typeof detail === 'string' ? detail : detail[language] }),
    ...(path === undefined ? {} : { path }),
    requestId,
    ...(faults === undefined ? {} : { faults: faults.map((fault) => toldFault(fault, language)) }),
  }
}

/** The fault in one language. */
export function toldFault(fault: Fault, language: Language): ToldFault {
  const { code, path, message, severity, source } = fault
  return { code, path, message: message[language], severity, ...(source === undefined ? {} : { source }) }
}

/** Answers with a problem in the language the client asks for. */
export function sendProblem(reply: FastifyReply, code: ProblemCode, facts?: ProblemFacts): FastifyReply {
  return send(reply, problemOf(code, languageOf(reply.request), reply.request.id, facts))
}

/** Answers with a problem that is put into words already. */
export function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type(PROBLEM_MEDIA_TYPE)
    .header('content-language', languageOf(reply.request))
    .header('vary', 'Accept-Language')
    .send(problem)
}
