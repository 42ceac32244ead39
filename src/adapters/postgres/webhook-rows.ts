import type { Environment } from '../../domain/caller.ts'
import type { FeedType } from '../../domain/feed.ts'
import type {
  DeliveryKind,
  DeliveryStatus,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
} from '../../ports/webhooks.ts'

export interface EndpointRow {
  id: string
  tenant_id: string
  environment: Environment
  url: string
  types: FeedType[]
  description: string
  state: WebhookEndpoint['state']
  reason: NonNullable<WebhookEndpoint['reason']> | null
  state_since: Date
  failing_since: Date | null
  last_error: string | null
  retry_at: Date | null
  previous_until: Date | null
  created_at: Date
  updated_at: Date
}

export const ENDPOINT_COLUMNS =
  'id, tenant_id, environment, url, types, description, state, reason, state_since, failing_since, last_error, retry_at, ' +
  'previous_until, created_at, updated_at'

export function endpointOf(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environment: row.environment,
    url: row.url,
    types: row.types,
    description: row.description,
    state: row.state,
    reason: row.reason ?? undefined,
    stateSince: row.state_since.toISOString(),
    failingSince: row.failing_since?.toISOString(),
    lastError: row.last_error ?? undefined,
    retryAt: row.retry_at?.toISOString(),
    previousSecretUntil: row.previous_until?.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

export interface DeliveryRow {
  id: string
  event_id: string
  event_type: string
  kind: DeliveryKind
  document_id: string | null
  status: DeliveryStatus
  attempts: number
  queued_at: Date
  next_at: Date
  settled_at: Date | null
  last_status: number | null
  last_error: string | null
}

/** Of a delivery `d` and its endpoint `e`. */
export const DELIVERY_COLUMNS =
  'd.id, d.event_id, d.event_type, d.kind, d.document_id, d.attempts, d.queued_at, d.next_at, d.settled_at, d.last_status, ' +
  "d.last_error, case when d.status = 'pending' and e.state <> 'active' then 'held' else d.status end as status"

export function deliveryOf(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    eventId: row.event_id,
    eventType: row.event_type,
    kind: row.kind,
    documentId: row.document_id ?? undefined,
    status: row.status,
    attempts: row.attempts,
    queuedAt: row.queued_at.toISOString(),
    nextAt: row.status === 'pending' ? row.next_at.toISOString() : undefined,
    settledAt: row.settled_at?.toISOString(),
    lastStatus: row.last_status ?? undefined,
    lastError: row.last_error ?? undefined,
  }
}

export interface AttemptRow {
  number: number
  at: Date
  duration_ms: number
  request_headers: Record<string, string>
  status: number | null
  response_headers: Record<string, string> | null
  response_body: string | null
  error: string | null
}

export function attemptOf(row: AttemptRow): WebhookAttempt {
  return {
    number: row.number,
    at: row.at.toISOString(),
    durationMs: row.duration_ms,
    requestHeaders: row.request_headers,
    status: row.status ?? undefined,
    responseHeaders: row.response_headers ?? undefined,
    responseBody: row.response_body ?? undefined,
    error: row.error ?? undefined,
  }
}
