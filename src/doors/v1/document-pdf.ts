import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sheetOf } from '../../journey/paper.ts'
import { PAPERS } from '../../ports/printer.ts'
import { sendFile } from '../send-file.ts'
import { DocumentId, documentOf } from './document-id.ts'
import { isKnown, KnownEtags } from './etag.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const MEDIA_TYPE = 'application/pdf'

/** GET /api/v1/documents/{id}/pdf: the document on paper as it stands now; 304, with nothing printed, while that is the same. */
export const documentPdf: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/documents/:id/pdf',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getDocumentPdf',
        tags: ['documents'],
        summary: 'Download the printed document',
        description:
          "The country's printed form of the document, in the issuer's appearance. In every state: as long as the authority has " +
          'not approved it, the paper says where it stands.',
        params: DocumentId,
        querystring: Type.Object({
          paper: Type.Optional(
            Type.Enum([...PAPERS], {
              description: "Sheets (`letter`, `a4`) or an 80 mm roll (`receipt`); the issuer's choice when left out.",
            }),
          ),
        }),
        headers: KnownEtags,
        response: {
          200: {
            description: 'The paper.',
            content: { [MEDIA_TYPE]: { schema: Type.Unsafe<Buffer>({}) } },
            headers: {
              'Content-Disposition': { type: 'string', description: "The file's official name." },
              ETag: { type: 'string' },
            },
          },
          304: Type.Unsafe<undefined>({ type: 'null', description: 'It would look the same.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request, reply) => {
      const document = await documentOf(parts.documents, request.caller, request.params.id)
      const sheet = await sheetOf(parts, document, request.query)
      // Weak: a later version of Emite may lay the same content out in another way.
      const etag = `W/"${sheet.etag}"`
      const bytes = isKnown(request.headers['if-none-match'], etag) ? undefined : await sheet.print()
      // Tomorrow the authority may have decided: whoever keeps it asks each time whether it still holds.
      void reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (!bytes) return reply.code(304).send(undefined)

      return sendFile(reply, { mediaType: MEDIA_TYPE, disposition: 'inline', fileName: sheet.fileName, bytes })
    },
  )
}
