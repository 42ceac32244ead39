import type { CalendarDate } from './calendar.ts'

/** How many documents a tenant may make in one environment, and what they cost. */
export interface Plan {
  readonly name: string
  /** Documents of one cycle that the price covers. */
  readonly included: number
  readonly cycle: 'month' | 'year'
  /** A day on which a cycle begins; those before and after follow from it. A month too short for it begins on its last day. */
  readonly anchor: CalendarDate
  /** IANA name: whose midnight ends a cycle. */
  readonly timeZone: string
  /** What happens to a document beyond those included. */
  readonly overage: 'block' | 'allow'
  /** Of a cycle; decimal. */
  readonly price: string
  /** Of each document beyond those included; decimal. */
  readonly overagePrice: string
  /** ISO 4217. */
  readonly currency: string
}

/** A stretch of days, both ends included. */
export interface Cycle {
  readonly startsOn: CalendarDate
  readonly endsOn: CalendarDate
}

/** What a plan says of its cycles. */
export type CycleRule = Pick<Plan, 'cycle' | 'anchor'>

/** What counts without a plan: the calendar's months. */
export const CALENDAR_MONTHS: CycleRule = { cycle: 'month', anchor: '2000-01-01' as CalendarDate }

/** The cycle that `day` lies in; `back` cycles before it when that is given. */
export function cycleOf({ cycle, anchor }: CycleRule, day: CalendarDate, back = 0): Cycle {
  const step = cycle === 'year' ? 12 : 1
  const anchorDay = Number(anchor.slice(8))
  const anchorMonth = monthOf(anchor)
  const near = anchorMonth + Math.floor((monthOf(day) - anchorMonth) / step) * step
  const start = near - (dayIn(near, anchorDay) > day ? step : 0) - back * step
  return { startsOn: dayIn(start, anchorDay), endsOn: dayBefore(dayIn(start + step, anchorDay)) }
}

/** Months since the year 0. */
function monthOf(day: CalendarDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** The day of that number in a month, or the month's last. */
function dayIn(month: number, day: number): CalendarDate {
  const [year, index] = [Math.floor(month / 12), month % 12]
  const last = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
  return dateText(new Date(Date.UTC(year, index, Math.min(day, last))))
}

function dayBefore(day: CalendarDate): CalendarDate {
  return dateText(new Date(Date.parse(day) - 86_400_000))
}

function dateText(at: Date): CalendarDate {
  return at.toISOString().slice(0, 10) as CalendarDate
}
