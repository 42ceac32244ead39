import type { Draft } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { neutralText } from '../../content/plain-text.ts'
import { NO_PLACE, notCarried } from '../content/not-carried.ts'
import type { TypeFacts } from '../type-facts.ts'

/** Warnings of what a draft says and a comprobante has no place for: nothing of the operation is lost by it. */
export function leftOut(draft: Draft, type: TypeFacts): readonly Fault[] {
  const { buyer, reference, payment } = draft
  const isUnnamed = neutralText(buyer?.taxId) === undefined && neutralText(buyer?.foreignId) === undefined
  const faults: Fault[] = []
  for (const name of ['contact', 'municipality', 'province', 'code'] as const) {
    if (buyer?.[name] !== undefined) faults.push(notCarried(`buyer.${name}`, NO_PLACE))
  }
  if (type.takesFinalConsumer && isUnnamed && buyer?.name !== undefined) {
    faults.push(notCarried('buyer.name', FINAL_CONSUMER))
  }
  if (type.code === '03' && reference) faults.push(notCarried('reference', NO_PLACE))
  for (const name of ['code', 'otherTaxId'] as const) {
    if (reference?.[name] !== undefined) faults.push(notCarried(`reference.${name}`, NO_PLACE))
  }
  if (type.code === '04' && payment?.methods?.length) faults.push(notCarried('payment.methods', CREDIT))
  for (const [i, { withholdings }] of draft.lines.entries()) {
    if (withholdings?.length) faults.push(notCarried(`lines[${i}].withholdings`, WITHHELD))
  }
  return faults
}

const FINAL_CONSUMER = {
  es: 'Sin identificación el comprador es consumidor final.',
  en: 'Without an identification the buyer is the final consumer.',
}
const CREDIT = {
  es: 'Una nota de crédito no dice cómo se paga.',
  en: 'A credit note does not say how it is paid.',
}
const WITHHELD = {
  es: 'Lo retenido va en un comprobante de retención (tipo 07).',
  en: 'What is withheld goes in a comprobante de retención (type 07).',
}
