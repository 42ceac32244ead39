import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { admit } from '../admission.ts'
import { bearerOf } from '../presented-key.ts'
import { appearance } from './appearance.ts'
import { auditLog } from './audit-log.ts'
import { authorityStatus } from './authority-status.ts'
import { batchDocuments } from './batch-documents.ts'
import { catalogs } from './catalogs.ts'
import { certificates } from './certificates.ts'
import { correctDocument } from './correct-document.ts'
import { createDocument } from './create-document.ts'
import { eventFeed } from './event-feed.ts'
import { documentStanding } from './document-standing.ts'
import { documentTimeline } from './document-timeline.ts'
import { documentPdf } from './document-pdf.ts'
import { documentXml } from './document-xml.ts'
import { getDocument } from './get-document.ts'
import { issuers } from './issuers.ts'
import { keys } from './keys.ts'
import { refuseUnknownParameters } from './known-parameters.ts'
import { listDocuments } from './list-documents.ts'
import { logo } from './logo.ts'
import { mailBounces } from './mail-bounces.ts'
import { mailServer } from './mail-server.ts'
import { mailSettings } from './mail-settings.ts'
import { mailSuppressions } from './mail-suppressions.ts'
import { mails } from './mails.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { ranges } from './ranges.ts'
import { retryDocument } from './retry-document.ts'
import { checkScopeIsSaid, requireScopes } from './scope.ts'
import { usage } from './usage.ts'
import { validateDocument } from './validate-document.ts'
import { webhookCare } from './webhook-care.ts'
import { webhookDeliveries } from './webhook-deliveries.ts'
import { webhooks } from './webhooks.ts'

/** Name of this contract among the doors. */
const DOOR = 'v1'

/** The native API: credentials, scopes and rates for all of its routes, then the routes. */
export const nativeApi: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.addHook('onRoute', checkScopeIsSaid)
  app.addHook('onRoute', refuseUnknownParameters)
  await admit(app, parts.settings, (request) => parts.authenticator.authenticate(bearerOf(request), DOOR))
  // After the rates, so that asking for what is forbidden counts too; before a body is read.
  app.addHook('preParsing', async (request) => requireScopes(request))

  const routes = [
    createDocument,
    validateDocument,
    batchDocuments,
    listDocuments,
    getDocument,
    documentStanding,
    documentTimeline,
    documentXml,
    documentPdf,
    retryDocument,
    correctDocument,
    issuers,
    appearance,
    logo,
    certificates,
    ranges,
    keys,
    catalogs,
    authorityStatus,
    auditLog,
    eventFeed,
    webhooks,
    webhookCare,
    webhookDeliveries,
    usage,
    mailSettings,
    mailServer,
    mails,
    mailSuppressions,
    mailBounces,
  ]
  for (const route of routes) await app.register(route, { ...parts, prefix: '' })
}
