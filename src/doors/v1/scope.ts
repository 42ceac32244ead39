import type { FastifyRequest, RouteOptions } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import { type Scope, SCOPES } from '../../domain/caller.ts'

/** Name of the credential in the OpenAPI document. */
export const CREDENTIAL = 'apiKey'

/** What a key needs for an operation: part of a route's schema, so that what is enforced is what is documented. */
export function needs(...scopes: readonly Scope[]): { security: { [CREDENTIAL]: string[] }[] } {
  return { security: [{ [CREDENTIAL]: [...scopes] }] }
}

/** Lets nobody register a route that has not said what it needs. */
export function checkScopeIsSaid({ schema, url }: RouteOptions): void {
  if (schema?.security === undefined) throw new Error(`${url} does not say which scopes it needs`)
}

/** @throws Refusal forbidden unless the caller's key has every scope that the route needs */
export function requireScopes(request: FastifyRequest): void {
  const needed = request.routeOptions.schema?.security?.flatMap((each) => each[CREDENTIAL] ?? []) ?? []
  for (const scope of SCOPES) if (needed.includes(scope)) requireScope(request.caller, scope)
}
