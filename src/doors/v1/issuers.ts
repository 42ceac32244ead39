import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { createIssuer, issuerOf, type IssuerRequest, updateIssuer } from '../../accounts/issuers.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'
import type { Issuer } from '../../ports/accounts.ts'
import { sendProblem } from '../problem.ts'
import { Id } from './document-id.ts'
import { IssuerBody, IssuerSchema } from './issuer-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'

const IssuerId = Type.Object({ id: Id })

/** /api/v1/issuers: the taxpayers that issue through this account, in the environment of the key. */
export const issuers: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/issuers',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'listIssuers',
        tags: ['issuers'],
        summary: 'List issuers',
        response: {
          200: Type.Object({ issuers: Type.Array(ref(IssuerSchema)) }, { description: 'Oldest first.' }),
          ...problems(403),
        },
      },
    },
    async ({ caller }) => ({
      issuers: (await parts.accounts.issuers(caller.tenantId, caller.environment)).map(issuerView),
    }),
  )

  app.post(
    '/issuers',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'createIssuer',
        tags: ['issuers'],
        summary: 'Add an issuer',
        description: 'A taxpayer is added once per environment; adding it again is a conflict.',
        body: IssuerBody,
        response: {
          201: { ...ref(IssuerSchema), description: 'The issuer.', headers: { Location: { type: 'string' } } },
          ...problems(403, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await createIssuer(parts, request.caller, requestOf(request.body))
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      void reply.code(201).header('location', `/api/v1/issuers/${outcome.issuer.id}`)
      return issuerView(outcome.issuer)
    },
  )

  app.get(
    '/issuers/:id',
    {
      schema: {
        ...needs('issuers:read'),
        operationId: 'getIssuer',
        tags: ['issuers'],
        summary: 'Read an issuer',
        params: IssuerId,
        response: { 200: { ...ref(IssuerSchema), description: 'The issuer.' }, ...problems(403, 404) },
      },
    },
    async (request) => issuerView(await issuerOf(parts, request.caller, request.params.id)),
  )

  app.put(
    '/issuers/:id',
    {
      schema: {
        ...needs('issuers:write'),
        operationId: 'updateIssuer',
        tags: ['issuers'],
        summary: 'Replace an issuer',
        description: 'Send the whole issuer. Country and tax id cannot change: they stand in documents signed already.',
        params: IssuerId,
        body: IssuerBody,
        response: {
          200: { ...ref(IssuerSchema), description: 'The issuer.' },
          ...problems(403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const outcome = await updateIssuer(parts, request.caller, request.params.id, requestOf(request.body))
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return issuerView(outcome.issuer)
    },
  )
}

function requestOf({
  jurisdiction,
  authorityEnvironment,
  settings = {},
  ...facts
}: Static<typeof IssuerBody>): IssuerRequest {
  const profile: IssuerProfile = { ...facts, settings }
  return { jurisdiction, profile, ...(authorityEnvironment === undefined ? {} : { authorityEnvironment }) }
}

function issuerView({ id, environment, jurisdiction, authorityEnvironment, profile, createdAt, updatedAt }: Issuer) {
  const { phones, settings, ...facts } = profile
  return {
    id,
    environment,
    jurisdiction,
    authorityEnvironment,
    ...facts,
    ...(phones === undefined ? {} : { phones: [...phones] }),
    settings: { ...settings },
    createdAt,
    updatedAt,
  }
}
