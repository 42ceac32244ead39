import type { XmlElement } from '../../../src/xml/tree.ts'
import { cents, differ, money, type Money } from '../../money.ts'
import { textAt } from '../../reading.ts'
import type { Finding } from '../finding.ts'
import { at, difference, type Compare } from './difference.ts'
import { ivaPercentOf } from './iva-rates.ts'

/** Codes of the taxes. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 16 */
export const IVA = '2'
export const ICE = '3'
const IRBPNR = '5'

/** US dollars for each bottle. @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 1, code 5001 */
const USD_PER_BOTTLE = '0.02'

/** Tax and rate: what a document sums up by. */
export function taxKeyOf(tax: XmlElement): string {
  return `${textAt(tax, 'codigo') ?? ''} ${textAt(tax, 'codigoPorcentaje') ?? ''}`
}

export function isTax(code: string): (tax: XmlElement) => boolean {
  return (tax) => textAt(tax, 'codigo') === code
}

/**
 * One tax, of a line or of the whole document: its rate in force on a day, and its amount.
 *
 * ICE is a share of its base or so many dollars for each unit: the table of its rates changes every year, so that either will do.
 */
export function taxFindings(name: string, tax: XmlElement, day: string, compare: Compare): readonly Finding[] {
  const code = textAt(tax, 'codigo')
  if (code === IVA) return ivaFindings(name, tax, day, compare)
  const [base, value] = [at(tax, 'baseImponible'), at(tax, 'valor')]
  if (code === IRBPNR) return compare(`${name}, IRBPNR`, value, cents(base.times(USD_PER_BOTTLE)))
  const rate = textAt(tax, 'tarifa')
  if (code !== ICE || rate === undefined) return []
  const ofUnits = cents(base.times(money(rate)))
  return differ(value, ofUnits, 0.01) ? compare(`${name}, ICE`, value, share(base, rate)) : []
}

function ivaFindings(name: string, tax: XmlElement, day: string, compare: Compare): readonly Finding[] {
  const code = textAt(tax, 'codigoPorcentaje') ?? ''
  const percent = ivaPercentOf(code, day)
  if (percent === undefined) return [difference(`${name}: el código de IVA ${code} no está vigente en ${day}`)]
  const stated = textAt(tax, 'tarifa')
  if (stated !== undefined && !money(stated).eq(percent)) {
    return [difference(`${name}: la tarifa del código de IVA ${code} es ${percent}, y dice ${stated}`)]
  }
  const base = at(tax, 'baseImponible').minus(at(tax, 'descuentoAdicional'))
  return compare(`${name}, IVA`, at(tax, 'valor'), share(base, percent))
}

function share(base: Money, percent: string): Money {
  return cents(base.times(money(percent)).div(100))
}
