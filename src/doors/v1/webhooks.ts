import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { deleteWebhook } from '../../accounts/webhook-care.ts'
import { changeWebhook, createWebhook, MOST_WEBHOOKS, webhookOf } from '../../accounts/webhooks.ts'
import { sendProblem } from '../problem.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'
import { facts, WebhookBody, WebhookChange, WebhookId, WebhookRef, webhookView } from './webhook-schema.ts'

/** What a webhook is shown as where its secret is shown, which is twice in its life. */
export const WithSecret = Type.Object(
  { ...facts, secret: Type.String({ description: 'What signs. It is shown this once.', examples: ['whsec_…'] }) },
  { description: 'Keep `secret`: it cannot be shown again.' },
)

/** /api/v1/webhooks: where the events of this account are sent, in the environment of the key that asks. */
export const webhooks: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/webhooks',
    {
      schema: {
        ...needs('webhooks:read'),
        operationId: 'listWebhooks',
        tags: ['webhooks'],
        summary: 'List webhooks',
        response: {
          200: Type.Object({ webhooks: Type.Array(WebhookRef) }, { description: 'Oldest first.' }),
          ...problems(403),
        },
      },
    },
    async ({ caller }) => ({
      webhooks: (await parts.webhooks.list(caller.tenantId, caller.environment)).map(webhookView),
    }),
  )

  app.post(
    '/webhooks',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'createWebhook',
        tags: ['webhooks'],
        summary: 'Create a webhook',
        description: `From now on its events are sent there, signed as Standard Webhooks says. At most ${MOST_WEBHOOKS}.`,
        body: WebhookBody,
        response: { 201: WithSecret, ...problems(403, 409, 413, 415, 422) },
      },
    },
    async ({ caller, body }, reply) => {
      const { url, types = [], description = '' } = body
      const outcome = await createWebhook(parts, caller, { url, types, description })
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .header('location', `/api/v1/webhooks/${outcome.endpoint.id}`)
        .send({ ...webhookView(outcome.endpoint), secret: outcome.secret })
    },
  )

  app.get(
    '/webhooks/:id',
    {
      schema: {
        ...needs('webhooks:read'),
        operationId: 'getWebhook',
        tags: ['webhooks'],
        summary: 'Read a webhook',
        params: WebhookId,
        response: { 200: { ...WebhookRef, description: 'The webhook.' }, ...problems(403, 404) },
      },
    },
    async ({ caller, params }) => webhookView(await webhookOf(parts, caller, params.id)),
  )

  app.patch(
    '/webhooks/:id',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'changeWebhook',
        tags: ['webhooks'],
        summary: 'Change a webhook',
        description: 'What is left out stays. What waits for another try is sent now; a pause goes on.',
        params: WebhookId,
        body: WebhookChange,
        response: { 200: { ...WebhookRef, description: 'As it is now.' }, ...problems(403, 404, 413, 415, 422) },
      },
    },
    async ({ caller, params, body }, reply) => {
      const outcome = await changeWebhook(parts, caller, params.id, body)
      if (outcome.kind === 'faults') return sendProblem(reply, 'invalid-request', { faults: outcome.faults })
      return webhookView(outcome.endpoint)
    },
  )

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'deleteWebhook',
        tags: ['webhooks'],
        summary: 'Delete a webhook',
        description: 'For good, with its deliveries and with everything that waits for it.',
        params: WebhookId,
        response: {
          204: Type.Unsafe<undefined>({ type: 'null', description: 'The webhook is gone.' }),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async ({ caller, params }, reply) => {
      await deleteWebhook(parts, caller, params.id)
      return reply.code(204).send(undefined)
    },
  )
}
