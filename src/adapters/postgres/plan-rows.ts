import type { CalendarDate } from '../../domain/calendar.ts'
import type { Plan } from '../../domain/plan.ts'

/** A row of `plans`. */
export interface PlanRow {
  name: string
  included: bigint
  cycle: Plan['cycle']
  anchor: CalendarDate
  time_zone: string
  overage: Plan['overage']
  price: string
  overage_price: string
  currency: string
  counted_from: CalendarDate | null
  counted: bigint | null
}

export const PLAN_COLUMNS =
  'name, included, cycle, anchor, time_zone, overage, price, overage_price, currency, counted_from, counted'

export function planOf(row: PlanRow): Plan {
  return {
    name: row.name,
    included: Number(row.included),
    cycle: row.cycle,
    anchor: row.anchor,
    timeZone: row.time_zone,
    overage: row.overage,
    price: row.price,
    overagePrice: row.overage_price,
    currency: row.currency,
  }
}
