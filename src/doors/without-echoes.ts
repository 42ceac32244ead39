import { holdersOf } from './field-path.ts'

/** Something wrong with a field, by the client's own name. */
interface AtField {
  readonly field: string
}

/**
 * One problem a field, the first; and none of what holds or lies within a field that has one already: it is told of the same
 * mistake.
 *
 * @param codeOf what makes a problem one that is always told, once a field: a code of the contract's own; such come first
 */
export function withoutEchoes<Problem extends AtField>(
  problems: readonly Problem[],
  codeOf: (problem: Problem) => string | undefined = () => undefined,
): readonly Problem[] {
  const told = new Map<string, Problem>()
  const fields = new Set<string>()
  const holders = new Set<string>()
  const hasCode = (problem: Problem) => codeOf(problem) !== undefined
  for (const problem of [...problems.filter(hasCode), ...problems.filter((each) => !hasCode(each))]) {
    const { field } = problem
    const around = holdersOf(field)
    const isEcho = holders.has(field) || [field, ...around].some((each) => fields.has(each))
    if (isEcho && !hasCode(problem)) continue
    told.set(`${field} ${codeOf(problem) ?? ''}`, problem)
    fields.add(field)
    for (const holder of around) holders.add(holder)
  }
  return [...told.values()]
}
