import type { FastifyBaseLogger } from 'fastify'
import type { CertificateParts } from '../accounts/certificates.ts'
import type { Journey } from '../journey/journey.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Audit } from '../ports/audit.ts'
import type { Authorities } from '../ports/authority.ts'
import type { Chance } from '../ports/chance.ts'
import type { Circuits } from '../ports/circuits.ts'
import type { Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { Signers } from '../ports/signers.ts'

/** Everything the HTTP server stands on. */
export interface ServerParts {
  readonly journey: Journey
  readonly jurisdictions: readonly Jurisdiction[]
  readonly accounts: Accounts
  readonly documents: Documents
  readonly circuits: Circuits
  readonly audit: Audit
  readonly authorities: Authorities
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

export interface ServerSettings {
  /** Shown in the OpenAPI document. */
  readonly version: string
  /** Largest JSON body. A line of a batch has its own limit. */
  readonly bodyLimitBytes: number
  /** Requests a key may make in a window. */
  readonly rateLimit: { readonly requests: number; readonly windowMs: number }
  /** Rejected credentials an address may show in a minute before it must wait. */
  readonly rejectedPerMinute: number
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
  rejectedPerMinute: 60,
  trustProxy: false,
  metricsToken: undefined,
}
