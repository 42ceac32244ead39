import { blockOf, type Draft, type Line } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import {
  HEADER_FIELDS,
  ISSUER_FIELDS,
  ITEM_CODES,
  LINE_CHARGES,
  LINE_DISCOUNTS,
  LINE_FIELDS,
  PAYMENT_METHODS,
  type NeutralField,
  type NeutralList,
} from './neutral-fields.ts'

/**
 * The client's own name for a place in the content: the `do` block where the block gave the value or the group it belongs in, else
 * the neutral field that fills it, else where in the block it would be given.
 *
 * `adjustments` tells from which neutral discount or charge each DescuentoORecargo was made, in order.
 */
export function clientPath(draft: Draft, official: string, adjustments: readonly (string | undefined)[] = []): string {
  const line = /^DetallesItems\.Item\[(\d+)\](?:\.(.*))?$/s.exec(official)
  if (line) return linePath(draft, Number(line[1]), line[2] ?? '')

  const adjustment = /^DescuentosORecargos\.DescuentoORecargo\[(\d+)\]/.exec(official)
  const neutral = adjustment ? adjustments[Number(adjustment[1])] : neutralFor(official, HEADER_NAMES)
  if (neutral !== undefined && !isOfBlock(draft, official, neutral)) return neutral
  return official === '' ? '' : `do.${official}`
}

function linePath(draft: Draft, index: number, official: string): string {
  const line = draft.lines[index]
  if (official === '') return `lines[${index}]`
  const neutral = neutralFor(official, LINE_NAMES)
  const isNeutral = neutral !== undefined && !(line && isOfBlock(line, official, neutral))
  return isNeutral ? `lines[${index}].${neutral}` : `lines[${index}].do.${official}`
}

/** Looks up `A.B[3].C` as `A.B[].C` and puts the index back. */
function neutralFor(official: string, names: ReadonlyMap<string, string>): string | undefined {
  const indices: string[] = []
  const pattern = official.replace(/\[(\d+)\]/g, (_, index: string) => {
    indices.push(index)
    return '[]'
  })
  return names.get(pattern)?.replace('[]', () => `[${indices.shift() ?? ''}]`)
}

/** Whether the client gave a value at one of its own paths: a text or a number, not merely a list or group it stands for. */
export function isStated(draft: Draft, path: string): boolean {
  const given = givenAt(draft, path)
  return typeof given === 'string' || typeof given === 'number'
}

/**
 * Whether the block is where the client would look: it has the place, or the group that the place is missing in. A list of a
 * block replaces the neutral one; beside any other group, what the client says in neutral fields comes first.
 */
function isOfBlock(holder: Draft | Line, official: string, neutral: string): boolean {
  const block = blockOf(holder, 'do')
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

const HEADER_NAMES: ReadonlyMap<string, string> = new Map([
  ...namesOf(HEADER_FIELDS),
  ...namesOf(ISSUER_FIELDS),
  ...listNames(PAYMENT_METHODS),
])

const LINE_NAMES: ReadonlyMap<string, string> = new Map([
  ...namesOf(LINE_FIELDS),
  ...listNames(ITEM_CODES),
  ...listNames(LINE_DISCOUNTS),
  ...listNames(LINE_CHARGES),
])

function namesOf<From>(fields: readonly NeutralField<From>[]): [string, string][] {
  return fields.map(({ official, neutral }) => [official, neutral])
}

function listNames<From, Each>(list: NeutralList<From, Each>): [string, string][] {
  const fields = list.fields.map(({ official, neutral }): [string, string] => [
    `${list.official}[].${official}`,
    `${list.neutral}[].${neutral}`,
  ])
  return [[list.official, list.neutral], [`${list.official}[]`, `${list.neutral}[]`], ...fields]
}
