import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { ServerSettings } from './parts.ts'
import { limitRates, tooMany } from './request-rate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before any handler of an API runs. */
    caller: Caller
  }
}

/**
 * Lets requests to the routes of an API in: first who asks, as `identify` tells by the credential, then how often. Whoever shows
 * rejected credentials again and again must wait.
 *
 * @param identify throws Refusal unauthenticated
 */
export async function admit(
  app: FastifyInstance,
  settings: ServerSettings,
  identify: (request: FastifyRequest) => Promise<Caller>,
): Promise<void> {
  app.decorateRequest('caller')
  await limitRates(app, settings)
  const rejected = rejections(app, settings)
  app.addHook('onRequest', async (request, reply) => {
    try {
      request.caller = await identify(request)
    } catch (error) {
      throw await rejected(error, request, reply)
    }
  })
}

/**
 * Counts rejected credentials by the address they come from. The function it returns answers what to throw: the error itself, or
 * that there were too many. `limitRates` or `countRates` comes before.
 */
export function rejections(app: FastifyInstance, settings: ServerSettings) {
  const count = app.createRateLimit({
    max: settings.rejectedPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => `rejected:${ip}`,
  })
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (!(error instanceof Refusal)) return error
    const rejected = await count(request)
    if (rejected.isAllowed || !rejected.isExceeded) return error
    void reply.header('retry-after', String(rejected.ttlInSeconds))
    return tooMany()
  }
}
