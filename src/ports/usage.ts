import type { CalendarDate } from '../domain/calendar.ts'
import type { Environment } from '../domain/caller.ts'
import type { Cycle, Plan } from '../domain/plan.ts'

/** Whose documents are counted: one tenant's, in one environment. */
export interface Account {
  readonly tenantId: string
  readonly environment: Environment
}

/** Documents that were made, by who issued them and of which type. */
export interface UsageCount {
  readonly issuerId: string
  readonly type: string
  readonly documents: number
}

/** Plans, and what was counted: every document once, in the transaction that stored it. */
export interface Usage {
  plan(account: Account): Promise<Plan | undefined>
  /** Puts a plan in force from the next document on; what the cycle has counted already counts. */
  setPlan(account: Account, plan: Plan, actor: string): Promise<void>
  /** False when there was none. */
  removePlan(account: Account, actor: string): Promise<boolean>

  /** Of the days from `startsOn` to `endsOn`. */
  counts(account: Account, cycle: Cycle): Promise<readonly UsageCount[]>
  /** The documents of each of these stretches of days. */
  totals(account: Account, cycles: readonly Cycle[]): Promise<ReadonlyMap<CalendarDate, number>>
}
