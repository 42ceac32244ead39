import type { FastifyPluginAsync } from 'fastify'
import { wallClock } from '../../domain/calendar.ts'
import type { DoorParts } from '../door.ts'
import { countryOf, idempotencyKeyOf, issuerFor, letsIn } from './access.ts'
import { create } from './creation.ts'
import { documentRequestOf } from './document-request.ts'
import { normalized, toDraft } from './to-draft.ts'

/** POST /v1/{environment}/documents: 201 once the document is signed and stored; what DGII says of it comes later. */
export const createDocumentJson: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  app.post('/v1/:environment/documents', { preParsing: letsIn('documents:write') }, async (request, reply) => {
    const key = idempotencyKeyOf(request)
    const body = documentRequestOf(request.body, request.caller.environment)
    const jurisdiction = countryOf(parts)
    const issuer = await issuerFor(parts, request)
    const today = wallClock(parts.clock.now(), jurisdiction.timeZone).date
    return create(parts, request, reply, {
      key,
      draft: toDraft(body, { issuer, jurisdiction, today }),
      original: { body },
      told: { requestFormat: 'json', normalizedPayload: normalized(body) },
    })
  })
}
