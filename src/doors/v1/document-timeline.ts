import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DocumentId, documentOf } from './document-id.ts'
import { STATES } from './document-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const Event = Type.Object({
  sequence: Type.Integer(),
  at: Type.String(),
  actor: Type.String({ description: 'Who did it: a key, the worker.' }),
  kind: Type.String({ description: 'What happened.' }),
  from: Type.Optional(Type.Enum([...STATES])),
  to: Type.Enum([...STATES]),
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String({ description: 'SHA-256 over this event and the hash of the one before it.' }),
})

/** GET /api/v1/documents/{id}/timeline: everything that happened to a document, oldest first. */
export const documentTimeline: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { documents }) => {
  app.get(
    '/documents/:id/timeline',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getDocumentTimeline',
        tags: ['documents'],
        summary: 'Read the timeline of a document',
        params: DocumentId,
        response: {
          200: Type.Object({ events: Type.Array(Event) }, { description: 'Oldest first.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request) => {
      const { id } = await documentOf(documents, request.caller, request.params.id)
      const events = await documents.timeline(request.caller.tenantId, id)
      return { events: events.map(({ from, ...event }) => ({ ...event, ...(from === undefined ? {} : { from }) })) }
    },
  )
}
