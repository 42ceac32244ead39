import type { CalendarDate } from '../../../domain/calendar.ts'
import type { Line, Tax } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { dressed, exactText, figureOf } from '../../content/figures.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { IRBPNR_CODE } from '../catalogs/irbpnr-rates.ts'
import { generalIvaCode, ivaCodeFor, ivaRateOf, IVA_RATES } from '../catalogs/iva-rates.ts'

/** codigo of each tax. @source SRI, Ficha técnica offline v2.32 (oct-2025), table 16 */
export const IVA = '2'
export const ICE = '3'
export const IRBPNR = '5'

/**
 * The taxes of a line by their official codes; the rest of each is computed. What cannot be told goes into `faults`, with paths in
 * the client's names.
 *
 * - IVA (or 2): by its rate on the day, 0 included; the general rate when none is given; `exempt` is 7, `outside` is 6 (no objeto).
 * - ICE: by its code of table 18, such as 3610, with the rate where the catalog's is not meant.
 * - IRBPNR (or 5, or 5001): so much for each bottle, which is what the quantity counts.
 */
export function lineTaxesOf(line: Line, index: number, date: CalendarDate, faults: Fault[]): Tree | undefined {
  if (!line.taxes?.length) return undefined
  const seen = new Set<string>()
  const taxes = line.taxes.map((tax, i) => {
    const at = `lines[${index}].taxes[${i}]`
    if (isContradictory(tax)) faults.push(fault('tax-treatment', `${at}.treatment`, TREATMENT))
    const written = isIva(tax) ? ivaOf(tax, date, at, faults) : otherOf(tax, at, faults)
    const key = textAt(written, written.codigo === IVA ? 'codigo' : 'codigoPorcentaje') ?? ''
    if (written !== STAND_IN && seen.has(key)) faults.push(fault('tax-twice', `${at}.code`, TWICE))
    seen.add(key)
    return { ...written }
  })
  return { impuesto: taxes }
}

/** Zero percent: the taxes of a line of a RIMPE negocio popular, who charges no IVA and need not say so. */
export function zeroIva(): Tree {
  return { impuesto: [{ codigo: IVA, codigoPorcentaje: '0' }] }
}

function isIva({ code }: Tax): boolean {
  return code.toUpperCase() === 'IVA' || code === IVA
}

/** Only IVA knows exempt and outside, and nothing that is either has a rate above zero. */
function isContradictory(tax: Tax): boolean {
  if (tax.treatment === undefined || tax.treatment === 'taxed') return false
  return !isIva(tax) || (figureOf(tax.rate === undefined ? undefined : exactText(tax.rate))?.gt(0) ?? false)
}

function ivaOf(tax: Tax, date: CalendarDate, at: string, faults: Fault[]): Tree {
  const code = ivaCodeOf(tax, date)
  if (code !== undefined) return { codigo: IVA, codigoPorcentaje: code }
  faults.push(fault('iva-rate', `${at}.rate`, noSuchRate(date)))
  return STAND_IN
}

function ivaCodeOf({ rate, treatment }: Tax, date: CalendarDate): string | undefined {
  if (treatment === 'exempt') return '7'
  if (treatment === 'outside') return '6'
  if (rate === undefined) return generalIvaCode(date)
  return ivaCodeFor(exactText(rate) ?? '', date)
}

function otherOf(tax: Tax, at: string, faults: Fault[]): Tree {
  const code = tax.code.toUpperCase()
  const rate = tax.rate === undefined ? undefined : exactText(tax.rate)
  const tarifa: Tree = figureOf(rate) ? { tarifa: dressed(rate ?? '', 2) } : {}
  if (code === 'IRBPNR' || code === IRBPNR || code === IRBPNR_CODE) {
    return { codigo: IRBPNR, codigoPorcentaje: IRBPNR_CODE, ...tarifa }
  }
  if (/^3\d{3}$/.test(code)) return { codigo: ICE, codigoPorcentaje: code, ...tarifa }
  faults.push(fault('tax-unknown', `${at}.code`, code === 'ICE' || code === ICE ? WHICH_ICE : UNKNOWN))
  return STAND_IN
}

/** In place of a tax that is a fault, so that nobody is told what merely follows from it. */
const STAND_IN: Tree = { codigo: IVA, codigoPorcentaje: '0' }

const TREATMENT = {
  es: 'Solo el IVA puede ser exempt u outside, y entonces no lleva tarifa.',
  en: 'Only IVA can be exempt or outside, and then it has no rate.',
}
const TWICE = { es: 'Una línea lleva cada impuesto una sola vez.', en: 'A line bears each tax only once.' }
const WHICH_ICE = {
  es: 'Diga cuál ICE por su código del catálogo ice-rates, como 3610.',
  en: 'Say which ICE by its code of the catalog ice-rates, such as 3610.',
}
const UNKNOWN = {
  es: 'Los impuestos de una línea son IVA, ICE por su código (como 3610) e IRBPNR.',
  en: 'The taxes of a line are IVA, ICE by its code (such as 3610) and IRBPNR.',
}

function noSuchRate(date: CalendarDate): Fault['message'] {
  const rates = IVA_RATES.entries.flatMap(({ code }) => {
    const found = ivaRateOf(code, date)
    return found && (found.kind === 'rate' || found.kind === 'differentiated') ? [found.rate] : []
  })
  const listed = [...new Set(rates)].join(', ')
  return {
    es: `El ${date} las tarifas del IVA eran ${listed} por ciento; sin tarifa, treatment dice exempt u outside.`,
    en: `On ${date} the rates of IVA were ${listed} percent; without one, treatment says exempt or outside.`,
  }
}

function fault(code: string, path: string, message: Fault['message']): Fault {
  const source = 'SRI, Ficha técnica offline v2.32 (oct-2025), tables 16 to 18'
  return { code, path, message, severity: 'error', source }
}
