import type { Line, Tax } from '../../../domain/draft.ts'
import type { Fault } from '../../../domain/fault.ts'
import { exactText, figureOf } from '../../content/figures.ts'
import type { Tree } from '../../content/tree.ts'

const ITBIS = 'ITBIS'

/**
 * IndicadorFacturacion from the line's taxes: ITBIS at 18, 16 or 0 percent (18 when no rate is given, the general rate), exempt,
 * or outside the invoice. Undefined when the line names no ITBIS or a rate that does not exist.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), IndicadorFacturacion; Ley 253-12, general rate of ITBIS
 */
export function indicatorOfTaxes(taxes: readonly Tax[] | undefined): string | undefined {
  const itbis = taxes?.find(isItbis)
  if (!itbis) return undefined
  if (itbis.treatment === 'outside') return '0'
  if (itbis.treatment === 'exempt') return '4'
  return itbis.rate === undefined ? '1' : INDICATOR_OF_RATE.get(rateText(itbis.rate))
}

/** The line's additional taxes (codes 001 to 039) as the official table of the line. */
export function additionalTaxesOf(taxes: readonly Tax[] | undefined): Tree | undefined {
  const codes = taxes?.filter((tax) => ADDITIONAL.test(tax.code)) ?? []
  return codes.length === 0 ? undefined : { ImpuestoAdicional: codes.map(({ code }) => ({ TipoImpuesto: code })) }
}

/** The rate a line gives for an additional tax, such as the specific rate of the quarter. */
export function statedRateOf(lines: readonly Line[], code: string): string | undefined {
  for (const line of lines) {
    const tax = line.taxes?.find((each) => each.code === code && each.rate !== undefined)
    if (tax?.rate !== undefined) return exactText(tax.rate)
  }
  return undefined
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

/** Taxes and withholdings whose code or rate does not exist. */
export function taxFaults(line: Line, index: number): readonly Fault[] {
  const faults: Fault[] = []
  for (const [i, tax] of (line.taxes ?? []).entries()) {
    const at = `lines[${index}].taxes[${i}]`
    if (isItbis(tax)) {
      if (line.taxes?.findIndex(isItbis) !== i) faults.push(fault('itbis-twice', `${at}.code`, TWICE))
      if (tax.rate !== undefined && !INDICATOR_OF_RATE.has(rateText(tax.rate)))
        faults.push(fault('itbis-rate', `${at}.rate`, RATE))
    } else if (!ADDITIONAL.test(tax.code)) faults.push(fault('tax-unknown', `${at}.code`, UNKNOWN))
  }
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

const INDICATOR_OF_RATE: ReadonlyMap<string, string> = new Map([
  ['18', '1'],
  ['16', '2'],
  ['0', '3'],
])
const ADDITIONAL = /^0(?:0[1-9]|[12][0-9]|3[0-9])$/
const WITHHELD: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null) as object, {
  ITBIS: 'MontoITBISRetenido',
  ISR: 'MontoISRRetenido',
})

const TWICE = { es: 'Una línea lleva el ITBIS una sola vez.', en: 'A line bears ITBIS only once.' }
const RATE = { es: 'El ITBIS es de 18, 16 o 0 por ciento.', en: 'ITBIS is 18, 16 or 0 percent.' }
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

/** `18.00` and 18 alike as `18`. */
function rateText(rate: string | number): string {
  return figureOf(exactText(rate))?.toFixed() ?? ''
}

function fault(code: string, path: string, message: Fault['message']): Fault {
  return { code, path, message, severity: 'error', source: 'DGII, Formato e-CF v1.0 (oct-2025)' }
}
