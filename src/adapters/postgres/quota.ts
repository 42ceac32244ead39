import { type CalendarDate, wallClock } from '../../domain/calendar.ts'
import { type Cycle, cycleOf } from '../../domain/plan.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Acceptance } from '../../ports/documents.ts'
import type { Run, Statement } from './database.ts'
import { planOf, type PlanRow, PLAN_COLUMNS } from './plan-rows.ts'

/** What its tenant's plan says to a batch. */
export interface Quota {
  /** The day it counts on. */
  readonly day: CalendarDate
  /** Of a plan that blocks; undefined when nothing limits the batch. */
  readonly limit: Limit | undefined
}

/** What a plan that blocks lets through. */
export interface Limit {
  readonly included: bigint
  readonly cycle: Cycle
  /** Known to be used; more may be, unless the plan is locked. */
  readonly used: bigint
}

/** How many documents of a batch fit, as it stays until the transaction ends. */
export interface Room {
  readonly limit: Limit | undefined
  /** What keeps the plan's own count, to be sent with the documents; `stored` is how many of them there are. */
  counted(stored: number): readonly Statement[]
}

/** The plan as it stands, without a lock: nearly every batch is limited by none. */
export async function quotaFor(run: Run, acceptance: Acceptance): Promise<Quota> {
  const { identity, now, today } = acceptance
  const { rows } = await run<PlanRow>({
    name: 'plan',
    text: `select ${PLAN_COLUMNS} from plans where tenant_id = $1 and environment = $2`,
    values: [identity.tenantId, identity.environment],
  })
  const [row] = rows
  if (!row) return { day: today as CalendarDate, limit: undefined }
  const day = wallClock(now, row.time_zone).date
  return { day, limit: row.overage === 'block' ? limitOf(row, day) : undefined }
}

/**
 * How many documents the plan lets the batch store, under a lock on the plan that the transaction holds until it ends. It is the
 * last lock that is taken, so that documents of several series wait for each other's commits only, not for their signatures.
 */
export async function roomFor(run: Run, { identity }: Acceptance, day: CalendarDate): Promise<Room> {
  const { tenantId, environment } = identity
  const { rows } = await run<PlanRow & { is_alone: boolean }>({
    name: 'plan-lock',
    text: `select ${PLAN_COLUMNS}, pg_snapshot_xmin(pg_current_snapshot()) > set_in as is_alone
      from plans where tenant_id = $1 and environment = $2 for update`,
    values: [tenantId, environment],
  })
  const [row] = rows
  // Meanwhile the operator took the limit away.
  if (row?.overage !== 'block') return { limit: undefined, counted: () => [] }

  const { included, cycle } = limitOf(row, day)
  const isKept = row.counted_from === cycle.startsOn && row.counted !== null
  const used = isKept ? (row.counted ?? 0n) : await summed(run, identity, cycle)
  // A document of the night in which a cycle ended may come after the first of the next: the count of that one stays.
  const isOld = row.counted_from !== null && row.counted_from > cycle.startsOn
  const mayKeep = isKept || (row.is_alone && !isOld)
  return {
    limit: { included, cycle, used },
    counted: (stored) => (mayKeep ? [keep([tenantId, environment, cycle.startsOn, used + BigInt(stored)])] : []),
  }
}

/** How many of `wanted` documents fit. */
export function fitting({ included, used }: Limit, wanted: number): number {
  const left = included > used ? included - used : 0n
  return left < wanted ? Number(left) : wanted
}

/** For a document that no longer fits. */
export function quotaExceeded({ included, used, cycle }: Limit): Refusal {
  return new Refusal('quota-exceeded', {
    es: `Se usaron ${used} de los ${included} documentos del plan; el ciclo termina el ${cycle.endsOn}.`,
    en: `${used} of the plan's ${included} documents are used; the cycle ends on ${cycle.endsOn}.`,
  })
}

function limitOf(row: PlanRow, day: CalendarDate): Limit {
  const cycle = cycleOf(planOf(row), day)
  const used = row.counted_from === cycle.startsOn ? (row.counted ?? 0n) : 0n
  return { included: row.included, cycle, used }
}

async function summed(run: Run, { tenantId, environment }: Acceptance['identity'], cycle: Cycle): Promise<bigint> {
  const { rows } = await run<{ documents: bigint }>({
    // Seldom asked, and without a name, so that it is planned for the table as it is and not as it was when it was young.
    text: `select coalesce(sum(documents), 0)::bigint as documents from usage_counts
      where tenant_id = $1 and environment = $2 and day between $3 and $4`,
    values: [tenantId, environment, cycle.startsOn, cycle.endsOn],
  })
  return rows[0]?.documents ?? 0n
}

function keep(values: readonly unknown[]): Statement {
  return {
    name: 'plan-counted',
    text: 'update plans set counted_from = $3, counted = $4 where tenant_id = $1 and environment = $2',
    values,
  }
}
