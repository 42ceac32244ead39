import { blockOf, type Draft } from '../../../domain/draft.ts'
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
 * The client's own name for a place in the content: the `do` block where the block gave the value, else the neutral field that
 * fills it, else where in the block it would be given.
 *
 * `adjustments` tells from which neutral discount or charge each DescuentoORecargo was made, in order.
 */
export function clientPath(draft: Draft, official: string, adjustments: readonly (string | undefined)[] = []): string {
  const line = /^DetallesItems\.Item\[(\d+)\](?:\.(.*))?$/s.exec(official)
  if (line) return linePath(draft, Number(line[1]), line[2] ?? '')

  const adjustment = /^DescuentosORecargos\.DescuentoORecargo\[(\d+)\]/.exec(official)
  const neutral = adjustment ? adjustments[Number(adjustment[1])] : neutralFor(official, HEADER_NAMES)
  if (neutral === undefined || isGiven(blockOf(draft, 'do'), official)) return official === '' ? '' : `do.${official}`
  return neutral
}

function linePath(draft: Draft, index: number, official: string): string {
  const line = draft.lines[index]
  if (official === '') return `lines[${index}]`
  const neutral = neutralFor(official, LINE_NAMES)
  const given = line !== undefined && isGiven(blockOf(line, 'do'), official)
  return neutral === undefined || given ? `lines[${index}].do.${official}` : `lines[${index}].${neutral}`
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
  let at: unknown = draft
  for (const [name] of path.matchAll(/[^.[\]]+/g)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return typeof at === 'string' || typeof at === 'number'
}

/** Whether a block has something at an official path. */
function isGiven(block: unknown, official: string): boolean {
  let at: unknown = block
  for (const [name] of official.matchAll(/[^.[\]]+/g)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return at !== null && at !== undefined && at !== ''
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
