import type { Draft } from '../../domain/draft.ts'
import { givenAt } from './block.ts'

/**
 * Looks up `A.B[3].C` as `A.B[].C` and puts the indices back; where the neutral name has fewer, those furthest in are meant.
 */
export function neutralFor(official: string, names: ReadonlyMap<string, string>): string | undefined {
  const indices: string[] = []
  const pattern = official.replace(/\[\d+\]/g, (index) => {
    indices.push(index)
    return '[]'
  })
  const neutral = names.get(pattern)
  const lists = neutral?.split('[]') ?? []
  const meant = indices.slice(indices.length + 1 - lists.length)
  return neutral?.replace(/\[\]/g, () => meant.shift() ?? '[]')
}

/** Whether the client gave a value at one of its own paths: a text or a number, not merely a list or group it stands for. */
export function isStated(draft: Draft, path: string): boolean {
  const given = givenAt(draft, path)
  return typeof given === 'string' || typeof given === 'number'
}

/**
 * Whether the country's block of a draft or a line is where the client would look for an official place: it has the place, or the group that the place
 * is missing in. A list of a block replaces the neutral one; beside any other group, what the client says in neutral fields comes
 * first.
 */
export function isOfBlock(holder: unknown, countryCode: string, official: string, neutral: string): boolean {
  const block = givenAt(holder, countryCode)
  if (isGiven(block, official)) return true
  const group = official.slice(0, Math.max(official.lastIndexOf('.'), 0))
  if (group === '' || !isGiven(block, group)) return false
  const neutralGroup = neutral.includes('.') ? neutral.slice(0, neutral.lastIndexOf('.')) : neutral
  return official.includes('[') || givenAt(holder, neutralGroup) === undefined
}

/** Whether a block has something at an official path. */
function isGiven(block: unknown, official: string): boolean {
  const given = givenAt(block, official)
  return given !== null && given !== undefined && given !== ''
}

/** The names of a table of neutral fields, official to neutral. */
export function namesOf(fields: readonly FieldName[]): [string, string][] {
  return fields.map(({ official, neutral }) => [official, neutral])
}

/** The names of a list: itself, each of its entries, and the fields of those. */
export function listNames(list: FieldName & { readonly fields: readonly FieldName[] }): [string, string][] {
  const fields = list.fields.map(({ official, neutral }): [string, string] => [
    `${list.official}[].${official}`,
    `${list.neutral}[].${neutral}`,
  ])
  return [[list.official, list.neutral], [`${list.official}[]`, `${list.neutral}[]`], ...fields]
}

interface FieldName {
  readonly official: string
  readonly neutral: string
}
