import type { Caller } from '../domain/caller.ts'
import { Refusal } from '../domain/refusal.ts'
import type { WebhookEndpoint, WebhookReply } from '../ports/webhooks.ts'
import { sampleEvent } from './webhook-sample.ts'
import { newWebhookSecret, webhookSecretsOver } from './webhook-secrets.ts'
import { type WebhookParts, webhookOf } from './webhooks.ts'

const HOUR_MS = 3_600_000

/** Removes an endpoint with everything that waits for it. @throws Refusal not-found */
export async function deleteWebhook(parts: WebhookParts, caller: Caller, id: string): Promise<void> {
  await parts.webhooks.remove(await webhookOf(parts, caller, id), parts.clock.now(), caller.actor)
}

/** Holds everything back until {@link resumeWebhook}. @throws Refusal not-found, state-conflict unless it is active */
export async function pauseWebhook(parts: WebhookParts, caller: Caller, id: string): Promise<WebhookEndpoint> {
  const endpoint = await webhookOf(parts, caller, id)
  if (!(await parts.webhooks.pause(endpoint, parts.clock.now(), caller.actor))) {
    throw new Refusal('state-conflict', { es: 'El webhook no está activo.', en: 'The webhook is not active.' })
  }
  return webhookOf(parts, caller, id)
}

/** Sends everything that was held, in order, and ends any back-off. @throws Refusal not-found */
export async function resumeWebhook(parts: WebhookParts, caller: Caller, id: string): Promise<WebhookEndpoint> {
  await parts.webhooks.resume(await webhookOf(parts, caller, id), parts.clock.now(), caller.actor)
  return webhookOf(parts, caller, id)
}

/**
 * Puts a new secret in force, which is shown this once. The present one signs as well for `previousHours`; one that was
 * previous until now ends at once, because no more than two are ever live.
 *
 * @throws Refusal not-found
 */
export async function rotateWebhookSecret(
  parts: WebhookParts,
  caller: Caller,
  id: string,
  previousHours: number,
): Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }> {
  const endpoint = await webhookOf(parts, caller, id)
  const { text, kept } = await newWebhookSecret(parts, caller.tenantId)
  const at = parts.clock.now()
  const previousUntil = new Date(at.getTime() + previousHours * HOUR_MS)
  await parts.webhooks.rotate(endpoint, kept, { at, previousUntil }, caller.actor)
  return { endpoint: await webhookOf(parts, caller, id), secret: text }
}

/** Sends a sample of an event to every endpoint of the caller's environment; true when all took it, and there is one. */
export async function testWebhooks(parts: WebhookParts, caller: Caller): Promise<boolean> {
  const endpoints = await parts.webhooks.list(caller.tenantId, caller.environment)
  const tests = await Promise.all(endpoints.map(({ id }) => testWebhook(parts, caller, id)))
  return tests.length > 0 && tests.every(({ delivered }) => delivered)
}

/** Sends a sample of an event now, whatever state the endpoint is in, and answers what came back. @throws Refusal not-found */
export async function testWebhook(
  parts: WebhookParts,
  caller: Caller,
  id: string,
): Promise<{ readonly deliveryId: string; readonly delivered: boolean; readonly reply: WebhookReply }> {
  const endpoint = await webhookOf(parts, caller, id)
  const at = parts.clock.now()
  const deliveryId = parts.chance.id()
  const { type, payload } = sampleEvent(deliveryId, at, endpoint.environment)
  const secrets = await parts.webhooks.secrets(endpoint, at)
  const reply = await parts.webhookLine.send({
    url: endpoint.url,
    id: deliveryId,
    at,
    payload,
    secrets: await webhookSecretsOver(parts.masterKeys).open(caller.tenantId, secrets),
    headers: { 'emite-delivery': deliveryId, 'emite-kind': 'test' },
  })
  const test = { id: deliveryId, eventType: type, payload, at, attempt: reply }
  await parts.webhooks.recordTest(endpoint, test, caller.actor)
  const delivered = reply.status !== undefined && reply.status >= 200 && reply.status < 300
  return { deliveryId, delivered, reply }
}
