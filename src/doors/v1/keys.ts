import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { delegateKey, MOST_REQUESTS_PER_MINUTE, revokeKey } from '../../accounts/keys.ts'
import { SCOPES } from '../../domain/caller.ts'
import type { ApiKey } from '../../ports/accounts.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { usualPerMinute } from '../request-rate.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const Scopes = Type.Array(Type.Enum([...SCOPES]), {
  minItems: 1,
  maxItems: SCOPES.length,
  description: 'What the key may do.',
})

const KeyBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'For people.' }),
    scopes: Scopes,
    expiresAt: Type.Optional(
      Type.String({ maxLength: 40, description: 'ISO 8601 with time zone; without it the key does not expire.' }),
    ),
    requestsPerMinute: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_REQUESTS_PER_MINUTE,
        description:
          'Requests the key may make in a minute; no more than the key that asks, whose limit it has otherwise.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ name: 'Till 4', scopes: ['documents:read', 'documents:write'] }] },
)

const facts = {
  id: Type.String({ description: 'UUID.' }),
  environment: Type.Enum(['sandbox', 'production']),
  name: Type.String(),
  prefix: Type.String({ description: 'How the key begins, to recognise it by.' }),
  scopes: Scopes,
  createdAt: Type.String(),
  expiresAt: Type.Optional(Type.String()),
  revokedAt: Type.Optional(Type.String()),
  lastUsedAt: Type.Optional(Type.String({ description: 'To the minute.' })),
  requestsPerMinute: Type.Optional(
    Type.Integer({ description: 'When the key has a limit of its own; else the one of the installation holds.' }),
  ),
}

/** A key as clients see it: never the key itself. */
export const KeySchema = Type.Object(facts, { $id: 'Key', description: 'An API key.' })

/** /api/v1/keys: credentials of the account, in the environment of the key that asks. */
export const keys: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/keys',
    {
      schema: {
        ...needs('keys:write'),
        operationId: 'listKeys',
        tags: ['account'],
        summary: 'List keys',
        response: {
          200: Type.Object({ keys: Type.Array(ref(KeySchema)) }, { description: 'Oldest first.' }),
          ...problems(403),
        },
      },
    },
    async ({ caller }) => ({ keys: (await parts.accounts.keys(caller.tenantId, caller.environment)).map(keyView) }),
  )

  app.post(
    '/keys',
    {
      schema: {
        ...needs('keys:write'),
        operationId: 'createKey',
        tags: ['account'],
        summary: 'Create a key',
        description:
          'In the environment of the key that asks, with no scope that it has not itself and no higher rate.',
        body: KeyBody,
        response: {
          201: Type.Object(
            { ...facts, secret: Type.String({ description: 'The key itself. It is shown this once.' }) },
            { description: 'Keep `secret`: it cannot be shown again.' },
          ),
          ...problems(403, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresAt, requestsPerMinute } = request.body
      const wanted = { name, scopes, expiresAt, requestsPerMinute }
      const { key, secret } = await delegateKey(parts, request.caller, wanted, usualPerMinute(parts.settings))
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...keyView(key), secret })
    },
  )

  app.delete(
    '/keys/:id',
    {
      schema: {
        ...needs('keys:write'),
        operationId: 'revokeKey',
        tags: ['account'],
        summary: 'Revoke a key',
        description: 'For good. Other processes of this installation stop taking it within five seconds.',
        params: Type.Object({ id: Id }),
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'The key is revoked.' }),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async (request, reply) => {
      await revokeKey(parts, request.caller, request.params.id)
      parts.authenticator.forget(request.params.id)
      return reply.code(204).send(undefined)
    },
  )
}

function keyView(key: ApiKey) {
  const { id, environment, name, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, requestsPerMinute } = key
  return {
    id,
    environment,
    name,
    prefix,
    scopes: [...scopes],
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(revokedAt === undefined ? {} : { revokedAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
  }
}
