import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sendProblem } from '../problem.ts'
import { DocumentSchema } from './document-schema.ts'
import { sendDocument } from './document-view.ts'
import { DraftBody } from './draft-schema.ts'
import { IdempotencyKey } from './idempotency-key.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'
import { awaited, WaitHeaders, WaitQuery } from './waiting.ts'

/**
 * POST /api/v1/documents: takes a draft, answers with a signed document.
 *
 * 201 once it is signed and stored, whatever the authority does later. The same idempotency key returns the first document,
 * because a lost reply must never become a second fiscal number.
 */
export const createDocument: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  const { journey } = parts
  app.post(
    '/documents',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'createDocument',
        tags: ['documents'],
        summary: 'Issue a document',
        description:
          'Checks the draft, takes the next fiscal number, signs, and stores everything in one transaction; then it is sent to ' +
          'the authority. Repeat a request whose answer was lost with the same `Idempotency-Key`.',
        headers: Type.Object({ 'idempotency-key': IdempotencyKey, ...WaitHeaders.properties }),
        querystring: WaitQuery,
        body: DraftBody,
        response: {
          200: {
            ...ref(DocumentSchema),
            description: 'The same request was served before: the document as it stands now.',
          },
          201: {
            ...ref(DocumentSchema),
            description: 'Signed and stored.',
            headers: { Location: { type: 'string', description: 'Where the document can be read.' } },
          },
          ...problems(402, 403, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await journey.begin(request.caller, request.body, request.headers['idempotency-key'])

      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-document', { faults: outcome.faults })

      const document = await awaited(journey, outcome.document, request, reply)
      void reply.code(outcome.kind === 'replayed' ? 200 : 201).header('location', `/api/v1/documents/${document.id}`)
      return sendDocument(parts, request, reply, document)
    },
  )
}
