import type { FastifyRequest } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import type { Environment, Scope } from '../../domain/caller.ts'
import { ContractRefusal } from '../contract-refusal.ts'

/** The country of this contract. */
export const COUNTRY = 'do'

interface Admission {
  /** The one environment that has the operation. */
  readonly only?: Environment
  /** What the operation documents for an address that names no environment. */
  readonly unknown?: 400 | 403 | 404
}

/**
 * Part of a route: it lets in a key of the environment in the address that has the scope. Before a body is read; asking counts all
 * the same.
 */
export function letsIn(scope: Scope, { only, unknown = 403 }: Admission = {}) {
  return {
    // The OpenAPI document describes our own API; this contract has one of its own.
    schema: { hide: true },
    preParsing: async ({ params, caller }: FastifyRequest): Promise<void> => {
      const { environment = caller.environment } = params as { readonly environment?: string }
      if (!ENVIRONMENTS.has(environment)) throw noEnvironment(unknown, environment)
      if (environment !== caller.environment) throw noEnvironment(403, environment)
      requireScope(caller, scope)
      if (only !== undefined && environment !== only) throw noEnvironment(403, environment)
    },
  }
}

const ENVIRONMENTS: ReadonlySet<string> = new Set<Environment>(['sandbox', 'production'])

function noEnvironment(status: 400 | 403 | 404, environment: string): ContractRefusal {
  const [code, message] = WORDS[status]
  return new ContractRefusal(status, code, message, { environment })
}

const WORDS = {
  400: ['API_BAD_REQUEST', 'El ambiente debe ser sandbox o production.'],
  403: ['API_ENVIRONMENT_FORBIDDEN', 'La API key no está permitida para este ambiente.'],
  404: ['API_NOT_FOUND', 'No existe ese ambiente: use sandbox o production.'],
} as const
