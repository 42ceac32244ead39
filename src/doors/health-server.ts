import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { answerError } from './error-answer.ts'
import { health, type HealthParts } from './health.ts'
import { nothingHere } from './nothing-here.ts'
import type { ServerParts } from './parts.ts'

/** For a process that serves no API: health, readiness and metrics, and nothing else. It does not listen yet. */
export async function buildHealthServer(parts: HealthParts & Pick<ServerParts, 'logger'>): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(() => {
    throw nothingHere()
  })
  await app.register(health, parts)
  return app
}
