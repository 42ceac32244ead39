import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Line, Tax } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { additionalTaxOf, rateInForce } from '../totals/tax-rates.ts'
import type { Sources } from './sources.ts'

/** The rate that the first line to give one gives for an additional tax, such as the specific rate of the quarter. */
export function statedRateOf(lines: readonly Line[], code: string): string | undefined {
  for (const line of lines) {
    const rate = rateOf(line.taxes?.find((each) => each.code === code && each.rate !== undefined))
    if (rate !== undefined) return rate
  }
  return undefined
}

/**
 * Lines that want an additional tax at another rate than the document's: the format holds one rate for each code. A line that gives
 * none wants the rate in force; it may not silently bear what another line says.
 *
 * @param totals with the rate of each tax in the document
 * @param filled codes whose rate the `do` block does not state
 */
export function lineRateFaults(
  totals: Tree,
  filled: ReadonlySet<string>,
  issueDate: CalendarDate,
  { draft, settings }: Sources,
): readonly Fault[] {
  const entries = groupsAt(groupAt(totals, 'ImpuestosAdicionales'), 'ImpuestoAdicional')
  if (entries.length === 0) return []
  const rates = new Map(entries.map((each) => [textAt(each, 'TipoImpuesto'), textAt(each, 'TasaImpuestoAdicional')]))
  const faultOf = (tax: Tax, at: string): readonly Fault[] => {
    const rate = rates.get(tax.code)
    if (rate === undefined || !additionalTaxOf(tax.code)) return []
    const own = rateOf(tax)
    if (own !== undefined)
      return isSame(own, rate) ? [] : [fault('tax-rates-differ', `${at}.rate`, differ(tax.code, rate))]
    const usual = rateInForce(tax.code, issueDate, settings)?.rate
    if (!filled.has(tax.code) || usual === undefined || isSame(usual, rate)) return []
    return [fault('tax-rate-unstated', at, unstated(tax.code, rate, usual))]
  }
  return draft.lines.flatMap(({ taxes = [] }, i) => taxes.flatMap((tax, k) => faultOf(tax, `lines[${i}].taxes[${k}]`)))
}

function rateOf(tax: Tax | undefined): string | undefined {
  return tax?.rate === undefined ? undefined : exactText(tax.rate)
}

/** A rate that is no figure is the format table's to tell of. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [figureOf(one), figureOf(other)]
  return !a || !b || a.eq(b)
}

function differ(code: string, rate: string): Bilingual {
  return {
    es: `Un documento lleva una sola tasa del impuesto ${code}, y aquí ya es ${rate}: dé la misma, o use otro documento.`,
    en: `A document has one rate of tax ${code}, and here it is ${rate} already: give the same, or use another document.`,
  }
}

function unstated(code: string, rate: string, usual: string): Bilingual {
  return {
    es: `Otra línea da ${rate} al impuesto ${code} y esta no dice tasa, que sería ${usual}: diga también aquí cuál es.`,
    en: `Another line has tax ${code} at ${rate} and this one gives no rate, which would be ${usual}: say it here as well.`,
  }
}

function fault(code: string, path: string, message: Bilingual): Fault {
  return { code, path, message, severity: 'error', source: 'DGII, Formato e-CF v1.0 (oct-2025), TasaImpuestoAdicional' }
}
