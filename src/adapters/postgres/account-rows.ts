import type { CalendarDate } from '../../domain/calendar.ts'
import type { Environment, Scope } from '../../domain/caller.ts'
import type { IssuerProfile } from '../../jurisdictions/jurisdiction.ts'
import type { ApiKey, Certificate, Finding, Issuer, NumberRange } from '../../ports/accounts.ts'

export interface KeyRow {
  id: string
  tenant_id: string
  environment: Environment
  name: string
  prefix: string
  scopes: Scope[]
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  requests_per_minute: number | null
}

export const KEY_COLUMNS =
  'id, tenant_id, environment, name, prefix, scopes, created_at, expires_at, revoked_at, last_used_at, requests_per_minute'

export function keyOf(row: KeyRow): ApiKey {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environment: row.environment,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString(),
    revokedAt: row.revoked_at?.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString(),
    requestsPerMinute: row.requests_per_minute ?? undefined,
  }
}

export interface IssuerRow {
  id: string
  tenant_id: string
  environment: Environment
  jurisdiction: string
  authority_environment: string
  profile: IssuerProfile
  created_at: Date
  updated_at: Date
}

export const ISSUER_COLUMNS =
  'id, tenant_id, environment, jurisdiction, authority_environment, profile, created_at, updated_at'

export function issuerOf(row: IssuerRow): Issuer {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environment: row.environment,
    jurisdiction: row.jurisdiction,
    authorityEnvironment: row.authority_environment,
    profile: row.profile,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

export interface CertificateRow {
  id: string
  issuer_id: string
  in_force: boolean
  fingerprint: string
  subject: string
  issued_by: string
  serial: string
  valid_from: Date
  valid_to: Date
  findings: Finding[]
  created_at: Date
}

export const CERTIFICATE_COLUMNS =
  'id, issuer_id, in_force, fingerprint, subject, issued_by, serial, valid_from, valid_to, findings, created_at'

export function certificateOf(row: CertificateRow): Certificate {
  return {
    id: row.id,
    issuerId: row.issuer_id,
    inForce: row.in_force,
    fingerprint: row.fingerprint,
    subject: row.subject,
    issuedBy: row.issued_by,
    serial: row.serial,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    findings: row.findings,
    createdAt: row.created_at.toISOString(),
  }
}

export interface RangeRow {
  id: string
  issuer_id: string
  series: string
  first: bigint
  last: bigint
  next: bigint
  remaining: bigint
  expires_on: CalendarDate | null
  created_at: Date
}

/**
 * Ranges, with what is used of the numbers they still have: who gives numbers himself moves no range on. Reads every number that
 * is used from `next` on: few where the range hands its numbers out, or where they are given in turn and `passUsedNumbers` has
 * moved it past them; all those that were given beyond a gap.
 */
export const RANGES = `number_ranges r cross join lateral (
    select count(*) as used, count(*) filter (where sequence = r.next + place) as leading
    from (
      select d.sequence, row_number() over (order by d.sequence) - 1 as place from documents d
      where d.tenant_id = r.tenant_id and d.issuer_id = r.issuer_id and d.series = r.series
        and d.sequence between r.next and r.last) given) ahead`

/** Of {@link RANGES}. The first number to hand out is the first that is free. */
export const RANGE_COLUMNS = `r.id, r.issuer_id, r.series, r.first, r.last, r.next + ahead.leading as next,
  r.last - r.next + 1 - ahead.used as remaining, r.expires_on, r.created_at`

export function rangeOf(row: RangeRow): NumberRange {
  return {
    id: row.id,
    issuerId: row.issuer_id,
    series: row.series,
    first: String(row.first),
    last: String(row.last),
    next: String(row.next),
    remaining: String(row.remaining),
    expiresOn: row.expires_on ?? undefined,
    createdAt: row.created_at.toISOString(),
  }
}
