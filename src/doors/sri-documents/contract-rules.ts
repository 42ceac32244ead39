import type { CalendarDate } from '../../domain/calendar.ts'
import { TIME_UNITS } from '../../jurisdictions/ecuador/catalogs/time-units.ts'
import { isUnknownIce } from '../../jurisdictions/ecuador/factura-draft.ts'
import { FINAL_CONSUMER } from '../../jurisdictions/ecuador/identity.ts'
import type { ReadBody } from '../read-body.ts'
import { calendarDateFrom, contractDate } from './contract-date.ts'
import type { DocumentBody } from './document-body.ts'
import type { FieldProblem } from './from-faults.ts'

/** What the contract asks beyond what the law does, of fields that could be read. It takes no document of another day than today's. */
export function contractProblems(
  { issueDate, buyer, items, payments }: DocumentBody,
  today: CalendarDate,
  isRead: ReadBody<DocumentBody>['isRead'],
): readonly FieldProblem[] {
  const problems: FieldProblem[] = []
  if (issueDate !== undefined && calendarDateFrom(issueDate) !== today) {
    const message = `Must be today's date (${contractDate(today)}): SRI rejects past and future dates.`
    problems.push({ field: 'issueDate', message })
  }
  if (buyer.idType === FINAL_CONSUMER.type && buyer.id !== FINAL_CONSUMER.number && isRead('buyer.idType')) {
    const message = `When buyer.idType is "07" (consumidor final), buyer.id must be "${FINAL_CONSUMER.number}".`
    problems.push({ field: 'buyer.id', message })
  }
  for (const [i, { taxes }] of items.entries()) {
    for (const [j, { code, rateCode }] of taxes.entries()) {
      const tax = `items[${i}].taxes[${j}]`
      if (!isUnknownIce(code, rateCode) || !isRead(`${tax}.code`)) continue
      const message = 'Must be one of the codes that GET /v1/catalogs/tax-rates has for taxCode 3 (ICE).'
      problems.push({ field: `${tax}.rateCode`, message })
    }
  }
  for (const [i, { termUnit }] of payments.entries()) {
    if (termUnit === undefined || UNITS.includes(termUnit)) continue
    const message = `Must be one of the values of GET /v1/catalogs/term-units: ${UNITS.join(', ')}.`
    problems.push({ field: `payments[${i}].termUnit`, message })
  }
  return problems.filter(({ field }) => isRead(field))
}

const UNITS = TIME_UNITS.entries.map(({ code }) => code)
