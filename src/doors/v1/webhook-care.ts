import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { pauseWebhook, resumeWebhook, rotateWebhookSecret, testWebhook } from '../../accounts/webhook-care.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'
import { Reply, replyView, WebhookId, WebhookRef, webhookView } from './webhook-schema.ts'
import { WithSecret } from './webhooks.ts'

const PREVIOUS_HOURS = 24
const MOST_PREVIOUS_HOURS = 7 * 24

/** What a webhook needs in its life: a test, a new secret, a pause. */
export const webhookCare: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.post(
    '/webhooks/:id/test',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'testWebhook',
        tags: ['webhooks'],
        summary: 'Test a webhook',
        description:
          'Sends a signed sample of `document.received` with `"test": true` at once, whatever state the webhook is in, and ' +
          'answers what came back. It takes up to 15 seconds.',
        params: WebhookId,
        response: {
          200: Type.Object(
            {
              delivered: Type.Boolean({ description: 'Whether the receiver answered with a 2xx.' }),
              deliveryId: Type.String({ description: 'Where it can be read again.' }),
              ...Reply.properties,
            },
            { description: 'What was sent and what came back.' },
          ),
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async ({ caller, params }) => {
      const { reply, ...outcome } = await testWebhook(parts, caller, params.id)
      return { ...outcome, ...replyView(reply) }
    },
  )

  app.post(
    '/webhooks/:id/rotate-secret',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'rotateWebhookSecret',
        tags: ['webhooks'],
        summary: 'Rotate the secret of a webhook',
        description:
          'The new secret signs from now on; the present one signs as well for `previousHours`, so that receivers can change ' +
          'over in between. After a leak give 0. No more than two secrets are ever live: an older one ends at once.',
        params: WebhookId,
        body: Type.Object(
          {
            previousHours: Type.Optional(
              Type.Integer({
                minimum: 0,
                maximum: MOST_PREVIOUS_HOURS,
                description: `${PREVIOUS_HOURS} when left out.`,
              }),
            ),
          },
          { additionalProperties: false, examples: [{ previousHours: 24 }] },
        ),
        response: { 200: WithSecret, ...problems(403, 404, 413, 415, 422) },
      },
    },
    async ({ caller, params, body }, reply) => {
      const hours = body.previousHours ?? PREVIOUS_HOURS
      const { endpoint, secret } = await rotateWebhookSecret(parts, caller, params.id, hours)
      return reply.header('cache-control', 'no-store').send({ ...webhookView(endpoint), secret })
    },
  )

  app.post(
    '/webhooks/:id/pause',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'pauseWebhook',
        tags: ['webhooks'],
        summary: 'Pause a webhook',
        description: 'Events are held until it is resumed, for 30 days at most.',
        params: WebhookId,
        response: { 200: { ...WebhookRef, description: 'As it is now.' }, ...problems(403, 404, 409, 413, 415) },
      },
    },
    async ({ caller, params }) => webhookView(await pauseWebhook(parts, caller, params.id)),
  )

  app.post(
    '/webhooks/:id/resume',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'resumeWebhook',
        tags: ['webhooks'],
        summary: 'Resume a webhook',
        description: 'Sends everything that waits now, in order. On an active webhook it ends the rest after failures.',
        params: WebhookId,
        response: { 200: { ...WebhookRef, description: 'As it is now.' }, ...problems(403, 404, 413, 415) },
      },
    },
    async ({ caller, params }) => webhookView(await resumeWebhook(parts, caller, params.id)),
  )
}
