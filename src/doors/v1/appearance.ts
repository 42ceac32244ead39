import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { appearanceOf, changeAppearance } from '../../accounts/appearance.ts'
import { sendProblem } from '../problem.ts'
import { AppearanceBody, AppearanceSchema, appearanceView } from './appearance-schema.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })

/** /api/v1/issuers/{id}/appearance: how an issuer's papers look, but for the logo. */
export const appearance: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/issuers/:id/appearance',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'getAppearance',
        tags: ['issuers'],
        summary: 'Read how papers look',
        params: IssuerId,
        response: { 200: { ...ref(AppearanceSchema), description: 'How papers look.' }, ...problems(403, 404) },
      },
    },
    async (request) => appearanceView(await appearanceOf(parts, request.caller, request.params.id)),
  )

  app.put(
    '/issuers/:id/appearance',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'changeAppearance',
        tags: ['issuers'],
        summary: 'Replace how papers look',
        description: 'Whatever is left out goes back to plain. The logo stays: it has an address of its own.',
        params: IssuerId,
        body: AppearanceBody,
        response: {
          200: { ...ref(AppearanceSchema), description: 'How papers look from now on.' },
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await changeAppearance(parts, request.caller, request.params.id, request.body)
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return appearanceView(outcome.appearance)
    },
  )
}
