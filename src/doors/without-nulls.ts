import { MOST_LEVELS } from '../journey/plain-json.ts'

/**
 * A body without the members that are null, at any depth: clients write null where they have nothing to say. What is nested deeper
 * than any body may be is left as it is, to be refused.
 */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > MOST_LEVELS || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((each) => withoutNulls(each, depth + 1))
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member, depth + 1)]))
}
