import type { Fault } from '../../domain/fault.ts'
import type { Contradiction } from '../../jurisdictions/dominican-republic/stated-totals.ts'
import type { ContractRefusal } from '../contract-refusal.ts'
import { allProblems, type FieldProblem, type FieldWords, problemsIn } from '../field-problems.ts'
import { soundFigures } from '../sound-figures.ts'
import { clientPath, figurePath } from './client-path.ts'
import { refusal, type Slug } from './errors.ts'

const DAY = 'Must be a date that exists, YYYY-MM-DD.'

/** How the contract speaks of its fields. */
export const WORDS: FieldWords = {
  language: 'en',
  forms: { issue_date: DAY, due_date: DAY, email: 'Must be one e-mail address.' },
}

const DISCREPANCY = 'mathematical-discrepancy'
const MOST_IN_DETAIL = 10

/** What is wrong with a request before any rule is asked. */
export interface KnownProblems {
  readonly known: readonly FieldProblem[]
  readonly isRead: (field: string) => boolean
}

/** The refusal that tells of everything that is wrong with an invoice, with the faults of the draft that was made of it. */
export function refusalOf({ known, isRead }: KnownProblems, faults: readonly Fault[] = []): ContractRefusal {
  const found = problemsIn(faults.map(inIssuersRecord), WORDS, clientPath)
  const errors = allProblems(known, found, isRead)
  const told = errors.slice(0, MOST_IN_DETAIL).map(({ field, message }) => `${field}: ${message}`)
  return refusal(slugOf(known, errors), { detail: told.join(' '), errors })
}

function slugOf(known: readonly FieldProblem[], errors: readonly FieldProblem[]): Slug {
  if (known.some(({ code }) => code === 'unsupported-ecf-type')) return 'unsupported-ecf-type'
  if (known.some(({ code }) => code !== DISCREPANCY)) return 'validation-error'
  if (known.length > 0) return DISCREPANCY
  return errors.every(({ field }) => field === 'company.rnc') ? 'tenant-config-missing' : 'validation-error'
}

/** Figures that contradict each other, as far as they are the client's own. */
export function discrepanciesIn(
  contradictions: readonly Contradiction[],
  { known, isRead }: KnownProblems,
): readonly FieldProblem[] {
  const told = contradictions.map(({ place, figures }) => {
    const message = `It says ${figures.stated} and the computation gives ${figures.computed}.`
    return { field: figurePath(place), code: DISCREPANCY, message, ...figures }
  })
  const fields = known.map(({ field }) => field)
  const unread = fields.filter((field) => !isRead(field) && FIGURE.test(field))
  return soundFigures(told, unread)
}

/** What figures are computed from, and what holds it. */
const FIGURE = /^(?:lines|totals)(?:\[\d+\])?(?:\.(?:quantity|unit_price|subtotal|tax_rate|tax|grand_total))?$/

/** What stands in the record of the issuer is no field of the client's: it is told of the company, with its name. */
function inIssuersRecord({ message: { es, en }, ...fault }: Fault): Fault {
  const name = /^issuer\.(.*)/.exec(fault.path)?.[1]
  const message = name ? { es: `${name} en su registro: ${es}`, en: `${name} in its record: ${en}` } : { es, en }
  return { ...fault, message }
}
