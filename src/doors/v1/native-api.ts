import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { authenticatorOver } from '../../accounts/authentication.ts'
import type { Caller } from '../../domain/caller.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { ServerParts } from '../parts.ts'
import { auditLog } from './audit-log.ts'
import { authorityStatus } from './authority-status.ts'
import { batchDocuments } from './batch-documents.ts'
import { catalogs } from './catalogs.ts'
import { certificates } from './certificates.ts'
import { correctDocument } from './correct-document.ts'
import { createDocument } from './create-document.ts'
import { documentStanding } from './document-standing.ts'
import { documentTimeline } from './document-timeline.ts'
import { documentXml } from './document-xml.ts'
import { getDocument } from './get-document.ts'
import { issuers } from './issuers.ts'
import { keys } from './keys.ts'
import { listDocuments } from './list-documents.ts'
import { ranges } from './ranges.ts'
import { retryDocument } from './retry-document.ts'
import { checkScopeIsSaid, requireScopes } from './scope.ts'
import { validateDocument } from './validate-document.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before any handler of an API runs. */
    caller: Caller
  }
}

/** Name of this contract among the doors. */
const DOOR = 'v1'

/** The native API: credentials, scopes and rates for all of its routes, then the routes. */
export const nativeApi: FastifyPluginAsyncTypebox<ServerParts> = async (app, parts) => {
  const authenticator = authenticatorOver({
    ...parts,
    onError: (err) => parts.logger.warn({ err }, 'the last use of a key was not noted'),
  })
  app.decorateRequest('caller')

  await app.register(rateLimit, rateLimitSettings(parts))
  const countRejected = app.createRateLimit({
    max: parts.settings.rejectedPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => `rejected:${ip}`,
  })
  app.addHook('onRoute', checkScopeIsSaid)
  app.addHook('onRequest', async (request, reply) => {
    try {
      request.caller = await authenticator.authenticate(bearerOf(request), DOOR)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const rejected = await countRejected(request)
      if (rejected.isAllowed || !rejected.isExceeded) throw error
      void reply.header('retry-after', String(rejected.ttlInSeconds))
      throw tooMany()
    }
    requireScopes(request)
  })

  const routes = [
    createDocument,
    validateDocument,
    batchDocuments,
    listDocuments,
    getDocument,
    documentStanding,
    documentTimeline,
    documentXml,
    retryDocument,
    correctDocument,
    issuers,
    certificates,
    ranges,
    keys,
    catalogs,
    authorityStatus,
    auditLog,
  ]
  for (const route of routes) await app.register(route, { ...parts, prefix: '', authenticator })
}

/** The scheme is not case sensitive; what follows must be the key and nothing else. */
function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

function rateLimitSettings({ settings }: ServerParts) {
  return {
    max: settings.rateLimit.requests,
    timeWindow: settings.rateLimit.windowMs,
    keyGenerator: ({ caller }: FastifyRequest) => `${caller.tenantId}/${caller.actor}`,
    enableDraftSpec: true,
    errorResponseBuilder: tooMany,
  }
}

function tooMany(): Refusal {
  return new Refusal('rate-limited', {
    es: 'Espere los segundos que indica Retry-After.',
    en: 'Wait for the seconds told in Retry-After.',
  })
}
