import type { Line } from '../../domain/draft.ts'
import { presentIfAny } from '../../domain/present.ts'
import { dressed, exactText } from '../content/figures.ts'
import type { DocumentType } from '../jurisdiction.ts'
import { ITBIS_RATES } from './catalogs/itbis-rates.ts'

/** The official rates of ITBIS in percent, the general one first. */
export const OFFICIAL_RATES: readonly string[] = ITBIS_RATES.entries.flatMap(({ rate }) => rate ?? [])

/** The rate of what says none. @source Ley 253-12 */
export const GENERAL_RATE = OFFICIAL_RATES[0] ?? '18'

/**
 * `taxes` of a draft's line that bears ITBIS at one rate, the general one unless told. Undefined where the type of e-CF implies how
 * its lines are taxed, and the rate says only that there is nothing to pay: then there is but one way of that.
 *
 * @param rate in percent, or `exempt`
 */
export function itbisOf(rate: string | number | undefined, type: DocumentType | undefined): Line['taxes'] {
  const isImplied = type?.taxesImplied === true && (rate === undefined || rate === 'exempt' || Number(rate) === 0)
  if (isImplied) return undefined
  return rate === 'exempt' ? [{ code: 'ITBIS', treatment: 'exempt' }] : [{ code: 'ITBIS', rate: rate ?? GENERAL_RATE }]
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
