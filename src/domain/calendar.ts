declare const calendarDate: unique symbol

/** A calendar date of a country, `YYYY-MM-DD`. It has no time and no zone: it is what the invoice says. */
export type CalendarDate = string & { readonly [calendarDate]: true }

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** Reads `YYYY-MM-DD`; undefined when the text has another form or names a day that does not exist. */
export function calendarDateOf(text: string): CalendarDate | undefined {
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : (text as CalendarDate)
}

interface WallClock {
  readonly date: CalendarDate
  readonly time: string
}

const zones = new Map<string, { readonly formatter: Intl.DateTimeFormat; second: number; shows: WallClock }>()

/** The wall clock of `timeZone` (IANA name) at an instant: `{ date: 'YYYY-MM-DD', time: 'HH:mm:ss' }`. */
export function wallClock(at: Date, timeZone: string): WallClock {
  const second = Math.floor(at.getTime() / 1000)
  let zone = zones.get(timeZone)
  if (!zone) {
    const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    zone = { formatter, second: Number.NaN, shows: { date: '' as CalendarDate, time: '' } }
    zones.set(timeZone, zone)
  }
  // Formatting costs more than anything else here, and most questions are about the same second.
  if (zone.second !== second) {
    const [date = '', time = ''] = zone.formatter.format(at).split(' ')
    zone.second = second
    zone.shows = { date: date as CalendarDate, time }
  }
  return zone.shows
}

/** The day so many whole days after another, `YYYY-MM-DD`. It is no calendar date when it lies beyond the year 9999. */
export function dayAfter(from: CalendarDate, days: number): string {
  return new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

const DAY_MS = 86_400_000
