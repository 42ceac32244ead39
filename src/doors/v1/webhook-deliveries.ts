import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { deliveryOf, MOST_REPLAYS, replayDelivery, replayRange } from '../../accounts/webhook-replays.ts'
import { webhookOf } from '../../accounts/webhooks.ts'
import { FEED_TYPES } from '../../domain/feed.ts'
import { DELIVERY_STATUSES } from '../../ports/webhooks.ts'
import { Id } from './document-id.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { ref } from './schema-names.ts'
import { needs } from './scope.ts'
import {
  DeliveryDetailSchema,
  deliveryDetailView,
  DeliveryId,
  DeliverySchema,
  deliveryView,
  WebhookId,
} from './webhook-schema.ts'

const DEFAULT_PAGE = 50
const LARGEST_PAGE = 200

const Filters = Type.Object({
  status: Type.Optional(Type.Enum([...DELIVERY_STATUSES])),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LARGEST_PAGE,
      description: `Deliveries a page; ${DEFAULT_PAGE} when left out.`,
    }),
  ),
  cursor: Type.Optional({ ...Id, description: '`nextCursor` of the page before.' }),
})

const instant = (description: string) => Type.String({ maxLength: 40, description, examples: ['2026-11-21T08:00:00Z'] })

const Range = Type.Object(
  {
    from: instant('The first moment, ISO 8601 with a time zone.'),
    to: instant('The last moment.'),
    types: Type.Optional(
      Type.Array(Type.Enum([...FEED_TYPES]), {
        minItems: 1,
        maxItems: FEED_TYPES.length,
        description: 'Which events; what the webhook wants when left out.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** What was sent to a webhook: to read, and to send again. */
export const webhookDeliveries: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, parts) => {
  app.get(
    '/webhooks/:id/deliveries',
    {
      schema: {
        ...needs('webhooks:read'),
        operationId: 'listWebhookDeliveries',
        tags: ['webhooks'],
        summary: 'List deliveries',
        description: 'They are kept for 90 days.',
        params: WebhookId,
        querystring: Filters,
        response: {
          200: Type.Object(
            {
              deliveries: Type.Array(ref(DeliverySchema)),
              nextCursor: Type.Optional(
                Type.String({ description: 'Give it as `cursor` for the next page; absent on the last.' }),
              ),
            },
            { description: 'Newest first.' },
          ),
          ...problems(403, 404),
        },
      },
    },
    async ({ caller, params, query }) => {
      const { tenantId, id: endpointId } = await webhookOf(parts, caller, params.id)
      const { status, cursor: before, limit = DEFAULT_PAGE } = query
      const found = await parts.webhooks.deliveries({ tenantId, endpointId, status, before, limit: limit + 1 })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        deliveries: page.map(deliveryView),
        ...(found.length > limit && last ? { nextCursor: last.id } : {}),
      }
    },
  )

  app.get(
    '/webhooks/:id/deliveries/:deliveryId',
    {
      schema: {
        ...needs('webhooks:read'),
        operationId: 'getWebhookDelivery',
        tags: ['webhooks'],
        summary: 'Read a delivery',
        params: DeliveryId,
        response: { 200: { ...ref(DeliveryDetailSchema), description: 'The delivery.' }, ...problems(403, 404) },
      },
    },
    async ({ caller, params }) => deliveryDetailView(await deliveryOf(parts, caller, params.id, params.deliveryId)),
  )

  app.post(
    '/webhooks/:id/deliveries/:deliveryId/replay',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'replayWebhookDelivery',
        tags: ['webhooks'],
        summary: 'Send a delivery again',
        description: 'The same `webhook-id` and the same bytes, as a delivery of its own that waits for no other.',
        params: DeliveryId,
        response: {
          202: { ...ref(DeliveryDetailSchema), description: 'The new delivery.' },
          ...problems(403, 404, 413, 415),
        },
      },
    },
    async ({ caller, params }, reply) => {
      const replay = await replayDelivery(parts, caller, params.id, params.deliveryId)
      return reply
        .code(202)
        .header('location', `/api/v1/webhooks/${params.id}/deliveries/${replay.delivery.id}`)
        .send(deliveryDetailView(replay))
    },
  )

  app.post(
    '/webhooks/:id/replay',
    {
      schema: {
        ...needs('webhooks:write'),
        operationId: 'replayWebhookRange',
        tags: ['webhooks'],
        summary: 'Send the events of a time range again',
        description:
          'Whether they were sent before or not: also what happened before the webhook was made. At most ' +
          `${MOST_REPLAYS} replays may wait.`,
        params: WebhookId,
        body: Range,
        response: {
          202: Type.Object({ count: Type.Integer() }, { description: 'How many events will be sent again.' }),
          ...problems(403, 404, 413, 415, 422),
        },
      },
    },
    async ({ caller, params, body }, reply) => {
      const { from, to, types } = body
      const request = { from, to, ...(types === undefined ? {} : { types }) }
      return reply.code(202).send({ count: await replayRange(parts, caller, params.id, request) })
    },
  )
}
