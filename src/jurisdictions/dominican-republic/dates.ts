import { calendarDateOf, type CalendarDate } from '../../domain/calendar.ts'

/** The country's one time zone, four hours behind UTC the whole year: it has no daylight saving. */
export const TIME_ZONE = 'America/Santo_Domingo'

/** `YYYY-MM-DD` as DGII writes it, `dd-MM-yyyy`. Text of another form comes back as it is, for the format table to judge. */
export function officialDate(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}` : date
}

/** The day a `dd-MM-yyyy` text names, or `d-M-yyyy`, which the schema takes too; undefined when it is none. */
export function dateFromOfficial(text: string | undefined): CalendarDate | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(text ?? '') ?? []
  return calendarDateOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** The day that a text names as DGII does, `dd-MM-yyyy`; or with the year first, which means nothing else. */
export function dateFromText(text = ''): CalendarDate | undefined {
  return /^\d{2}-\d{2}-\d{4}$/.test(text) ? dateFromOfficial(text) : calendarDateOf(text)
}

/**
 * FechaHoraFirma: `dd-MM-yyyy HH:mm:ss` on the country's clock.
 *
 * Computed without Intl, which costs more than the rest of a document's text put together; Santo Domingo has stood at UTC−4
 * since 2000 and a test holds this against the time zone database.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), FechaHoraFirma: GMT−4
 */
export function signingTime(at: Date): string {
  const local = new Date(at.getTime() - 4 * 3_600_000).toISOString()
  return `${officialDate(local.slice(0, 10))} ${local.slice(11, 19)}`
}
