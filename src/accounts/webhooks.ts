import type { MasterKeys } from '../certificates/master-key.ts'
import type { Caller } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import { FEED_TYPES, type FeedType } from '../domain/feed.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import type { WebhookEndpoint, WebhookLine, Webhooks } from '../ports/webhooks.ts'
import { newWebhookSecret } from './webhook-secrets.ts'

/** Endpoints of one account in one environment. */
export const MOST_WEBHOOKS = 20

export interface WebhookParts {
  readonly webhooks: Webhooks
  readonly webhookLine: WebhookLine
  readonly masterKeys: MasterKeys
  readonly clock: Clock
  readonly chance: Chance
}

/** What a person says of an endpoint. */
export interface WebhookRequest {
  readonly url: string
  readonly types: readonly FeedType[]
  readonly description: string
}

export type WebhookOutcome<Saved> =
  | ({ readonly kind: 'saved'; readonly endpoint: WebhookEndpoint } & Saved)
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/** Makes an endpoint. `secret` is shown this once. @throws Refusal state-conflict when there are as many as there may be */
export async function createWebhook(
  parts: WebhookParts,
  caller: Caller,
  request: WebhookRequest,
): Promise<WebhookOutcome<{ readonly secret: string }>> {
  const fault = parts.webhookLine.faultOf(request.url, 'url')
  if (fault) return { kind: 'faults', faults: [fault] }
  const now = parts.clock.now().toISOString()
  const endpoint: WebhookEndpoint = {
    id: parts.chance.id(),
    tenantId: caller.tenantId,
    environment: caller.environment,
    ...saidOf(parts, request),
    state: 'active',
    reason: undefined,
    stateSince: now,
    failingSince: undefined,
    lastError: undefined,
    retryAt: undefined,
    previousSecretUntil: undefined,
    createdAt: now,
    updatedAt: now,
  }
  const { text, kept } = await newWebhookSecret(parts, caller.tenantId)
  if (!(await parts.webhooks.create(endpoint, kept, caller.actor, MOST_WEBHOOKS))) throw tooMany()
  return { kind: 'saved', endpoint, secret: text }
}

/** Changes what is given and leaves the rest. @throws Refusal not-found */
export async function changeWebhook(
  parts: WebhookParts,
  caller: Caller,
  id: string,
  request: Partial<WebhookRequest>,
): Promise<WebhookOutcome<object>> {
  const endpoint = await webhookOf(parts, caller, id)
  const fault = request.url === undefined ? undefined : parts.webhookLine.faultOf(request.url, 'url')
  if (fault) return { kind: 'faults', faults: [fault] }
  const { url, types, description } = endpoint
  const said = saidOf(parts, { url, types, description, ...request })
  const changed = { ...endpoint, ...said, updatedAt: parts.clock.now().toISOString() }
  const saved = await parts.webhooks.change(changed, caller.actor)
  if (!saved) throw notThere()
  return { kind: 'saved', endpoint: saved }
}

/** An endpoint of the caller's tenant and environment; any other is not there. @throws Refusal not-found */
export async function webhookOf(
  { webhooks }: Pick<WebhookParts, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await webhooks.get(caller.tenantId, caller.environment, id)
  if (endpoint) return endpoint
  throw notThere()
}

function saidOf({ webhookLine }: WebhookParts, { url, types, description }: WebhookRequest): WebhookRequest {
  return { url: webhookLine.normalOf(url), types: FEED_TYPES.filter((type) => types.includes(type)), description }
}

function notThere(): Refusal {
  return new Refusal('not-found', {
    es: 'No hay ningún webhook con este id.',
    en: 'There is no webhook with this id.',
  })
}

function tooMany(): Refusal {
  return new Refusal('state-conflict', {
    es: `Ya hay ${MOST_WEBHOOKS} webhooks en este ambiente: elimine uno antes.`,
    en: `There are ${MOST_WEBHOOKS} webhooks in this environment already: delete one first.`,
  })
}
