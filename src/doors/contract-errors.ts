import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOfThrown, retrySeconds } from './error-answer.ts'
import type { Language } from './language.ts'
import { type Problem, problemOf } from './problem.ts'
import type { ProblemCode } from './problem-table.ts'

/** How a contract tells what the engine refuses, in codes of its own. */
export interface ContractWords<Code extends string = string> {
  /** The contract's only one. */
  readonly language: Language
  /** What a 401 says in `WWW-Authenticate`. */
  readonly challenge?: string
  readonly known: Readonly<Partial<Record<ProblemCode, KnownError<Code>>>>
  /** The code of what the contract has no word for, from the engine's own such as `range-expired`. */
  readonly codeOf: (code: ProblemCode) => Code
}

/** Where a contract says otherwise than the engine would. */
export interface KnownError<Code extends string = string> {
  readonly code?: Code
  readonly status?: number
  /** Where the engine's own words would not do: they speak of fields and ids that the contract does not have. */
  readonly message?: string
}

/** Where a key is presented as a bearer token. */
export const BEARER = 'Bearer realm="emite"'

/** An error in a contract's words. */
export interface ToldError<Code extends string = string> {
  readonly status: number
  readonly code: Code
  readonly message: string
  /** What the engine has to say beyond its title, unless the contract has words of its own. */
  readonly reason: string
  /** As the engine writes it. */
  readonly path: string | undefined
  readonly problem: Problem
}

/** Whatever was thrown while a request was served, in a contract's words; the headers that go with it are set. */
export function toldError<Code extends string>(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  words: ContractWords<Code>,
): ToldError<Code> {
  const told = toldProblem(problemOfThrown(thrown, request, words.language), words)
  if (told.status === 401 && words.challenge) void reply.header('www-authenticate', words.challenge)
  if (told.status === 503) void reply.header('retry-after', String(retrySeconds(thrown)))
  return told
}

/** A known address with a method that is none of its own. */
export function toldMethod<Code extends string>(reply: FastifyReply, words: ContractWords<Code>): ToldError<Code> {
  return toldProblem(problemOf('method-not-allowed', words.language, reply.request.id), words)
}

function toldProblem<Code extends string>(problem: Problem, { known, codeOf }: ContractWords<Code>): ToldError<Code> {
  const { code, status, title, detail, path } = problem
  const own = known[code]
  return {
    status: own?.status ?? status,
    code: own?.code ?? codeOf(code),
    message: own?.message ?? title,
    reason: own?.message ?? detail ?? title,
    path,
    problem,
  }
}
