import { Repair } from 'typebox/value'
import type { Caller } from '../../domain/caller.ts'
import type { Fault } from '../../domain/fault.ts'
import { shapeFaults } from '../../journey/shape-fault.ts'
import { TIME_UNITS } from '../../jurisdictions/ecuador/catalogs/time-units.ts'
import type { DoorParts } from '../door.ts'
import { calendarDateFrom, contractDate } from './contract-date.ts'
import { DocumentBody, documentBody } from './document-body.ts'
import { draftProblems, type FieldProblem, fieldOf, shapeProblems, withoutEchoes } from './from-faults.ts'
import { draftOf, type IssuedAt } from './to-draft.ts'

/** Everything that is wrong with a body: its shape, what the contract asks beyond the law, and what the engine finds. */
export async function problemsOf(
  { journey }: Pick<DoorParts, 'journey'>,
  caller: Caller,
  body: DocumentBody,
  at: IssuedAt,
): Promise<readonly FieldProblem[]> {
  const shape = documentBody.Check(body) ? [] : shapeProblems(shapeFaults(documentBody.Errors(body)))
  const whole = shape.length === 0 ? body : Repair(DocumentBody, body)
  const { faults } = await journey.tryOut(caller, draftOf(whole, at, 'stated'))
  const found = draftProblems(withoutConsequences(faults, shape))
  return withoutEchoes([...shape, ...contractProblems(whole, at), ...found])
}

function contractProblems({ issueDate, payments }: DocumentBody, { today }: IssuedAt): readonly FieldProblem[] {
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
  return problems
}

const UNITS = TIME_UNITS.entries.map(({ code }) => code)

/**
 * Leaves out figures that cannot agree because what they are computed from is wrong: the client would be sent to fields that need
 * no change.
 */
function withoutConsequences(faults: readonly Fault[], shape: readonly FieldProblem[]): readonly Fault[] {
  const misshapen = unsoundParts(shape.map(({ field }) => field))
  const causes = faults.filter(({ code, path, severity }) => {
    if (severity !== 'error' || OF_LINES.has(code) || OF_TOTALS.has(code)) return false
    return code !== 'line-negative' || !misshapen.has(itemOf(fieldOf(path)))
  })
  const unsound = unsoundParts([...shape, ...draftProblems(causes)].map(({ field }) => field))
  const figures = faults.filter(({ code, path }) => {
    if (OF_LINES.has(code)) return !unsound.has(itemOf(fieldOf(path)))
    return OF_TOTALS.has(code) && unsound.size === 0
  })
  return [...causes, ...figures]
}

const OF_LINES: ReadonlySet<string> = new Set(['total-mismatch'])
const OF_TOTALS: ReadonlySet<string> = new Set(['payments-sum', 'buyer-needed'])

/** Items and payments with something wrong in what figures are computed from. */
function unsoundParts(fields: readonly string[]): ReadonlySet<string> {
  return new Set(fields.filter((field) => COMPUTED_FROM.test(field)).map(itemOf))
}

const COMPUTED_FROM =
  /^items(?:\[\d+\](?:\.(?:quantity|unitPrice|discount|taxes).*)?)?$|^payments(?:\[\d+\](?:\.total)?)?$/

function itemOf(field: string): string {
  return /^\w+(?:\[\d+\])?/.exec(field)?.[0] ?? ''
}
