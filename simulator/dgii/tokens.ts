import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { zuluTime } from './clock.ts'

/** A token as DGII hands it out. */
export interface IssuedToken {
  readonly token: string
  readonly expira: string
  readonly expedido: string
}

/** The tokens of one environment. None is good in another, and none after its hour. */
export class Tokens {
  readonly #lifetimeMs: number
  readonly #now: () => Date
  readonly #ends = new Map<string, number>()

  constructor(lifetimeMs: number, now: () => Date) {
    this.#lifetimeMs = lifetimeMs
    this.#now = now
  }

  issue(holder: string): IssuedToken {
    const issued = this.#now()
    const expires = new Date(issued.getTime() + this.#lifetimeMs)
    this.#prune(issued)
    // Shaped like the JWT that DGII hands out, and as opaque to whoever gets it.
    const token = [
      { alg: 'none', typ: 'JWT' },
      { sub: holder, exp: Math.floor(expires.getTime() / 1000) },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(randomBytes(32).toString('base64url'))
      .join('.')
    this.#ends.set(token, expires.getTime())
    return { token, expira: zuluTime(expires), expedido: zuluTime(issued) }
  }

  /** Whether the request carries a token of this environment that has not ended. */
  admits(request: FastifyRequest): boolean {
    return (this.#ends.get(bearerOf(request)) ?? 0) > this.#now().getTime()
  }

  forget(request: FastifyRequest): void {
    this.#ends.delete(bearerOf(request))
  }

  #prune(now: Date): void {
    for (const [token, end] of this.#ends) if (end <= now.getTime()) this.#ends.delete(token)
  }
}

function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}
