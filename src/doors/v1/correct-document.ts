import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sendProblem } from '../problem.ts'
import { DocumentId } from './document-id.ts'
import { DocumentSchema } from './document-schema.ts'
import { sendDocument } from './document-view.ts'
import { DraftBody } from './draft-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'
import { awaited, WaitHeaders, WaitQuery } from './waiting.ts'

/**
 * POST /api/v1/documents/{id}/correct: signs a new revision of a rejected or failed document under its own number, where the
 * law lets the number live.
 */
export const correctDocument: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const { journey } = parts
  app.post(
    '/documents/:id/correct',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'correctDocument',
        tags: ['documents'],
        summary: 'Correct a document',
        description: 'Only while `actions` has `correct`. Send the whole draft again; issuer, type and number stay.',
        params: DocumentId,
        headers: WaitHeaders,
        querystring: WaitQuery,
        body: DraftBody,
        response: {
          200: { ...ref(DocumentSchema), description: 'The new revision, signed and stored.' },
          ...problems(403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await journey.correct(request.caller, request.params.id, request.body)
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-document', { faults: outcome.faults })
      return sendDocument(parts, request, reply, await awaited(journey, outcome.document, request, reply))
    },
  )
}
