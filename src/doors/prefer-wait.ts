import type { FastifyReply, FastifyRequest } from 'fastify'
import { headerOf } from './presented-key.ts'

/** Seconds to hold the answer back as the client prefers, which the answer says then. */
export function appliedWait(request: FastifyRequest, reply: FastifyReply, longest: number): number | undefined {
  const wait = preferredWait(headerOf(request, 'prefer'), longest)
  if (wait !== undefined) void reply.header('preference-applied', `wait=${wait}`)
  return wait
}

/**
 * Seconds that `Prefer: wait=N` (RFC 7240) asks to hold the answer back, at most `longest`: what lies beyond is honoured as far as
 * it goes. Undefined without that preference.
 */
export function preferredWait(prefer: string | undefined, longest: number): number | undefined {
  const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i.exec(prefer ?? '')?.[1]
  return seconds === undefined ? undefined : Math.min(Number(seconds), longest)
}
