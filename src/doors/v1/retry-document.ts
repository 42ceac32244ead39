import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DocumentId } from './document-id.ts'
import { DocumentSchema } from './document-schema.ts'
import { sendDocument } from './document-view.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'
import { awaited, WaitHeaders, WaitQuery } from './waiting.ts'

/** POST /api/v1/documents/{id}/retry: makes a waiting step due now, or takes a failed document up again. */
export const retryDocument: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const { journey } = parts
  app.post(
    '/documents/:id/retry',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'retryDocument',
        tags: ['documents'],
        summary: 'Try the next step now',
        description:
          'Only while `actions` has `retry`. What may have arrived is asked for before anything is sent again.',
        params: DocumentId,
        headers: WaitHeaders,
        querystring: WaitQuery,
        response: {
          200: { ...ref(DocumentSchema), description: 'As it stands now.' },
          ...problems(403, 404, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const document = await journey.retry(request.caller, request.params.id)
      return sendDocument(parts, request, reply, await awaited(journey, document, request, reply))
    },
  )
}
