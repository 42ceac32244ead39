import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusal.ts'
import type { ServerSettings } from './parts.ts'

const MINUTE_MS = 60_000
// Whose requests are counted at a time: past it, those that asked longest ago begin anew.
const MOST_KEYS = 100_000

/**
 * How often a key may ask this process: as often as it says itself, else as any key may. Every answer to a key says what is
 * left, by the fields of draft-ietf-httpapi-ratelimit-headers-10 (`RateLimit`, `RateLimit-Policy`) and by those of the drafts up to 06
 * (`RateLimit-Limit` and so on), which most clients that look at all still read.
 */
export async function limitRates(app: FastifyInstance, settings: ServerSettings): Promise<void> {
  await app.register(rateLimit, {
    max: ({ caller }: FastifyRequest) => caller.requestsPerMinute ?? settings.rateLimit.requests,
    timeWindow: (request: FastifyRequest) => windowMs(request, settings),
    keyGenerator: ({ caller }: FastifyRequest) => `${caller.tenantId}/${caller.actor}`,
    cache: MOST_KEYS,
    enableDraftSpec: true,
    errorResponseBuilder: tooMany,
  })
  app.addHook('onSend', async (request, reply) => {
    const [limit, left, reset] = COUNTS.map((name) => reply.getHeader(name))
    if (limit === undefined) return
    void reply
      .header('ratelimit-policy', `"key";q=${String(limit)};w=${Math.ceil(windowMs(request, settings) / 1000)}`)
      .header('ratelimit', `"key";r=${String(left)};t=${String(reset)}`)
  })
}

/** Lets `app` count what it wants by itself; no request is counted unasked. */
export async function countRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false })
}

const COUNTS = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']

/** Requests in a minute of a key without a limit of its own. */
export function usualPerMinute({ rateLimit: { requests, windowMs: window } }: ServerSettings): number {
  return Math.max(1, Math.floor((requests * MINUTE_MS) / window))
}

/** For who asked too often. */
export function tooMany(): Refusal {
  return new Refusal('rate-limited', {
    es: 'Espere los segundos que indica Retry-After.',
    en: 'Wait for the seconds told in Retry-After.',
  })
}

function windowMs({ caller }: FastifyRequest, settings: ServerSettings): number {
  return caller.requestsPerMinute === undefined ? settings.rateLimit.windowMs : MINUTE_MS
}
