import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { nothingHere } from './nothing-here.ts'
import type { ReadinessCheck, ServerParts } from './parts.ts'

export interface HealthParts extends Pick<ServerParts, 'readiness' | 'metrics'> {
  readonly settings: Pick<ServerParts['settings'], 'metricsToken'>
}

const CHECK_TIMEOUT_MS = 3_000

/**
 * For those who run Emite: `/healthz` (the process lives), `/readyz` (requests may be sent here) and `/metrics`. None is part of
 * the API, and none tells anything about clients.
 */
export const health: FastifyPluginAsync<HealthParts> = async (app, { readiness, metrics, settings }) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })

  app.get('/healthz', () => ({ status: 'alive' }))

  app.get('/readyz', async (request, reply) => {
    const checks = await Promise.all(readiness.map((check) => resultOf(check, request)))
    const ready = checks.every(({ holds }) => holds)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', checks })
  })

  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, settings.metricsToken)) throw nothingHere()
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}

interface CheckResult {
  readonly name: string
  readonly holds: boolean
}

/** Why a check failed goes to the log only: the answer is open to anybody. */
async function resultOf(condition: ReadinessCheck, request: FastifyRequest): Promise<CheckResult> {
  const { name } = condition
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS)
  })
  try {
    await Promise.race([condition.check(), late])
    return { name, holds: true }
  } catch (error) {
    request.log.warn({ err: error, check: name }, 'not ready')
    return { name, holds: false }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * With a token, whoever shows it. Without one, only a process on this machine that asks directly: what a reverse proxy passes
 * on also comes from this machine, so that any sign of a proxy shuts the door.
 */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return isSame(request.headers.authorization ?? '', `Bearer ${token}`)
  const { headers, socket } = request.raw
  const isPassedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
  return !isPassedOn && LOOPBACK.test(socket.remoteAddress ?? '')
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** Compares in a time that does not depend on where the texts differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
