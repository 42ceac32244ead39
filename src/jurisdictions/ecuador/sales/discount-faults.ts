import type { Adjustment, Draft } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'
import { exactText, figureOf } from '../../content/figures.ts'

/** Discounts that say nothing, say two things, or would raise the price, on lines and on the document. */
export function discountFaults(draft: Draft): readonly Fault[] {
  const ofLines = draft.lines.flatMap(({ discounts }, line) => faultsOf(discounts, `lines[${line}].discounts`))
  return [...ofLines, ...faultsOf(draft.discounts, 'discounts')]
}

function faultsOf(discounts: readonly Adjustment[] | undefined, path: string): readonly Fault[] {
  return (discounts ?? []).flatMap(({ percent, amount }, i) => {
    const at = `${path}[${i}]`
    if (percent !== undefined && amount !== undefined) return [fault('discount-ambiguous', at, BOTH)]
    const given = percent ?? amount
    if (given === undefined) return [fault('discount-empty', at, NEITHER)]
    const isNegative = figureOf(exactText(given))?.lt(0) ?? false
    return isNegative ? [fault('discount-negative', at, NEGATIVE)] : []
  })
}

const BOTH: Bilingual = {
  es: 'Un descuento es un porcentaje o un monto, no los dos.',
  en: 'A discount is a percentage or an amount, not both.',
}
const NEITHER: Bilingual = {
  es: 'Diga el porcentaje (percent) o el monto (amount) del descuento.',
  en: 'Say the percentage (percent) or the amount (amount) of the discount.',
}
const NEGATIVE: Bilingual = {
  es: 'Un descuento no puede ser negativo: para cobrar más, agregue una línea.',
  en: 'A discount cannot be negative: to charge more, add a line.',
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return {
    code,
    path,
    message,
    severity: 'error',
    source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 3, descuento',
  }
}
