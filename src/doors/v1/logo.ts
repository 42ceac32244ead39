import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { changeLogo, logoOf, removeLogo } from '../../accounts/appearance.ts'
import { MOST_LOGO_BYTES } from '../../accounts/logo/picture.ts'
import { sendProblem } from '../problem.ts'
import { AppearanceSchema, appearanceView } from './appearance-schema.ts'
import { Id } from './document-id.ts'
import { isKnown, KnownEtags } from './etag.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })
const PICTURE = { schema: Type.Unsafe<Buffer>({}) }
const PICTURES = { 'image/png': PICTURE, 'image/jpeg': PICTURE }

/** /api/v1/issuers/{id}/logo: the picture at the top of an issuer's papers, as plain bytes. */
export const logo: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.removeAllContentTypeParsers()
  // Any picture, so that an SVG is told what to do instead of just being the wrong type. What it is, its bytes tell.
  app.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, (_request, body: Buffer, done) => done(null, body))

  app.get(
    '/issuers/:id/logo',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'getLogo',
        tags: ['issuers'],
        summary: 'Download the logo',
        params: IssuerId,
        headers: KnownEtags,
        response: {
          200: {
            description: 'The logo as it is printed.',
            content: PICTURES,
            headers: { ETag: { type: 'string' } },
          },
          304: Type.Unsafe<undefined>({ type: 'null', description: 'It is the same.' }),
          ...problems(403, 404),
        },
      },
    },
    async (request, reply) => {
      const { type, bytes, digest } = await logoOf(parts, request.caller, request.params.id)
      const etag = `"${digest}"`
      void reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send(undefined)
      return reply.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )

  app.put(
    '/issuers/:id/logo',
    {
      // More than is taken: a photograph that is too large is told so, with what to do.
      bodyLimit: 4 * MOST_LOGO_BYTES,
      schema: {
        ...needs('issuers:write'),
        operationId: 'changeLogo',
        tags: ['issuers'],
        summary: 'Upload a logo',
        description:
          'A PNG or JPEG of at most 1 MB and 2000 pixels a side. It is cleaned of everything but the picture; transparent parts of ' +
          'a PNG become white. A picture that could not be printed is refused with the reason.',
        params: IssuerId,
        consumes: Object.keys(PICTURES),
        body: { content: PICTURES },
        response: {
          200: { ...ref(AppearanceSchema), description: 'How papers look from now on.' },
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const file = Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
      const outcome = await changeLogo(parts, request.caller, request.params.id, file)
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return appearanceView(outcome.appearance)
    },
  )

  app.delete(
    '/issuers/:id/logo',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'removeLogo',
        tags: ['issuers'],
        summary: 'Remove the logo',
        params: IssuerId,
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'There is no logo any more.' }),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async (request, reply) => {
      await removeLogo(parts, request.caller, request.params.id)
      return reply.code(204).send(undefined)
    },
  )
}
