import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DocumentId, documentOf } from './document-id.ts'
import { DocumentSchema } from './document-schema.ts'
import { sendDocument } from './document-view.ts'
import { isKnown, KnownEtags } from './etag.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

/** GET /api/v1/documents/{id}: the document as it stands; 304 while nothing has changed, so that polling costs little. */
export const getDocument: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/documents/:id',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getDocument',
        tags: ['documents'],
        summary: 'Read a document',
        params: DocumentId,
        headers: KnownEtags,
        response: {
          200: {
            ...ref(DocumentSchema),
            description: 'The document as it stands.',
            headers: { ETag: { type: 'string' } },
          },
          304: Type.Unsafe<undefined>({ type: 'null', description: 'Nothing has changed.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request, reply) => {
      const document = await documentOf(parts.documents, request.caller, request.params.id)
      const view = await sendDocument(parts, request, reply, document)
      if (isKnown(request.headers['if-none-match'], String(reply.getHeader('etag'))))
        return reply.code(304).send(undefined)
      return view
    },
  )
}
