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

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of `timeZone` (IANA name) at an instant: `{ date: 'YYYY-MM-DD', time: 'HH:mm:ss' }`. */
export function wallClock(at: Date, timeZone: string): { date: CalendarDate; time: string } {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formatters.set(timeZone, formatter)
  }
  const [date = '', time = ''] = formatter.format(at).split(' ')
  return { date: date as CalendarDate, time }
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
