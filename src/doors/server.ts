import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { authenticatorOver } from '../accounts/authentication.ts'
import type { Caller } from '../domain/caller.ts'
import { answerBrokenConnection } from './broken-connection.ts'
import { answerError } from './error-answer.ts'
import { takeJson } from './json-body.ts'
import { refuseOtherMethods } from './other-methods.ts'
import { health } from './health.ts'
import { nothingHere } from './nothing-here.ts'
import type { EarlyAnswers } from './door.ts'
import { DOORS } from './doors.ts'
import { describeApi } from './openapi.ts'
import type { ServerParts } from './parts.ts'
import { readingPages } from './reading-pages.ts'
import { requestIdOf } from './request-id.ts'
import { nativeApi } from './v1/native-api.ts'
import { doesShowSecret } from './shows-secret.ts'
import { validatorCompiler } from './validation.ts'

const REQUEST_TIMEOUT_MS = 300_000
const KEEP_ALIVE_MS = 72_000

/** The HTTP server with all of its routes. It does not listen yet; `close` ends it after the requests it is serving. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { settings, metrics } = parts
  const earlyAnswers: EarlyAnswers = []
  const app: FastifyInstance = Fastify({
    loggerInstance: parts.logger,
    // One line of our own per request instead: Fastify's would hold the address with its query, which may name buyers.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: (raw) => requestIdOf(raw, parts.chance),
    bodyLimit: settings.bodyLimitBytes,
    trustProxy: settings.trustProxy,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Longer than the usual minute of load balancers, so that they close idle connections and never find one closed.
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenConnection,
    frameworkErrors: (error, request, reply) => {
      const theirs = earlyAnswers.find(({ path, showsSecret = doesShowSecret(request) }) => {
        return request.url.startsWith(path) && showsSecret === doesShowSecret(request)
      })
      const { answer } = theirs ?? { answer: answerError }
      answer(error, request, reply)
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  // Answers are built field by field; compiling a serializer for each of their schemas took half a second of every start.
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(() => {
    throw nothingHere()
  })
  takeJson(app)

  endConnectionsOnClosing(app)
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const route = routeOptions.url ?? 'none'
    metrics.answered({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    logAnswer(request, reply, route)
  })

  await app.register(helmet, SECURE_HEADERS)
  const refuseTheRest = refuseOtherMethods(app)
  await describeApi(app, parts)
  await app.register(health, parts)
  const authenticator = authenticatorOver({
    ...parts,
    onError: (err) => parts.logger.warn({ err }, 'the last use of a key was not noted'),
  })
  await app.register(nativeApi, { ...parts, authenticator, prefix: '/api/v1' })
  for (const door of settings.doors) await app.register(DOORS[door], { ...parts, authenticator, earlyAnswers })
  await app.register(readingPages)
  refuseTheRest()
  return app
}

/** While the server closes it serves what comes, but keeps no connection: else it would wait for clients that stay connected. */
function endConnectionsOnClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) void reply.header('connection', 'close')
  })
}

/** Pages of the API hold no script; what they need beyond this they say themselves. */
const SECURE_HEADERS = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginEmbedderPolicy: true,
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const

function logAnswer(request: FastifyRequest, reply: FastifyReply, route: string): void {
  const { method } = request
  const actor = actorOf(request)
  const answer = { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
  request.log.info(actor === undefined ? answer : { ...answer, actor }, 'answered')
}

/** Outside the APIs, and before a key was looked at, nobody has said who they are. */
function actorOf({ caller }: { readonly caller?: Caller }): string | undefined {
  return caller?.actor
}
