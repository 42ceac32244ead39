import { type CalendarDate, wallClock } from '../domain/calendar.ts'
import { amountText, decimal } from '../domain/decimal.ts'
import { CALENDAR_MONTHS, type Cycle, cycleOf, type Plan } from '../domain/plan.ts'
import type { Jurisdiction } from '../jurisdictions/jurisdiction.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import type { Account, Usage } from '../ports/usage.ts'

/** What a tenant has used in the present cycle, and in those before it. */
export interface UsageReport extends Cycle {
  /** Undefined: as many documents as one likes, counted by the month. */
  readonly plan: Plan | undefined
  readonly timeZone: string
  readonly used: number
  /** With a plan: what may still be made at its price. */
  readonly remaining: number | undefined
  /** With a plan: what was made beyond it. */
  readonly overage: number
  /** With a plan: what the overage costs so far. Decimal, two places, in the plan's currency. */
  readonly estimatedOverage: string | undefined
  readonly issuers: readonly IssuerUsage[]
  /** Newest first, by the present plan's cycles whatever plan held then. */
  readonly history: readonly (Cycle & { readonly used: number })[]
}

/** What one issuer made of one type in the present cycle. */
export interface IssuerUsage {
  readonly taxId: string
  readonly jurisdiction: string
  readonly type: string
  readonly documents: number
}

export interface UsageParts {
  readonly usage: Usage
  readonly accounts: Pick<Accounts, 'issuers'>
  readonly jurisdictions: readonly Jurisdiction[]
  readonly clock: Clock
}

/** What was used, with `past` cycles before the present one. */
export async function usageOf(parts: UsageParts, account: Account, past: number): Promise<UsageReport> {
  const [plan, issuers] = await Promise.all([
    parts.usage.plan(account),
    parts.accounts.issuers(account.tenantId, account.environment),
  ])
  // Without a plan each document counts on its issuer's day; tenants with issuers in two countries are few, and an hour apart.
  const country = parts.jurisdictions.find(({ code }) => code === issuers[0]?.jurisdiction)
  const timeZone = plan?.timeZone ?? country?.timeZone ?? 'UTC'
  const { date: today } = wallClock(parts.clock.now(), timeZone)
  const rule = plan ?? CALENDAR_MONTHS
  const cycle = cycleOf(rule, today)
  const before = Array.from({ length: past }, (_, index) => cycleOf(rule, today, index + 1)).filter(hasYear)

  const [counts, totals] = await Promise.all([
    parts.usage.counts(account, cycle),
    before.length === 0 ? new Map<CalendarDate, number>() : parts.usage.totals(account, before),
  ])
  const used = counts.reduce((total, { documents }) => total + documents, 0)
  const overage = plan ? Math.max(0, used - plan.included) : 0
  const known = new Map(issuers.map((issuer) => [issuer.id, issuer]))
  return {
    plan,
    timeZone,
    ...cycle,
    used,
    remaining: plan && Math.max(0, plan.included - used),
    overage,
    estimatedOverage: plan && amountText(decimal(plan.overagePrice).times(overage)),
    issuers: counts.map(({ issuerId, type, documents }) => {
      const issuer = known.get(issuerId)
      return { taxId: issuer?.profile.taxId ?? issuerId, jurisdiction: issuer?.jurisdiction ?? '', type, documents }
    }),
    history: before.map((each) => ({ ...each, used: totals.get(each.startsOn) ?? 0 })),
  }
}

/** Not before the calendar's own beginning, to which nothing leads but a clock that is wrong. */
function hasYear({ startsOn }: Cycle): boolean {
  return startsOn > '1900'
}
