import type { Token } from '../../jurisdictions/authority-protocol.ts'

/** A token this close to its end is replaced: a request under way must not see it end. */
const RENEW_BEFORE_MS = 5 * 60_000

interface Entry {
  token: Token | undefined
  /** The renewal under way; whoever comes meanwhile waits for it. */
  renewal: Promise<Token> | undefined
}

/** Tokens by whom and where they are for. Each is obtained once at a time, however many ask. */
export class TokenCache {
  readonly #entries = new Map<string, Entry>()

  /** The token kept under `key`; a new one when there is none or its end is near. A failure is not kept. */
  async get(key: string, now: () => Date, obtain: () => Promise<Token>): Promise<Token> {
    const entry = this.#entryOf(key, now())
    if (entry.token && msLeft(entry.token, now()) > RENEW_BEFORE_MS) return entry.token
    entry.renewal ??= this.#renew(entry, obtain)
    try {
      return await entry.renewal
    } catch (error) {
      // Renewing early is a precaution: while the old token holds, a failure to renew it harms nobody.
      if (entry.token && msLeft(entry.token, now()) > 0) return entry.token
      throw error
    }
  }

  /** Forgets this very token; one that was obtained since stays. */
  drop(key: string, refused: Token): void {
    const entry = this.#entries.get(key)
    if (entry?.token?.value === refused.value) entry.token = undefined
  }

  async #renew(entry: Entry, obtain: () => Promise<Token>): Promise<Token> {
    try {
      return (entry.token = await obtain())
    } finally {
      entry.renewal = undefined
    }
  }

  /** Tokens of signers that came and went do not pile up: those past their end go whenever a new key comes. */
  #entryOf(key: string, now: Date): Entry {
    const known = this.#entries.get(key)
    if (known) return known
    for (const [other, { token, renewal }] of this.#entries) {
      if (!renewal && (!token || msLeft(token, now) <= 0)) this.#entries.delete(other)
    }
    const entry: Entry = { token: undefined, renewal: undefined }
    this.#entries.set(key, entry)
    return entry
  }
}

function msLeft(token: Token, now: Date): number {
  return token.expiresAt.getTime() - now.getTime()
}
