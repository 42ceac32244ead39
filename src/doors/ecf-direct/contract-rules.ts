import { dateFromText } from '../../jurisdictions/dominican-republic/dates.ts'
import { eNcfOf } from '../../jurisdictions/dominican-republic/numbering.ts'
import type { FieldError } from './errors.ts'
import type { Invoice } from './invoice-schema.ts'

/** The fields that hold days. */
export const DATES = ['fecha_vencimiento_secuencia', 'issue_date', 'payment_due_date', 'reference_date'] as const

/** What such a field must be. */
export const DATE = 'Must be a date that exists, as dd-MM-yyyy.'

/** What the contract asks beyond what the law does: of the e-NCF, of dates, and that nothing is said of an original unnamed. */
export function contractErrors(invoice: Invoice): readonly FieldError[] {
  const { encf, reference_encf: original } = invoice
  const noDates = DATES.filter((field) => invoice[field] !== undefined && !dateFromText(invoice[field]))
  const errors: FieldError[] = noDates.map((field) => ({ field, message: DATE }))
  if (!eNcfOf(encf)) errors.unshift({ field: 'encf', message: ENCF })
  const said = REFERENCE.find((field) => invoice[field] !== undefined)
  if (said && original === undefined) {
    errors.push({ field: 'reference_encf', message: `It is missing, and ${said} speaks of it.` })
  }
  return errors
}

const ENCF = 'An e-NCF is E, two digits of a type of e-CF and ten of its sequence, such as E310000000001.'

const REFERENCE = ['reference_date', 'reference_code', 'reference_reason'] as const
