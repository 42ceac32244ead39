import type { FastifyRequest } from 'fastify'
import { requireScope } from '../../accounts/keys.ts'
import type { Scope } from '../../domain/caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Jurisdiction } from '../../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../../ports/accounts.ts'
import type { DoorParts } from '../door.ts'
import { FactlyProblem } from './errors.ts'

/** The country of this contract. */
export const COUNTRY = 'do'

/** Lets in a key of the environment in the address that has the scope. Before a body is read; asking counts all the same. */
export function letsIn(scope: Scope) {
  return async (request: FastifyRequest): Promise<void> => {
    const { environment } = request.params as { readonly environment?: string }
    if (environment !== undefined && environment !== request.caller.environment) throw otherEnvironment(environment)
    requireScope(request.caller, scope)
  }
}

export function otherEnvironment(environment: string): FactlyProblem {
  const message = 'La API key no está permitida para este ambiente.'
  return new FactlyProblem(403, 'API_ENVIRONMENT_FORBIDDEN', message, { environment })
}

const KEY_REQUIRED = 'API_IDEMPOTENCY_KEY_REQUIRED'
const LONGEST_KEY = 191

/** The header that the contract wants of every creation. */
export function idempotencyKeyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key']
  if (typeof key !== 'string' || key === '') {
    throw new FactlyProblem(400, KEY_REQUIRED, 'Falta la cabecera Idempotency-Key.', { header: 'Idempotency-Key' })
  }
  if (key.length <= LONGEST_KEY) return key
  const message = `La cabecera Idempotency-Key admite hasta ${LONGEST_KEY} caracteres.`
  throw new FactlyProblem(400, 'API_BAD_REQUEST', message, { header: 'Idempotency-Key' })
}

/** The caller's only issuer in this country: the contract has no field to name one. @throws Refusal no-issuer */
export async function issuerFor({ accounts }: DoorParts, { caller }: FastifyRequest): Promise<Issuer> {
  const issuers = await accounts.issuers(caller.tenantId, caller.environment)
  const [only, ...others] = issuers.filter(({ jurisdiction }) => jurisdiction === COUNTRY)
  if (only && others.length === 0) return only
  throw new Refusal(
    'no-issuer',
    only
      ? { es: 'El tenant tiene varios emisores dominicanos.', en: 'The tenant has several Dominican issuers.' }
      : { es: 'El tenant no tiene un emisor dominicano.', en: 'The tenant has no Dominican issuer.' },
  )
}

export function countryOf({ jurisdictions }: Pick<DoorParts, 'jurisdictions'>): Jurisdiction {
  const country = jurisdictions.find(({ code }) => code === COUNTRY)
  if (!country) throw new Error(`no jurisdiction ${COUNTRY}`)
  return country
}
