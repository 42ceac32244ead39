import type { FastifyBaseLogger } from 'fastify'
import type { CertificateParts } from '../accounts/certificates.ts'
import type { Journey } from '../journey/journey.ts'
import type { PaperParts } from '../journey/paper.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Environment } from '../domain/caller.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Appearances } from '../ports/appearances.ts'
import type { Audit } from '../ports/audit.ts'
import type { Authorities } from '../ports/authority.ts'
import type { Chance } from '../ports/chance.ts'
import type { Circuits } from '../ports/circuits.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { DoorRecords } from '../ports/door-records.ts'
import type { Feed } from '../ports/feed.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { MailRoutes, Mails } from '../ports/mails.ts'
import type { Signers } from '../ports/signers.ts'
import type { Usage } from '../ports/usage.ts'
import type { WebhookLine, Webhooks } from '../ports/webhooks.ts'
import { DOOR_NAMES, type DoorName } from './door-names.ts'

/** Everything the HTTP server stands on. */
export interface ServerParts {
  readonly journey: Journey
  readonly jurisdictions: readonly Jurisdiction[]
  readonly accounts: Accounts
  readonly documents: Documents
  readonly doorRecords: DoorRecords
  readonly appearances: Appearances
  readonly printer: PaperParts['printer']
  readonly papers: PaperParts['papers']
  readonly feed: Feed
  readonly circuits: Circuits
  readonly audit: Audit
  readonly usage: Usage
  readonly authorities: Authorities
  readonly mails: Mails
  readonly mailRoutes: MailRoutes
  readonly mailer: Mailer
  readonly webhooks: Webhooks
  readonly webhookLine: WebhookLine
  readonly signers: Signers
  readonly masterKeys: CertificateParts['masterKeys']
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: FastifyBaseLogger
  readonly metrics: Metrics
  /** What must hold before requests are sent here: the database answers, migrations are applied, the worker turns. */
  readonly readiness: readonly ReadinessCheck[]
  readonly settings: ServerSettings
}

/** A condition of readiness. It throws when it does not hold; it should answer within a second. */
export interface ReadinessCheck {
  readonly name: string
  check(): Promise<void>
}

/** How streams of events behave, in real time. */
export interface EventStreamSettings {
  /** Something is sent at least this often, so that neither side and nobody between takes the connection for dead. */
  readonly heartbeatMs: number
  /** How often the key of an open stream is looked at again. */
  readonly recheckMs: number
  /** A reader that takes nothing for so long is cut off. */
  readonly stallMs: number
  /** Streams and waiting requests a key may have open in this process. */
  readonly readersAKey: number
}

export interface ServerSettings {
  /** Shown in the OpenAPI document. */
  readonly version: string
  /** Largest JSON body. A line of a batch has its own limit. */
  readonly bodyLimitBytes: number
  /** Requests a key may make in a window. */
  readonly rateLimit: { readonly requests: number; readonly windowMs: number }
  readonly eventStream: EventStreamSettings
  /** Rejected credentials an address may show in a minute before it must wait. */
  readonly rejectedPerMinute: number
  /** The doors that are open. */
  readonly doors: readonly DoorName[]
  /** Whom the ecf-direct door serves without a credential; nobody when undefined. */
  readonly ecfDirectTenant: { readonly tenantId: string; readonly environment: Environment } | undefined
  /** True: whatever reaches this process came through a proxy that authenticates. */
  readonly ecfDirectBehindProxy: boolean
  /** How long the ecf-direct door holds an answer back for DGII's first one. */
  readonly ecfDirectWaitMs: number
  /** How long the faktur door holds an answer back for SRI's decision. */
  readonly fakturWaitMs: number
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed, as Fastify's `trustProxy` takes them. */
  readonly trustProxy: boolean | string
  /** With a token `/metrics` answers whoever shows it; without one only this machine, asking directly. */
  readonly metricsToken: string | undefined
}

/** Settings that suit most: 4 MB a body, 600 requests a second a key. */
export const DEFAULT_SERVER_SETTINGS: ServerSettings = {
  version: '0.0.0',
  bodyLimitBytes: 4 * 1024 * 1024,
  rateLimit: { requests: 6_000, windowMs: 10_000 },
  eventStream: { heartbeatMs: 15_000, recheckMs: 30_000, stallMs: 60_000, readersAKey: 20 },
  rejectedPerMinute: 60,
  doors: DOOR_NAMES,
  ecfDirectTenant: undefined,
  ecfDirectBehindProxy: false,
  ecfDirectWaitMs: 10_000,
  fakturWaitMs: 20_000,
  trustProxy: false,
  metricsToken: undefined,
}
