import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment, Scope } from '../domain/caller.ts'
import type { Bilingual, Severity } from '../domain/fault.ts'
import type { IssuerProfile } from '../jurisdictions/jurisdiction.ts'

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

/** A key as it can be shown: never its secret. */
export interface ApiKey {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  readonly name: string
  /** The first characters, by which people recognise it. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly createdAt: string
  readonly expiresAt: string | undefined
  readonly revokedAt: string | undefined
  readonly lastUsedAt: string | undefined
  /** Requests it may make in a minute to one process; undefined: as many as the installation allows any key. */
  readonly requestsPerMinute: number | undefined
}

/** A taxpayer that issues, within one tenant and environment. */
export interface Issuer {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  readonly jurisdiction: string
  readonly authorityEnvironment: string
  readonly profile: IssuerProfile
  readonly createdAt: string
  readonly updatedAt: string
}

export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly message: Bilingual
}

/** A certificate as it can be shown. */
export interface Certificate {
  readonly id: string
  readonly issuerId: string
  readonly inForce: boolean
  readonly fingerprint: string
  readonly subject: string
  readonly issuedBy: string
  /** Decimal. */
  readonly serial: string
  readonly validFrom: string
  readonly validTo: string
  readonly findings: readonly Finding[]
  readonly createdAt: string
}

/** A certificate in force whose end is near, and the last warning its owner was given. */
export interface EndingCertificate {
  readonly tenantId: string
  readonly id: string
  readonly issuerId: string
  readonly subject: string
  readonly validTo: string
  readonly announcedDays: number | undefined
}

/** An authorised range of fiscal numbers. */
export interface NumberRange {
  readonly id: string
  readonly issuerId: string
  readonly series: string
  readonly first: string
  readonly last: string
  /** The first free number from the one to hand out next; `last` + 1 when none is left. */
  readonly next: string
  /** Numbers not used from there on, whoever gave those that are. */
  readonly remaining: string
  readonly expiresOn: CalendarDate | undefined
  readonly createdAt: string
}

/** A range of a series that may be running out, and the stages its owner was told of. */
export interface WatchedRange {
  readonly tenantId: string
  readonly issuerId: string
  readonly jurisdiction: string
  readonly series: string
  readonly id: string
  readonly first: bigint
  readonly last: bigint
  /** Numbers above the highest used one: so many are left for sure. {@link Accounts.ranges} counts them. */
  readonly atLeast: bigint
  /** Numbers that the range has not handed out; clients may have used some by themselves. */
  readonly atMost: bigint
  readonly expiresOn: CalendarDate | undefined
  readonly createdAt: string
  readonly toldLow: number | undefined
  readonly toldExpiring: number | undefined
}

/** What the owner of a range is told: that its series runs low, or that its time ends. */
export interface RangeNotice {
  readonly tenantId: string
  readonly issuerId: string
  /** For a series that runs low, its newest range: another one begins the telling anew. */
  readonly rangeId: string
  readonly kind: 'low' | 'expiring'
  readonly stage: number
  readonly data: Readonly<Record<string, unknown>>
}

/** Tenants, keys, issuers, certificates and ranges. Every change is written to the tenant's audit log as `actor`'s. */
export interface Accounts {
  createTenant(tenant: { id: string; name: string }, actor: string): Promise<Tenant>
  /** For operators only: it looks across tenants. */
  tenants(): Promise<readonly Tenant[]>

  createKey(key: ApiKey & { readonly hash: Uint8Array }, actor: string): Promise<void>
  keys(tenantId: string, environment: Environment | undefined): Promise<readonly ApiKey[]>
  keyByHash(tenantId: string, hash: Uint8Array): Promise<ApiKey | undefined>
  keyById(tenantId: string, id: string): Promise<ApiKey | undefined>
  /** False when there is no such key. */
  revokeKey(tenantId: string, environment: Environment | undefined, id: string, actor: string): Promise<boolean>
  keyUsed(tenantId: string, id: string, at: Date): Promise<void>

  createIssuer(issuer: Issuer, actor: string): Promise<Issuer>
  updateIssuer(issuer: Issuer, actor: string): Promise<Issuer>
  issuers(tenantId: string, environment: Environment): Promise<readonly Issuer[]>
  issuer(tenantId: string, id: string): Promise<Issuer | undefined>

  addCertificate(
    tenantId: string,
    certificate: Certificate & { readonly sealed: Uint8Array },
    actor: string,
  ): Promise<void>
  certificates(tenantId: string, issuerId: string): Promise<readonly Certificate[]>
  sealedCertificate(
    tenantId: string,
    issuerId: string,
  ): Promise<(Certificate & { readonly sealed: Uint8Array }) | undefined>

  /** For the worker: certificates in force, of all tenants, that are valid no longer than `until`. */
  endingCertificates(until: Date): Promise<readonly EndingCertificate[]>
  /** Records that the owner was warned `days` before the end. False when another process did so first. */
  announceEnding(
    certificate: EndingCertificate,
    days: number,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<boolean>

  addRange(tenantId: string, range: NumberRange, actor: string): Promise<NumberRange>
  ranges(tenantId: string, issuerId: string): Promise<readonly NumberRange[]>
  /**
   * For the worker: moves every range on to its first free number, past those that clients used by themselves; not the ranges that
   * somebody takes numbers of at this moment.
   */
  passUsedNumbers(onError: (error: unknown) => void): Promise<void>
  /** For the worker: every range of the series, of all tenants, that may have few numbers left or end by `until`. */
  watchedRanges(until: Date): Promise<readonly WatchedRange[]>
  /** Records and tells it. False when it was told already, or a later stage was. */
  announceRange(notice: RangeNotice): Promise<boolean>
}
