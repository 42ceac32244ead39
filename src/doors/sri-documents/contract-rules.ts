import type { CalendarDate } from '../../domain/calendar.ts'
import { TIME_UNITS } from '../../jurisdictions/ecuador/catalogs/time-units.ts'
import type { ReadBody } from '../read-body.ts'
import { calendarDateFrom, contractDate } from './contract-date.ts'
import type { DocumentBody } from './document-body.ts'
import type { FieldProblem } from './from-faults.ts'

/** What the contract asks beyond what the law does, of fields that could be read. It takes no document of another day than today's. */
export function contractProblems(
  { issueDate, payments }: DocumentBody,
  today: CalendarDate,
  isRead: ReadBody<DocumentBody>['isRead'],
): readonly FieldProblem[] {
  const problems: FieldProblem[] = []
  if (issueDate !== undefined && calendarDateFrom(issueDate) !== today) {
    const message = `Must be today's date (${contractDate(today)}): SRI rejects past and future dates.`
    problems.push({ field: 'issueDate', message })
  }
  for (const [i, { termUnit }] of payments.entries()) {
    if (termUnit === undefined || UNITS.includes(termUnit)) continue
    const message = `Must be one of the values of GET /v1/catalogs/term-units: ${UNITS.join(', ')}.`
    problems.push({ field: `payments[${i}].termUnit`, message })
  }
  return problems.filter(({ field }) => isRead(field))
}

const UNITS = TIME_UNITS.entries.map(({ code }) => code)
