import type { FastifyRequest } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import type { Scope } from '../../domain/caller.ts'

/** Name of this contract among the doors. */
export const DOOR = 'erply'

/** Part of a route: only tokens with the scope pass, before a body is read. */
export function needs(scope: Scope) {
  return { onRequest: (request: FastifyRequest) => Promise.resolve().then(() => requireScope(request.caller, scope)) }
}
