import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { isAcceptable } from '../../domain/fault.ts'
import { languageOf } from '../language.ts'
import { toldFault } from '../problem.ts'
import { DraftBody } from './draft-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { FaultSchema, problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

/**
 * POST /api/v1/documents/validate: what a draft would become. Answers 200 with every fault, because asking is no mistake;
 * nothing is stored and no number is used. Only where the XML states until when a range is valid must one be loaded.
 */
export const validateDocument: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { journey }) => {
  app.post(
    '/documents/validate',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'validateDocument',
        tags: ['documents'],
        summary: 'Check a draft',
        description:
          'Every fault, the totals as they would be computed, and the XML as it would be signed. Stores nothing.',
        body: DraftBody,
        response: {
          200: Type.Object(
            {
              valid: Type.Boolean({ description: 'Whether the draft could be issued as it is.' }),
              faults: Type.Array(ref(FaultSchema)),
              totals: Type.Optional(
                Type.Record(Type.String(), Type.String(), { description: 'By their official names.' }),
              ),
              xml: Type.Optional(
                Type.String({ description: 'Without signature; the number is a placeholder when none was given.' }),
              ),
            },
            { description: 'The draft was checked.' },
          ),
          ...problems(403, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const { faults, totals, xml } = await journey.tryOut(request.caller, request.body)
      void reply.header('content-language', language).header('vary', 'Accept-Language')
      return {
        valid: isAcceptable(faults),
        faults: faults.map((fault) => toldFault(fault, language)),
        ...(totals === undefined ? {} : { totals: { ...totals } }),
        ...(xml === undefined ? {} : { xml }),
      }
    },
  )
}
