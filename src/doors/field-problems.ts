import type { Fault } from '../domain/fault.ts'
import { formWords } from './form-words.ts'
import type { Language } from './language.ts'
import { withoutEchoes } from './without-echoes.ts'

/** One thing that is wrong with a request, by the client's own name of the field. */
export interface FieldProblem {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** How a contract speaks of its fields. */
export interface FieldWords {
  readonly language: Language
  /** What fields must look like, by their last names. */
  readonly forms: Readonly<Record<string, string>>
}

/**
 * The faults that stop something, in a contract's words.
 *
 * @param nameOf the client's own name of a place
 */
export function problemsIn(
  faults: readonly Fault[],
  { forms, language }: FieldWords,
  nameOf: (path: string) => string = (path) => path,
): readonly FieldProblem[] {
  const errors = faults.filter(({ severity }) => severity === 'error')
  return errors.map((fault) => {
    const field = nameOf(fault.path)
    return { field, code: fault.code, message: formWords({ ...fault, path: field }, forms, language) }
  })
}

/**
 * Everything that is wrong with a request whose lines are `lines`, one problem a field: what is known of it, then what stops the draft
 * that was made of it as far as it could be read, without what only follows from that.
 *
 * @param isRead false for fields that stand-ins are in place of
 */
export function allProblems(
  known: readonly FieldProblem[],
  found: readonly FieldProblem[],
  isRead: (field: string) => boolean,
): readonly FieldProblem[] {
  const unread = known.map(({ field }) => field).filter((field) => !isRead(field) && field.startsWith(LINES))
  const isDated = isRead('issue_date') && isRead('issueDate')
  const causes = found.filter((problem) => {
    return (isDated || !OF_ISSUE_DATE.has(problem.code)) && (unread.length === 0 || !followsFrom(unread, problem))
  })
  return withoutEchoes([...known, ...causes.toSorted((one, other) => rankOf(one) - rankOf(other))])
}

/** Rules that hold another day against the day of issue. */
export const OF_ISSUE_DATE: ReadonlySet<string> = new Set(['due-date-before-issue', 'reference-date-order'])

const LINES = 'lines'
/** Found by comparing with what is computed from lines. */
const FIGURES: ReadonlySet<string> = new Set(['buyer-needed', 'original-balance', 'total-mismatch'])

function followsFrom(unread: readonly string[], { field, code }: FieldProblem): boolean {
  if (field === LINES || FIGURES.has(code)) return true
  const [line] = /^lines\[\d+\]/.exec(field) ?? []
  if (line === undefined || !unread.some((each) => each.startsWith(line))) return false
  return field === line || /discount/i.test(field)
}

/** What is wrong with a value says more than that its official field is missing then; all lines together come last. */
function rankOf({ field, code }: FieldProblem): number {
  if (field === LINES) return 2
  return code === 'field-missing' ? 1 : 0
}
