import { type CalendarDate, calendarDateOf, daysBetween, wallClock } from '../domain/calendar.ts'
import type { Caller } from '../domain/caller.ts'
import type { Fault } from '../domain/fault.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts, Issuer, NumberRange } from '../ports/accounts.ts'
import type { Chance } from '../ports/chance.ts'
import type { Clock } from '../ports/clock.ts'
import { issuerOf } from './issuers.ts'
import { rangeFaults, type RangeRequest } from './range-faults.ts'

/** A range with fewer numbers than this share of it left is running low. */
const LOW_PERCENT = 10n
/** Days before its expiry from which a range is said to expire soon. */
const EXPIRES_SOON_DAYS = 30

export interface RangeParts {
  readonly accounts: Accounts
  readonly jurisdictions: readonly Jurisdiction[]
  readonly clock: Clock
  readonly chance: Chance
}

/** A range and how long it will do. */
export interface RangeStanding {
  readonly range: NumberRange
  readonly standing: 'open' | 'low' | 'expiring' | 'exhausted' | 'expired'
  /** Days left until it expires, today included as 0; undefined where ranges do not expire. */
  readonly daysLeft: number | undefined
}

export type RangeOutcome =
  | { readonly kind: 'loaded'; readonly range: RangeStanding }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

/**
 * Loads an authorised range of numbers for an issuer, or answers everything that is wrong with it.
 *
 * @throws Refusal not-found, state-conflict when it overlaps a range that is there
 */
export async function loadRange(
  parts: RangeParts,
  caller: Caller,
  issuerId: string,
  request: RangeRequest,
): Promise<RangeOutcome> {
  const issuer = await issuerOf(parts, caller, issuerId)
  const jurisdiction = jurisdictionOf(parts, issuer)
  const now = parts.clock.now()
  const today = wallClock(now, jurisdiction.timeZone).date
  const faults = rangeFaults(jurisdiction, request, today)
  if (faults.length > 0) return { kind: 'faults', faults }

  const next = request.next ?? request.first
  const range = await parts.accounts.addRange(
    caller.tenantId,
    {
      id: parts.chance.id(),
      issuerId: issuer.id,
      series: request.series,
      first: String(BigInt(request.first)),
      last: String(BigInt(request.last)),
      next: String(BigInt(next)),
      remaining: String(BigInt(request.last) - BigInt(next) + 1n),
      expiresOn: request.expiresOn === undefined ? undefined : calendarDateOf(request.expiresOn),
      createdAt: now.toISOString(),
    },
    caller.actor,
  )
  return { kind: 'loaded', range: standingOf(range, today) }
}

/** The issuer's ranges by series, each with how long it will do. @throws Refusal not-found */
export async function rangesOf(parts: RangeParts, caller: Caller, issuerId: string): Promise<readonly RangeStanding[]> {
  const issuer = await issuerOf(parts, caller, issuerId)
  const today = wallClock(parts.clock.now(), jurisdictionOf(parts, issuer).timeZone).date
  const ranges = await parts.accounts.ranges(caller.tenantId, issuer.id)
  return ranges.map((range) => standingOf(range, today))
}

function standingOf(range: NumberRange, today: CalendarDate): RangeStanding {
  const daysLeft = range.expiresOn === undefined ? undefined : daysBetween(today, range.expiresOn)
  return { range, standing: standingFor(range, daysLeft), daysLeft }
}

function standingFor(range: NumberRange, daysLeft: number | undefined): RangeStanding['standing'] {
  const remaining = BigInt(range.remaining)
  const size = BigInt(range.last) - BigInt(range.first) + 1n
  if (remaining === 0n) return 'exhausted'
  if (daysLeft !== undefined && daysLeft < 0) return 'expired'
  if (remaining * 100n <= size * LOW_PERCENT) return 'low'
  return daysLeft !== undefined && daysLeft <= EXPIRES_SOON_DAYS ? 'expiring' : 'open'
}

function jurisdictionOf(parts: RangeParts, issuer: Issuer): Jurisdiction {
  const jurisdiction = parts.jurisdictions.find(({ code }) => code === issuer.jurisdiction)
  if (jurisdiction) return jurisdiction
  throw new Refusal('no-issuer', {
    es: `No se conoce la jurisdicción ${issuer.jurisdiction}.`,
    en: `Nothing is known of the jurisdiction ${issuer.jurisdiction}.`,
  })
}
