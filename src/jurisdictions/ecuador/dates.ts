import { calendarDateOf, type CalendarDate } from '../../domain/calendar.ts'

/** The time zone of every document, five hours behind UTC the whole year: it has no daylight saving. */
export const TIME_ZONE = 'America/Guayaquil'

/** `YYYY-MM-DD` as SRI writes it, `dd/mm/yyyy`. Text of another form comes back as it is, for the format table to judge. */
export function officialDate(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}` : date
}

/** The day a `dd/mm/yyyy` text names; undefined when it is none. */
export function dateFromOfficial(text: string | undefined): CalendarDate | undefined {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '') ?? []
  return calendarDateOf(`${year}-${month}-${day}`)
}

/** The fiscal month of a day, `mm/yyyy`. */
export function fiscalPeriodOf(date: CalendarDate): string {
  return `${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/**
 * SigningTime: the country's clock with its distance from UTC, such as `2026-05-02T12:14:11-05:00`.
 *
 * Computed without Intl, which costs more than the rest of a document's text put together; Guayaquil has stood at UTC−5 since
 * 1993 and a test holds this against the time zone database.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 14
 */
export function signingTime(at: Date): string {
  return `${new Date(at.getTime() - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`
}
