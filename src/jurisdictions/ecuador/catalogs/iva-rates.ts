import type { CalendarDate } from '../../../domain/calendar.ts'
import { figureOf } from '../../content/figures.ts'
import type { Catalog } from '../../jurisdiction.ts'
import { historyOf, includes, type Period } from './rate-period.ts'

/** A way in which IVA is charged, or is not. */
export interface IvaRate {
  /** codigoPorcentaje. */
  readonly code: string
  readonly name: string
  /** `differentiated` is for tourism on the holidays that a decree names. */
  readonly kind: 'rate' | 'differentiated' | 'not-subject' | 'exempt'
  /** Percentage, as `tarifa` writes it; 0 where nothing is charged. */
  readonly rate: string
  /** When it was in force; none for a rate that never was. */
  readonly periods: readonly Period[]
}

const ALWAYS: readonly Period[] = [{}]

const RATES: readonly IvaRate[] = [
  { code: '0', name: '0%', kind: 'rate', rate: '0', periods: ALWAYS },
  {
    code: '2',
    name: '12%',
    kind: 'rate',
    rate: '12',
    periods: [{ to: '2016-05-31' }, { from: '2017-06-01', to: '2024-03-31' }],
  },
  { code: '3', name: '14%', kind: 'rate', rate: '14', periods: [{ from: '2016-06-01', to: '2017-05-31' }] },
  { code: '4', name: '15%', kind: 'rate', rate: '15', periods: [{ from: '2024-04-01' }] },
  { code: '5', name: '5%', kind: 'rate', rate: '5', periods: [{ from: '2024-04-01' }] },
  { code: '6', name: 'No objeto de impuesto', kind: 'not-subject', rate: '0', periods: ALWAYS },
  { code: '7', name: 'Exento de IVA', kind: 'exempt', rate: '0', periods: ALWAYS },
  { code: '8', name: 'IVA diferenciado (turismo)', kind: 'differentiated', rate: '8', periods: ALWAYS },
  { code: '10', name: '13%', kind: 'rate', rate: '13', periods: [] },
]

/**
 * The rates of IVA. 5 is for construction materials (a codigoAuxiliar of `construction-materials` goes with it). 8 is for
 * tourism on a few holidays a year, named by decree: which ones is not told here. 10 stands in the table and has never been
 * in force.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 17; Ley de Régimen Tributario Interno and its reforms for the dates
 */
export const IVA_RATES: Catalog = {
  name: 'iva-rates',
  title: { es: 'Tarifas del IVA', en: 'IVA rates' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 17',
  entries: RATES.map(({ code, name, kind, rate, periods }) => ({
    code,
    name,
    kind,
    rate,
    history: historyOf(periods),
  })),
}

/** The rate with this code if it was in force on a day; undefined when it was not, or there is no such code. */
export function ivaRateOf(code: string, date: CalendarDate): IvaRate | undefined {
  const found = RATES.find((rate) => rate.code === code)
  return found?.periods.some((period) => includes(period, date)) ? found : undefined
}

/**
 * SRI's own code for one that a client gives: many programs still call the general rate 2, as it was until March 2024. The others
 * come back as they are.
 */
export function officialIvaCode(code: string, date: CalendarDate): string {
  if (code !== FORMER_GENERAL_CODE || ivaRateOf(code, date)) return code
  return generalIvaCode(date) ?? code
}

const FORMER_GENERAL_CODE = '2'

/** The code of the general rate on a day: 15, 12 or 14 percent. */
export function generalIvaCode(date: CalendarDate): string | undefined {
  return GENERAL_CODES.find((code) => ivaRateOf(code, date))
}

const GENERAL_CODES = ['4', '2', '3']

/** The code under which a percentage, such as `15` or `15.00`, is charged on a day; undefined when none is. */
export function ivaCodeFor(rate: string, date: CalendarDate): string | undefined {
  const percent = figureOf(rate)
  const chargeable = RATES.filter(({ kind }) => kind === 'rate' || kind === 'differentiated')
  return chargeable.find((each) => percent?.eq(each.rate) && ivaRateOf(each.code, date))?.code
}
