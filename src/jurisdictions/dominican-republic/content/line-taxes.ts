import type { Line, Tax } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import type { Tree } from '../../content/tree.ts'
import { additionalTaxOf } from '../totals/tax-rates.ts'
import { EXEMPT, GENERAL_ITBIS, itbisAtRate, NOT_BILLED, ratesInWords } from '../itbis.ts'

const ITBIS = 'ITBIS'

/**
 * IndicadorFacturacion from the line's taxes: ITBIS at one of its rates (the general one when none is given), exempt, or outside
 * the invoice. Undefined when the line names no ITBIS or a rate that does not exist.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), IndicadorFacturacion; Ley 253-12, general rate of ITBIS
 */
export function indicatorOfTaxes(taxes: readonly Tax[] | undefined): string | undefined {
  const itbis = taxes?.find(isItbis)
  if (!itbis) return undefined
  if (itbis.treatment === 'outside') return NOT_BILLED
  if (itbis.treatment === 'exempt') return EXEMPT
  return itbis.rate === undefined ? GENERAL_ITBIS.indicator : itbisAtRate(exactText(itbis.rate))?.indicator
}

/** The line's additional taxes (codes 001 to 039) as the official table of the line. */
export function additionalTaxesOf(taxes: readonly Tax[] | undefined): Tree | undefined {
  const codes = taxes?.filter(isAdditional) ?? []
  return codes.length === 0 ? undefined : { ImpuestoAdicional: codes.map(({ code }) => ({ TipoImpuesto: code })) }
}

/** The line's withholdings as the official group. */
export function retencionOf(line: Line, amountText: (amount: string | number) => string | undefined): Tree | undefined {
  if (!line.withholdings?.length) return undefined
  const group: Tree = { IndicadorAgenteRetencionoPercepcion: '1' }
  for (const { code, amount } of line.withholdings) {
    const name = WITHHELD[code.toUpperCase()]
    const text = amountText(amount)
    if (name && text !== undefined) group[name] = text
  }
  return group
}

/** Taxes and withholdings that do not exist, contradict themselves or come twice. */
export function taxFaults(line: Line, index: number): readonly Fault[] {
  const faults = (line.taxes ?? []).flatMap((tax, i) => faultsOf(tax, i, line, `lines[${index}].taxes[${i}]`))
  const seen = new Set<string>()
  for (const [i, { code }] of (line.withholdings ?? []).entries()) {
    const at = `lines[${index}].withholdings[${i}].code`
    const name = WITHHELD[code.toUpperCase()]
    if (!name) faults.push(fault('withholding-unknown', at, WITHHOLDING))
    else if (seen.has(name)) faults.push(fault('withholding-twice', at, WITHHELD_TWICE))
    else seen.add(name)
  }
  return faults
}

function faultsOf(tax: Tax, i: number, { taxes = [] }: Line, at: string): readonly Fault[] {
  const faults: Fault[] = []
  if (isContradictory(tax)) faults.push(fault('tax-treatment', `${at}.treatment`, TREATMENT))
  if (isItbis(tax)) {
    if (taxes.findIndex(isItbis) !== i) faults.push(fault('itbis-twice', `${at}.code`, TWICE))
    if (tax.rate !== undefined && !itbisAtRate(exactText(tax.rate))) {
      faults.push(fault('itbis-rate', `${at}.rate`, RATE))
    }
  } else if (!isAdditional(tax)) faults.push(fault('tax-unknown', `${at}.code`, UNKNOWN))
  else if (taxes.findIndex(({ code }) => code === tax.code) !== i) {
    faults.push(fault('tax-twice', `${at}.code`, TAX_TWICE))
  }
  return faults
}

/** Only ITBIS knows exempt and outside, and what is either bears no rate above zero. */
function isContradictory(tax: Tax): boolean {
  if (tax.treatment === undefined || tax.treatment === 'taxed') return false
  return !isItbis(tax) || (figureOf(tax.rate === undefined ? undefined : exactText(tax.rate))?.gt(0) ?? false)
}

const WITHHELD: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null) as object, {
  ITBIS: 'MontoITBISRetenido',
  ISR: 'MontoISRRetenido',
})

const TWICE = { es: 'Una línea lleva el ITBIS una sola vez.', en: 'A line bears ITBIS only once.' }
const TAX_TWICE = { es: 'Una línea lleva cada impuesto una sola vez.', en: 'A line bears each tax only once.' }
const TREATMENT = {
  es: 'Solo el ITBIS puede ser exempt u outside, y entonces no lleva tasa.',
  en: 'Only ITBIS can be exempt or outside, and then it has no rate.',
}
const RATE = {
  es: `El ITBIS es de ${ratesInWords('o')} por ciento.`,
  en: `ITBIS is ${ratesInWords('or')} percent.`,
}
const UNKNOWN = {
  es: 'Los impuestos de una línea son ITBIS y los adicionales 001 a 039.',
  en: 'The taxes of a line are ITBIS and the additional ones, 001 to 039.',
}
const WITHHELD_TWICE = {
  es: 'Una línea lleva una sola retención de cada impuesto: sume los montos.',
  en: 'A line has one withholding of each tax: add the amounts up.',
}
const WITHHOLDING = { es: 'Se retiene ITBIS o ISR.', en: 'What is withheld is ITBIS or ISR.' }

function isItbis({ code }: Tax): boolean {
  return code.toUpperCase() === ITBIS
}

function isAdditional({ code }: Tax): boolean {
  return additionalTaxOf(code) !== undefined
}

function fault(code: string, path: string, message: Fault['message']): Fault {
  return { code, path, message, severity: 'error', source: 'DGII, Formato e-CF v1.0 (oct-2025)' }
}
