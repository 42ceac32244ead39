import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { addressFault } from '../../accounts/mail-settings.ts'
import { mailAddressOf } from '../../domain/mail-address.ts'
import { type Suppression, SUPPRESSION_REASONS } from '../../domain/mail.ts'
import { Refusal } from '../../domain/refusal.ts'
import { sendProblem } from '../problem.ts'
import { MailAddress, SuppressionSchema } from './mail-schema.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'
import { Detail, shownDetail } from './suppression-detail.ts'

const DEFAULT_PAGE = 100

/** /api/v1/mail/suppressions: to whom nothing is sent, and why. */
export const mailSuppressions: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { mails, clock }) => {
  app.get(
    '/mail/suppressions',
    {
      schema: {
        ...needs('documents:read'),
        operationId: 'listSuppressions',
        tags: ['mail'],
        summary: 'List addresses that get no mail',
        querystring: Type.Object({
          limit: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 500,
              description: `Addresses a page; ${DEFAULT_PAGE} when left out.`,
            }),
          ),
          after: Type.Optional(
            Type.String({ minLength: 1, maxLength: 320, description: '`nextAfter` of the page before.' }),
          ),
        }),
        response: {
          200: Type.Object(
            {
              suppressions: Type.Array(ref(SuppressionSchema)),
              nextAfter: Type.Optional(Type.String({ description: 'Give it as `after`; absent on the last page.' })),
            },
            { description: 'By address.' },
          ),
          ...problems(403),
        },
      },
    },
    async ({ caller, query }) => {
      const limit = query.limit ?? DEFAULT_PAGE
      const wanted = { limit: limit + 1, after: query.after }
      const found = await mails.suppressions(caller.tenantId, caller.environment, wanted)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        suppressions: page.map(suppressionView),
        ...(found.length > limit && last ? { nextAfter: last.address } : {}),
      }
    },
  )

  app.post(
    '/mail/suppressions',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'addSuppression',
        tags: ['mail'],
        summary: 'Send nothing to an address',
        description: 'Adding it again replaces why.',
        body: Type.Object(
          {
            address: MailAddress,
            reason: Type.Optional(Type.Enum([...SUPPRESSION_REASONS], { description: '`asked` when left out.' })),
            detail: Detail,
          },
          { additionalProperties: false, examples: [{ address: 'rosa@example.com' }] },
        ),
        response: {
          201: { ...ref(SuppressionSchema), description: 'It gets nothing from now on.' },
          ...problems(403, 413, 415, 422),
        },
      },
    },
    async ({ caller, body }, reply) => {
      const address = mailAddressOf(body.address)?.toLowerCase()
      if (address === undefined) return sendProblem(reply, 'invalid-request', { faults: [addressFault('address')] })
      const at = clock.now().toISOString()
      const suppression = { address, reason: body.reason ?? 'asked', detail: shownDetail(body.detail), at } as const
      await mails.suppress(caller.tenantId, caller.environment, suppression, caller.actor)
      return reply.code(201).send(suppressionView(suppression))
    },
  )

  app.delete(
    '/mail/suppressions/:address',
    {
      schema: {
        ...needs('documents:write'),
        operationId: 'removeSuppression',
        tags: ['mail'],
        summary: 'Send to an address again',
        params: Type.Object({ address: Type.String({ minLength: 1, maxLength: 320 }) }),
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'It gets mail again.' }),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async ({ caller, params }, reply) => {
      const address = mailAddressOf(params.address) ?? ''
      if (await mails.release(caller.tenantId, caller.environment, address, caller.actor)) {
        return reply.code(204).send(undefined)
      }
      throw new Refusal('not-found', {
        es: 'La dirección no está en la lista.',
        en: 'The address is not on the list.',
      })
    },
  )
}

function suppressionView({ detail, ...suppression }: Suppression): Static<typeof SuppressionSchema> {
  return { ...suppression, ...(detail === undefined ? {} : { detail }) }
}
