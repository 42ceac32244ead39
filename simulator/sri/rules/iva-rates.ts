/** A rate in percent, and the first and last day it was in force where it was not always. Days as `2026-12-01`. */
interface IvaRate {
  readonly percent: string
  readonly from?: string
  readonly to?: string
}

/**
 * What each `codigoPorcentaje` of the IVA stands for. 6 and 7 (not subject, exempt) are written with the rate 0. 13 % (code 10)
 * has never been in force. The days of 8 % are named by decree, and not checked.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), table 17; Decreto Ejecutivo 198 (2024): 15 % from 1 April 2024
 */
const IVA_RATES: ReadonlyMap<string, IvaRate> = new Map([
  ['0', { percent: '0' }],
  ['2', { percent: '12', to: '2024-03-31' }],
  ['3', { percent: '14', from: '2016-06-01', to: '2017-05-31' }],
  ['4', { percent: '15', from: '2024-04-01' }],
  ['5', { percent: '5', from: '2024-04-01' }],
  ['6', { percent: '0' }],
  ['7', { percent: '0' }],
  ['8', { percent: '8' }],
])

/** The rate in percent on a day; undefined when the code has none then. */
export function ivaPercentOf(code: string, day: string): string | undefined {
  const rate = IVA_RATES.get(code)
  const isInForce = rate && (rate.from ?? day) <= day && day <= (rate.to ?? day)
  return isInForce ? rate.percent : undefined
}
