import { hash } from 'node:crypto'
import { type Caller, type Environment, type Scope, SCOPES } from '../domain/caller.ts'
import { instantOf } from '../domain/instant.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Accounts, ApiKey } from '../ports/accounts.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import { newKeyText, PREFIX_CHARACTERS } from './key-text.ts'

export interface KeyParts {
  readonly accounts: Accounts
  readonly clock: Clock
  readonly chance: Chance
}

/** What is wanted of a new key. */
export interface KeyRequest {
  readonly tenantId: string
  readonly environment: Environment
  readonly name: string
  readonly scopes: readonly Scope[]
  /** ISO 8601 with a time zone; undefined for a key that does not expire. */
  readonly expiresAt: string | undefined
  /** Requests in a minute; without it as many as the installation allows any key. */
  readonly requestsPerMinute?: number | undefined
}

/** A new key. `secret` is the key itself: it is shown this once and is nowhere kept. */
export interface NewKey {
  readonly key: ApiKey
  readonly secret: string
}

/**
 * Makes a key, as an operator does. Over the API {@link delegateKey} is used.
 *
 * @throws Refusal invalid-request when no scope is asked for, the expiry lies in the past, or the rate is none
 */
export async function createKey(parts: KeyParts, actor: string, request: KeyRequest): Promise<NewKey> {
  const now = parts.clock.now()
  checkScopes(request.scopes)
  checkRate(request.requestsPerMinute)
  const expiresAt = request.expiresAt === undefined ? undefined : expiryOf(request.expiresAt, now)

  const secret = newKeyText(request.environment, request.tenantId, parts.chance)
  const key: ApiKey = {
    id: parts.chance.id(),
    tenantId: request.tenantId,
    environment: request.environment,
    name: request.name,
    prefix: secret.slice(0, PREFIX_CHARACTERS),
    scopes: SCOPES.filter((scope) => request.scopes.includes(scope)),
    createdAt: now.toISOString(),
    expiresAt,
    revokedAt: undefined,
    lastUsedAt: undefined,
    requestsPerMinute: request.requestsPerMinute,
  }
  await parts.accounts.createKey({ ...key, hash: hashOfKey(secret) }, actor)
  return { key, secret }
}

/**
 * Makes a key at another key's word, in its tenant and environment. A key gives away no more than it has: no scope, and no rate;
 * `usualPerMinute` is that of a key without a limit of its own. Asked for no rate, the new key gets its maker's.
 *
 * @throws Refusal forbidden, invalid-request
 */
export async function delegateKey(
  parts: KeyParts,
  caller: Caller,
  request: Pick<KeyRequest, 'name' | 'scopes' | 'expiresAt' | 'requestsPerMinute'>,
  usualPerMinute: number,
): Promise<NewKey> {
  const excess = request.scopes.filter((scope) => !caller.scopes.includes(scope))
  if (excess.length > 0) {
    const list = excess.join(', ')
    throw new Refusal(
      'forbidden',
      {
        es: `Esta clave no puede otorgar lo que no tiene: ${list}.`,
        en: `This key cannot give what it does not have: ${list}.`,
      },
      'scopes',
    )
  }
  const { tenantId, environment, actor, requestsPerMinute: own } = caller
  const { requestsPerMinute = own } = request
  const most = own ?? usualPerMinute
  if (requestsPerMinute !== undefined && requestsPerMinute > most) {
    const detail = {
      es: `Esta clave puede otorgar a lo sumo ${most} solicitudes por minuto.`,
      en: `This key can give ${most} requests a minute at most.`,
    }
    throw new Refusal('forbidden', detail, 'requestsPerMinute')
  }
  return createKey(parts, actor, { tenantId, environment, ...request, requestsPerMinute })
}

/** Ends a key of the caller's tenant and environment for good. @throws Refusal not-found */
export async function revokeKey(parts: Pick<KeyParts, 'accounts'>, caller: Caller, id: string): Promise<void> {
  const found = await parts.accounts.revokeKey(caller.tenantId, caller.environment, id, caller.actor)
  if (!found)
    throw new Refusal('not-found', { es: 'No hay ninguna clave con este id.', en: 'There is no key with this id.' })
}

/** Lets the caller pass only if its key has the scope. @throws Refusal forbidden */
export function requireScope(caller: Caller, scope: Scope): void {
  if (caller.scopes.includes(scope)) return
  throw new Refusal('forbidden', {
    es: `Esta clave no tiene el permiso ${scope}.`,
    en: `This key lacks the scope ${scope}.`,
  })
}

/**
 * What is stored of a key. A plain hash is right here: slow hashes protect passwords that people choose, and nobody guesses
 * 192 random bits, however fast the hash is.
 */
export function hashOfKey(secret: string): Uint8Array {
  return hash('sha256', secret, 'buffer')
}

function checkScopes(scopes: readonly Scope[]): void {
  if (scopes.length > 0 && scopes.every((scope) => SCOPES.includes(scope))) return
  const list = SCOPES.join(', ')
  throw new Refusal(
    'invalid-request',
    { es: `Permisos posibles: ${list}.`, en: `The scopes there are: ${list}.` },
    'scopes',
  )
}

/** Largest rate a key may have: beyond it a limit says nothing. */
export const MOST_REQUESTS_PER_MINUTE = 10_000_000

function checkRate(requestsPerMinute: number | undefined): void {
  if (requestsPerMinute === undefined) return
  const isWhole = Number.isInteger(requestsPerMinute)
  if (isWhole && requestsPerMinute >= 1 && requestsPerMinute <= MOST_REQUESTS_PER_MINUTE) return
  throw new Refusal(
    'invalid-request',
    {
      es: `Debe ser un entero de 1 a ${MOST_REQUESTS_PER_MINUTE}.`,
      en: `Must be an integer from 1 to ${MOST_REQUESTS_PER_MINUTE}.`,
    },
    'requestsPerMinute',
  )
}

function expiryOf(text: string, now: Date): string {
  const at = instantOf(text)
  if (at && at > now) return at.toISOString()
  throw new Refusal(
    'invalid-request',
    {
      es: 'Debe ser un instante futuro con zona horaria, como 2027-01-31T00:00:00Z.',
      en: 'Must be an instant in the future with its time zone, such as 2027-01-31T00:00:00Z.',
    },
    'expiresAt',
  )
}
