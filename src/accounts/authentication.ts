import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Accounts, ApiKey } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import { boundedCache } from './bounded-cache.ts'
import { tenantOfKeyText } from './key-text.ts'
import { hashOfKey } from './keys.ts'

// A revoked key works at most this long in other processes; in the one that revoked it, not at all.
const CACHE_MS = 5_000
const MOST_CACHED = 10_000
const USE_NOTED_EVERY_MS = 60_000

/** Tells who asks, by the key they show. */
export interface Authenticator {
  /**
   * The caller a key stands for. `door` names the contract the request came through.
   *
   * @throws Refusal unauthenticated: missing, malformed, unknown, expired or revoked, without saying which to strangers
   */
  authenticate(presented: string | undefined, door: string): Promise<Caller>
  /**
   * The caller of a credential in two parts, for contracts that have such: a key's id, and the key itself.
   *
   * @throws Refusal unauthenticated
   */
  authenticatePair(keyId: string, presented: string, door: string): Promise<Caller>
  /**
   * The caller of a key that was shown before, for contracts that hand out tokens: whoever asks has proved to hold one.
   *
   * @throws Refusal unauthenticated when the key is in force no more
   */
  authenticateHolder(tenantId: string, keyId: string, door: string): Promise<Caller>
  /** Makes a revocation felt at once in this process. */
  forget(keyId: string): void
}

export interface AuthenticationParts {
  readonly accounts: Accounts
  readonly clock: Clock
  /** Told when noting the last use of a key failed, which holds up nobody. */
  readonly onError: (error: unknown) => void
}

/** An authenticator with a small cache: a busy key costs one lookup in five seconds. */
export function authenticatorOver(parts: AuthenticationParts): Authenticator {
  const known = boundedCache<ApiKey>(parts.clock, { most: MOST_CACHED, lifeMs: CACHE_MS })
  let revocations = 0
  const noted = boundedCache<true>(parts.clock, { most: MOST_CACHED, lifeMs: USE_NOTED_EVERY_MS })

  async function inForce(name: string, look: () => Promise<ApiKey | undefined>): Promise<ApiKey> {
    const kept = known.get(name)
    const before = revocations
    const key = kept ?? (await look())
    // Only keys that exist are kept: strangers cannot push them out by guessing. What was read while a key was revoked may be
    // of before.
    if (key && !kept && before === revocations) known.set(name, key)
    const now = parts.clock.now()
    if (!key || !isInForce(key, now)) throw unauthenticated()

    if (noted.get(key.id) === undefined) {
      noted.set(key.id, true)
      parts.accounts.keyUsed(key.tenantId, key.id, now).catch(parts.onError)
    }
    return key
  }

  async function keyOf(presented: string | undefined): Promise<ApiKey> {
    const tenantId = presented === undefined ? undefined : tenantOfKeyText(presented)
    if (presented === undefined || tenantId === undefined) throw unauthenticated()

    // Looked up by the hash of all of it: how long a comparison takes tells nothing about a key that is not known already.
    const hash = hashOfKey(presented)
    const name = Buffer.from(hash).toString('base64')
    return inForce(name, () => parts.accounts.keyByHash(tenantId, hash))
  }

  return {
    authenticate: async (presented, door) => callerOf(await keyOf(presented), door),
    async authenticatePair(keyId, presented, door) {
      const key = await keyOf(presented)
      if (key.id !== keyId) throw unauthenticated()
      return callerOf(key, door)
    },
    async authenticateHolder(tenantId, keyId, door) {
      const key = await inForce(`${tenantId}/${keyId}`, () => parts.accounts.keyById(tenantId, keyId))
      return callerOf(key, door)
    },
    forget(keyId) {
      revocations += 1
      known.forget((key) => key.id === keyId)
    },
  }
}

function isInForce(key: ApiKey, now: Date): boolean {
  return key.revokedAt === undefined && (key.expiresAt === undefined || new Date(key.expiresAt) > now)
}

function callerOf(key: ApiKey, door: string): Caller {
  const { tenantId, environment, scopes, prefix, requestsPerMinute } = key
  const limit = requestsPerMinute === undefined ? {} : { requestsPerMinute }
  return { tenantId, environment, scopes, door, actor: `key:${prefix}`, ...limit }
}

function unauthenticated(): Refusal {
  return new Refusal('unauthenticated', {
    es: 'Falta una clave válida: Authorization: Bearer emk_…',
    en: 'A valid key is missing: Authorization: Bearer emk_…',
  })
}
