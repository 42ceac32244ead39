import type { Draft } from '../../../domain/draft.ts'
import { isOfBlock, listNames, namesOf, neutralFor } from '../../content/provenance.ts'
import {
  HEADER_FIELDS,
  ISSUER_FIELDS,
  ITEM_CODES,
  LINE_CHARGES,
  LINE_DISCOUNTS,
  LINE_FIELDS,
  PAYMENT_METHODS,
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
  if (neutral !== undefined && !isOfBlock(draft, 'do', official, neutral)) return neutral
  return official === '' ? '' : `do.${official}`
}

function linePath(draft: Draft, index: number, official: string): string {
  const line = draft.lines[index]
  if (official === '') return `lines[${index}]`
  const neutral = neutralFor(official, LINE_NAMES)
  const isNeutral = neutral !== undefined && !(line && isOfBlock(line, 'do', official, neutral))
  return isNeutral ? `lines[${index}].${neutral}` : `lines[${index}].do.${official}`
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
