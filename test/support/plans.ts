import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { Plan } from '../../src/domain/plan.ts'

/** A plan by the calendar month, in Santo Domingo, that refuses what goes beyond `included`. */
export function blockingPlan(included: number, changes: Partial<Plan> = {}): Plan {
  return {
    name: 'Básico',
    included,
    cycle: 'month',
    anchor: '2026-11-01' as CalendarDate,
    timeZone: 'America/Santo_Domingo',
    overage: 'block',
    price: '20',
    overagePrice: '0.05',
    currency: 'USD',
    ...changes,
  }
}
