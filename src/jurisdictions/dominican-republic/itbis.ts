import { decimal, type Decimal } from '../../domain/decimal.ts'
import { figureOf } from '../content/figures.ts'
import { ITBIS_RATES } from './catalogs/itbis-rates.ts'

/** What ITBIS is on the lines of one IndicadorFacturacion. */
export interface Itbis {
  /** IndicadorFacturacion, which also numbers the totals: MontoGravadoI1, ITBIS1 and TotalITBIS1 are of indicator 1. */
  readonly indicator: string
  /** In percent, as ITBIS1 to ITBIS3 state it. */
  readonly rate: string
  /** The rate as a factor. */
  readonly factor: Decimal
  /** What a price that holds the tax is divided by. */
  readonly divisor: Decimal
}

/** ITBIS at each of its rates, the general one first. */
export const ITBIS: readonly Itbis[] = ITBIS_RATES.entries.map(({ code, rate = '0' }) => {
  const factor = decimal(rate).div(100)
  return { indicator: code.slice('ITBIS'.length), rate, factor, divisor: factor.plus(1) }
})

/** IndicadorFacturacion of what bears no ITBIS, and of what is not billed at all. */
export const EXEMPT = '4'
export const NOT_BILLED = '0'

/** ITBIS at the rate that holds where none is said. @source Ley 253-12 */
export const GENERAL_ITBIS: Itbis = generalItbis()

/** ITBIS on lines with this IndicadorFacturacion; undefined where they bear none. */
export function itbisOfIndicator(indicator: string | undefined): Itbis | undefined {
  return ITBIS.find((each) => each.indicator === indicator)
}

/** ITBIS at a rate in percent, `18.00` and `18` alike; undefined when there is no such rate. */
export function itbisAtRate(rate: string | undefined): Itbis | undefined {
  const figure = figureOf(rate)
  return figure && ITBIS.find((each) => figure.eq(each.rate))
}

/** The rates in words: `18, 16 o 0`. */
export function ratesInWords(or: 'o' | 'or', quote = ''): string {
  const rates = ITBIS.map(({ rate }) => quote + rate + quote)
  return `${rates.slice(0, -1).join(', ')} ${or} ${rates.at(-1)}`
}

function generalItbis(): Itbis {
  const [general] = ITBIS
  if (!general) throw new Error('the catalog of ITBIS rates is empty')
  return general
}
