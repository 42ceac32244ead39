import type { Draft } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'
import type { TreeValue } from '../../content/tree.ts'
import { isForeign } from '../content/dollars.ts'
import { freeLinesOf } from '../content/free-lines.ts'
import { FORMATS, NO_PLACE, notCarried } from '../content/not-carried.ts'

/**
 * Fields of a draft that would change what is withheld and that a retención does not read: to pass over them would withhold a
 * wrong amount. Lines beside a block that tells the supporting documents are replaced by it, and the last day to pay has no place,
 * each with a warning.
 */
export function unreadFields(draft: Draft, docsSustento: TreeValue | undefined): readonly Fault[] {
  const faults: Fault[] = draft.payment?.dueDate === undefined ? [] : [notCarried('payment.dueDate', NO_PLACE)]
  if (freeLinesOf(draft).length === 0) return faults
  if (docsSustento !== undefined) return [...faults, REPLACED]
  if (isForeign(draft)) faults.push(unread('currency', IN_DOLLARS))
  if (draft.pricesIncludeTax === true) faults.push(unread('pricesIncludeTax', WITHOUT_IVA))
  for (const name of ['discounts', 'charges'] as const) if (draft[name]?.length) faults.push(unread(name, BY_LINE))
  return faults
}

const REPLACED: Fault = {
  code: 'not-carried',
  path: 'lines',
  severity: 'warning',
  message: {
    es: 'ec.docsSustento toma el lugar de las líneas: lo que ellas retienen no va en el XML.',
    en: 'ec.docsSustento takes the place of the lines: what they withhold is left out of the XML.',
  },
  source: FORMATS,
}
const IN_DOLLARS: Bilingual = {
  es: 'Los montos de una retención van en dólares.',
  en: 'The amounts of a withholding are in dollars.',
}
const WITHOUT_IVA: Bilingual = {
  es: 'En una retención los precios van sin IVA.',
  en: 'In a withholding prices are without IVA.',
}
const BY_LINE: Bilingual = {
  es: 'En una retención esto va en cada línea.',
  en: 'In a withholding this goes in each line.',
}

function unread(path: string, message: Bilingual): Fault {
  return { code: 'support-unread', path, severity: 'error', message }
}
