import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { officialNameOf } from '../../domain/official-name.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { DocumentFiles } from '../../ports/documents.ts'
import { sendFile } from '../send-file.ts'
import { DocumentId, documentOf } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

/** GET /api/v1/documents/{id}/xml: the exact bytes that were signed, or those the authority got where they differ. */
export const documentXml: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { documents }) => {
  app.get(
    '/documents/:id/xml',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'getDocumentXml',
        tags: ['documents'],
        summary: 'Download the signed XML',
        params: DocumentId,
        querystring: Type.Object({
          file: Type.Optional(
            Type.Enum(['document', 'submission', 'answer'], {
              description:
                '`document` (default): the legal document. `submission`: what the authority gets when that is another file, ' +
                "such as the RFCE of a small type 32. `answer`: the authority's own file of its decision, such as SRI's " +
                '`autorizacion`, byte for byte. 404 when there is none.',
            }),
          ),
        }),
        response: {
          200: {
            description: 'The exact bytes that were signed.',
            content: { 'application/xml': { schema: Type.Unsafe<Buffer>(Type.String()) } },
            headers: { 'Content-Disposition': { type: 'string', description: "The file's official name." } },
          },
          ...problems(403, 404),
        },
      },
    },
    async (request, reply) => {
      const document = await documentOf(documents, request.caller, request.params.id)
      const files = await documents.files(request.caller.tenantId, document.id)
      const bytes = bytesOf(files, request.query.file)
      if (!bytes)
        throw new Refusal('not-found', {
          es: 'El documento no tiene ese archivo.',
          en: 'The document has no such file.',
        })

      const fileName = `${officialNameOf(document)}.xml`
      return sendFile(reply, { mediaType: 'application/xml', disposition: 'attachment', fileName, bytes })
    },
  )
}

function bytesOf(files: DocumentFiles | undefined, file: 'document' | 'submission' | 'answer' | undefined) {
  if (file === 'submission') return files?.submission
  if (file === 'answer') return files?.answer && Buffer.from(files.answer.body)
  return files?.xml
}
