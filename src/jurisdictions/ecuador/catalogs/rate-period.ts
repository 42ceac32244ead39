import type { CalendarDate } from '../../../domain/calendar.ts'

/** A span of days, both ends included, as `YYYY-MM-DD`; an end that is left out is open. */
export interface Period {
  readonly from?: string
  readonly to?: string
}

/** A percentage and the days on which it was in force. */
export interface RatePeriod extends Period {
  readonly rate: string
}

/** Whether a day lies in a period. */
export function includes({ from, to }: Period, date: CalendarDate): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to)
}

/** Periods in one text for a catalog, such as `5 desde 2024-04-01`; `nunca` when there are none. */
export function historyOf(periods: readonly (Period & Partial<RatePeriod>)[]): string {
  if (periods.length === 0) return 'nunca'
  return periods.map(({ rate, ...period }) => [rate, spanOf(period)].filter(Boolean).join(' ')).join('; ')
}

function spanOf({ from, to }: Period): string {
  const ends = [from && `desde ${from}`, to && `hasta ${to}`].filter(Boolean).join(' ')
  return ends === '' ? 'siempre' : ends
}
