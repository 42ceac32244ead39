import type { Line } from '../../domain/draft.ts'
import { presentIfAny } from '../../domain/present.ts'
import { dressed, exactText } from '../content/figures.ts'
import type { DocumentType } from '../jurisdiction.ts'
import { elementsOf } from './content/applicable.ts'
import { EXEMPT, GENERAL_ITBIS, ITBIS, itbisOfIndicator } from './itbis.ts'
import { eNcfOf, paperNcfOf } from './numbering.ts'
import { TYPE_FACTS, typeFactsOf, type TypeFacts } from './type-facts.ts'

/** The official rates of ITBIS in percent, the general one first. */
export const OFFICIAL_RATES: readonly string[] = ITBIS.map(({ rate }) => rate)

/** The rate of what says none. */
export const GENERAL_RATE = GENERAL_ITBIS.rate

/**
 * `taxes` of a draft's line that bears ITBIS at one rate, the general one unless told. Where its type of e-CF, or that of the document
 * which a note modifies, has but one way to be taxed, a rate that is left out or says only that there is nothing to pay means that
 * way; undefined where the type implies it.
 *
 * @param rate in percent, or `exempt`
 * @param original number of the document that a note modifies
 */
export function itbisOf(
  rate: string | number | undefined,
  type: DocumentType | undefined,
  original?: string,
): Line['taxes'] {
  const saysNothing = rate === undefined || rate === 'exempt' || Number(rate) === 0
  const only = saysNothing ? onlyIndicatorOf(type, original) : undefined
  if (only && type?.taxesImplied === true) return undefined
  if (only === EXEMPT || (only === undefined && rate === 'exempt')) return [{ code: 'ITBIS', treatment: 'exempt' }]
  return [{ code: 'ITBIS', rate: itbisOfIndicator(only)?.rate ?? rate ?? GENERAL_RATE }]
}

/** The rate of what says none, in percent: nothing where ITBIS is not borne, by the type or by that of a note's original. */
export function unstatedRate(type: DocumentType | undefined, original?: string): string {
  return onlyIndicatorOf(type, original) ? '0' : GENERAL_RATE
}

/**
 * The only IndicadorFacturacion of lines of this type; of a note's, that of its original's type, because a note changes what was
 * declared there.
 */
function onlyIndicatorOf(type: DocumentType | undefined, original: string | undefined): TypeFacts['onlyIndicator'] {
  const own = typeFactsOf(type?.code ?? '')
  return (own?.isNote ? typeOfNumber(original ?? '') : own)?.onlyIndicator
}

/** The type of e-CF that a fiscal number says: its own, or the one that has replaced its paper. */
function typeOfNumber(number: string): TypeFacts | undefined {
  const eNcf = eNcfOf(number)
  if (eNcf) return typeFactsOf(eNcf.type)
  const paperType = paperNcfOf(number)?.type
  return paperType === undefined ? undefined : TYPE_FACTS.find((each) => each.paperType === paperType)
}

/** Whether ITBIS can be withheld of lines of this type; of income tax it may be all the same. */
export function withholdsItbis(type: string | undefined): boolean {
  return elementsOf(type ?? '').has('DetallesItems.Item.Retencion.MontoITBISRetenido')
}

/** What the buyer withholds of a line, in pesos. */
export interface Withheld {
  readonly itbis?: string | number | undefined
  readonly isr?: string | number | undefined
}

/**
 * The block `do` of a line of which something is withheld, so that faults tell of which tax; undefined when nothing is.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Retencion
 */
export function officialWithholding({ itbis, isr }: Withheld): object | undefined {
  const amounts = presentIfAny({ MontoITBISRetenido: officialAmount(itbis), MontoISRRetenido: officialAmount(isr) })
  return amounts && { Retencion: { IndicadorAgenteRetencionoPercepcion: '1', ...amounts } }
}

function officialAmount(amount: string | number | undefined): string | undefined {
  return amount === undefined ? undefined : dressed(exactText(amount) ?? String(amount), 2)
}
