import { Type } from 'typebox'
import { FEED_TYPES } from '../../domain/feed.ts'
import {
  DELIVERY_STATUSES,
  type DeliveryRecord,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookReply,
} from '../../ports/webhooks.ts'
import { Id } from './document-id.ts'
import { ref } from './schema-names.ts'

export const WebhookId = Type.Object({ id: Id })
export const DeliveryId = Type.Object({ id: Id, deliveryId: Id })

const Types = Type.Array(Type.Enum([...FEED_TYPES]), {
  maxItems: FEED_TYPES.length,
  description: 'Which events it wants. Empty: all, those of later versions too.',
})

const said = {
  url: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'Where events are posted to: public and https, unless the operator allows something else.',
    examples: ['https://erp.example.com/emite'],
  }),
  types: Types,
  description: Type.String({ maxLength: 200, description: 'For people.' }),
}

export const WebhookBody = Type.Object(
  { url: said.url, types: Type.Optional(Types), description: Type.Optional(said.description) },
  {
    additionalProperties: false,
    examples: [{ url: 'https://erp.example.com/emite', types: ['document.approved', 'document.rejected'] }],
  },
)

export const WebhookChange = Type.Object(
  { url: Type.Optional(said.url), types: Type.Optional(Types), description: Type.Optional(said.description) },
  { additionalProperties: false, minProperties: 1 },
)

export const facts = {
  id: Type.String({ description: 'UUID.' }),
  ...said,
  state: Type.Enum(['active', 'paused', 'disabled'], {
    description: '`paused` and `disabled` hold deliveries back; a `disabled` one gets no new ones either.',
  }),
  reason: Type.Optional(
    Type.Enum(['asked', 'failing', 'gone'], {
      description: 'Why it is not active: at a key’s word, after three days of failures, or because it answered 410.',
    }),
  ),
  stateSince: Type.String(),
  failingSince: Type.Optional(Type.String({ description: 'Since when nothing was taken; absent while it works.' })),
  lastError: Type.Optional(Type.String({ description: 'The last failure since then.' })),
  retryAt: Type.Optional(Type.String({ description: 'It rests until then.' })),
  previousSecretUntil: Type.Optional(Type.String({ description: 'The secret before signs as well until then.' })),
  createdAt: Type.String(),
  updatedAt: Type.String(),
}

export const WebhookSchema = Type.Object(facts, {
  $id: 'Webhook',
  description: 'Where events are sent. Its secret is shown at its creation and rotation only.',
})

const deliveryFacts = {
  id: Type.String({ description: 'UUID.' }),
  eventId: Type.String({ description: 'What the receiver gets as `webhook-id`.' }),
  type: Type.String({ examples: ['document.approved'] }),
  kind: Type.Enum(['live', 'replay', 'test']),
  documentId: Type.Optional(Type.String()),
  status: Type.Enum([...DELIVERY_STATUSES], {
    description:
      '`held` waits for its webhook to be resumed; `expired` was given up, and can be replayed; `failed` is a test.',
  }),
  attempts: Type.Integer(),
  queuedAt: Type.String(),
  nextAt: Type.Optional(Type.String({ description: 'When it is tried next, at the earliest.' })),
  settledAt: Type.Optional(Type.String()),
  lastStatus: Type.Optional(Type.Integer({ description: 'HTTP status of the last answer.' })),
  lastError: Type.Optional(Type.String()),
}

export const DeliverySchema = Type.Object(deliveryFacts, {
  $id: 'WebhookDelivery',
  description: 'One event on its way to one webhook.',
})

const Headers = Type.Record(Type.String(), Type.String())

const reply = {
  durationMs: Type.Integer(),
  request: Type.Object({ headers: Headers }, { description: 'What was sent; its body is `payload`.' }),
  response: Type.Optional(
    Type.Object(
      { status: Type.Integer(), headers: Headers, body: Type.String() },
      { description: 'What came back: the first 8 kB, with control characters replaced.' },
    ),
  ),
  error: Type.Optional(Type.String({ description: 'Why nothing came back.' })),
}

export const Reply = Type.Object(reply)

export const DeliveryDetailSchema = Type.Object(
  {
    ...deliveryFacts,
    payload: Type.String({ description: 'The exact body, the same in every try.' }),
    tries: Type.Array(Type.Object({ number: Type.Integer(), at: Type.String(), ...reply }), {
      description: 'Oldest first.',
    }),
  },
  { $id: 'WebhookDeliveryDetail', description: 'A delivery with what was sent and what came back.' },
)

/** Everything that the OpenAPI document lists by name. */
export const WEBHOOK_SCHEMAS = [WebhookSchema, DeliverySchema, DeliveryDetailSchema]

export const WebhookRef = ref(WebhookSchema)

/** An endpoint as clients see it. */
export function webhookView({ types, ...endpoint }: WebhookEndpoint) {
  const { id, url, description, state, reason, stateSince, createdAt, updatedAt } = endpoint
  const { failingSince, lastError, retryAt, previousSecretUntil } = endpoint
  const said = { id, url, types: [...types], description, state, stateSince, createdAt, updatedAt }
  return { ...said, ...present({ reason, failingSince, lastError, retryAt, previousSecretUntil }) }
}

export function deliveryView({ eventType, ...delivery }: WebhookDelivery) {
  return { type: eventType, ...present(delivery) }
}

export function deliveryDetailView({ delivery, payload, attempts }: DeliveryRecord) {
  return { ...deliveryView(delivery), payload, tries: attempts.map(attemptView) }
}

function attemptView({ number, at, ...answer }: WebhookAttempt) {
  return { number, at, ...replyView(answer) }
}

export function replyView({ durationMs, requestHeaders, status, responseHeaders, responseBody, error }: WebhookReply) {
  return {
    durationMs,
    request: { headers: { ...requestHeaders } },
    ...(status === undefined
      ? {}
      : { response: { status, headers: { ...responseHeaders }, body: responseBody ?? '' } }),
    ...(error === undefined ? {} : { error }),
  }
}

type Present<Value> = { [Name in keyof Value]: Exclude<Value[Name], undefined> }

/** Without the members that are undefined: JSON has none. */
function present<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<Value>
}
