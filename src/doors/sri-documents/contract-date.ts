import { type CalendarDate, calendarDateOf } from '../../domain/calendar.ts'

/** Reads `DD/MM/YYYY`; undefined for another form and for days that do not exist. */
export function calendarDateFrom(text: string): CalendarDate | undefined {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? []
  return calendarDateOf(`${year}-${month}-${day}`)
}

/** A day as `DD/MM/YYYY`. */
export function contractDate(date: CalendarDate): string {
  return date.split('-').reverse().join('/')
}
